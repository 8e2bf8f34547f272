/** An invoice's period and number as they are typed in, and what of it is to be changed. */
import type { Invoice, Write } from '../api/bindings';
import { wasIssued } from './writes';

export interface NumberForm {
  /** `01` to `12`. */
  month: string;
  year: string;
  number: string;
}

export const months = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));

export function toNumberForm({ period, friendly_id }: Invoice): NumberForm {
  return { year: period.from.slice(0, 4), month: period.from.slice(5, 7), number: friendly_id ?? '' };
}

export const isYear = (text: string) => /^\s*\d{4}\s*$/.test(text);

/** Only what differs is sent; null when nothing does. */
export function toUpdate(
  form: NumberForm,
  invoice: Invoice,
): Extract<Write, { action: 'update_invoice' }> | null {
  const before = toNumberForm(invoice);
  const period = `${form.year.trim()}-${form.month}`;
  const number = form.number.trim();
  const changed = {
    period: period === `${before.year}-${before.month}` ? null : period,
    friendly_id: number === before.number ? null : number,
  };
  if (changed.period === null && changed.friendly_id === null) return null;
  return {
    action: 'update_invoice',
    invoice_id: invoice.id,
    ...changed,
    although_issued: wasIssued(invoice),
  };
}
