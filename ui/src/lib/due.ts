import type { InvoiceDetail } from '../api/bindings';
import { daysBetween, localDay, shortDay } from './dates';
import { words } from './words';

/** When the money is due, or when it came. Nothing is said of an invoice that asks for no money (yet). */
export function dueWords(data: InvoiceDetail, today: string): { text: string; late: boolean } | null {
  const { state, due_on: due, paid_at: paid } = data.invoice;
  const w = words.detail;
  if (state === 'paid') return paid ? { text: w.paidOn(shortDay(localDay(paid), today)), late: false } : null;
  if (state === 'cancelled') return null;
  if (data.overdue) {
    const text = due
      ? w.overdueBy(shortDay(due, today), Math.max(1, daysBetween(due, today)))
      : w.overdueNoDay;
    return { text, late: true };
  }
  if (!due) return null;
  return { text: due === today ? w.dueToday : w.due(shortDay(due, today)), late: false };
}
