/** A line item as it is typed in, and as it is sent. */
import type { LineItem, NewLineItem } from '../api/bindings';

export interface LineForm {
  name: string;
  description: string;
  quantity: string;
  type: string;
  metric: string;
  contract: string;
  plan: string;
}

export const lineTypes = ['LineItem::PlanCost', 'LineItem::VariableCost'] as const;

const written = (value: number | null) => (value === null ? '' : String(value));

export function toForm(line: LineItem | null): LineForm {
  return {
    name: line?.name ?? '',
    description: line?.description ?? '',
    quantity: line ? written(line.quantity) : '1',
    type: line?.type ?? '',
    metric: written(line?.metric_id ?? null),
    contract: written(line?.contract_id ?? null),
    plan: written(line?.plan_id ?? null),
  };
}

/** Whether a text is a whole number the form can send; nothing is fine, too. */
export const isQuantity = (text: string) => /^\s*(-?\d{1,10})?\s*$/.test(text);
export const isId = (text: string) => /^\s*(\d{1,15})?\s*$/.test(text);

const number = (text: string) => (text.trim() === '' ? null : Number(text));
const some = (text: string) => (text.trim() === '' ? null : text.trim());

export function toLine(form: LineForm, cost: string): NewLineItem {
  return {
    name: form.name.trim(),
    description: some(form.description),
    quantity: number(form.quantity),
    cost,
    type: some(form.type),
    metric_id: number(form.metric),
    contract_id: number(form.contract),
    plan_id: number(form.plan),
  };
}

const plain = (cost: string | null) => (cost ?? '').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** Whether a line would be what it is already. */
export function isSame(line: LineItem, { cost, ...rest }: NewLineItem): boolean {
  const same = (Object.keys(rest) as (keyof typeof rest)[]).every(
    (key) => (rest[key] ?? null) === (line[key] ?? null),
  );
  return same && plain(cost) === plain(line.cost);
}
