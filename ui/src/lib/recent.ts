/** The invoices of a connection that were looked at last: their ids, never data. */
import { recall, remember } from './remember';

const kept = 6;
const key = (connection: string) => `recent.${connection}`;

export function recentInvoices(connection: string): number[] {
  const stored = recall(key(connection));
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'number').slice(0, kept) : [];
}

export function noteInvoice(connection: string, id: number): void {
  const others = recentInvoices(connection).filter((one) => one !== id);
  remember(key(connection), [id, ...others].slice(0, kept));
}
