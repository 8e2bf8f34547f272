/** What can be done to an invoice and what was done to it, in the words and the order of the screen. */
import type { Invoice, InvoiceDetail, JournalEntry, Offer, Write } from '../api/bindings';
import { monthName } from './dates';
import { formatAmount } from './money';
import { isKnownState } from './views';
import { words } from './words';

/** What a write is to a person; a change of state is a thing of its own for each state. */
export type StateKind = 'finalize' | 'issue' | 'paid' | 'unpaid' | 'failed' | 'cancel' | 'other';
export type ActionKind = StateKind | 'charge' | 'create' | 'update' | 'add' | 'remove';

const stateKinds: Record<string, StateKind> = {
  finalized: 'finalize',
  pending: 'issue',
  paid: 'paid',
  unpaid: 'unpaid',
  failed: 'failed',
  cancelled: 'cancel',
};

export const stateKind = (state: string): StateKind => stateKinds[state] ?? 'other';

export function kindOf(write: Write): ActionKind {
  switch (write.action) {
    case 'change_state':
      return stateKind(write.state);
    case 'charge':
      return 'charge';
    case 'create_invoice':
      return 'create';
    case 'update_invoice':
      return 'update';
    case 'add_line_item':
      return 'add';
    case 'remove_line_item':
      return 'remove';
  }
}

/** What stands in the head of the pane, the primary one first. The rest is in the menu. */
const heads: Record<string, readonly ActionKind[]> = {
  open: ['finalize', 'issue'],
  finalized: ['issue'],
  pending: ['charge', 'paid'],
  unpaid: ['charge', 'paid'],
  failed: ['charge', 'paid'],
};

export function layOut({ invoice, offers }: InvoiceDetail): { head: Offer[]; menu: Offer[] } {
  const kinds = heads[invoice.state] ?? [];
  const head = kinds.flatMap((kind) => offers.filter((offer) => kindOf(offer.write) === kind));
  // Lines, number and period have forms of their own.
  const whole = offers.filter(({ write }) => write.action === 'change_state' || write.action === 'charge');
  return { head, menu: whole.filter((offer) => !head.includes(offer)) };
}

/** A charge is never prepared: money is taken only while somebody looks. */
export const canPrepare = (write: Write) => write.action !== 'charge';

/** It is not known whether it happened. */
export const isUnsettled = ({ status }: JournalEntry) => status === 'unknown' || status === 'sending';

/** Whether others hold papers with its number and period. */
export function wasIssued({ state, issued_on }: Invoice): boolean {
  return issued_on !== null || ['pending', 'unpaid', 'failed', 'paid'].includes(state);
}

/** `4,032.71 EUR`. */
export function moneyWords(cost: string, currency: string | null): string {
  return [formatAmount(cost), currency].filter(Boolean).join(' ');
}

export const numberWords = (number: string | null) => number ?? words.list.noNumber;

export function customerWords({ buyer }: Invoice): string {
  if (buyer.org_name) return buyer.org_name;
  return buyer.status === 'deleted' ? words.list.deletedCustomer(buyer.id) : words.list.unnamed;
}

/** What a write does, as it begins a sentence: `Issue`, `Charge 4,032.71 EUR`, `Add “Late fee” for 5.00`. */
export function writeWords(write: Write, cost: string | null = null, currency: string | null = null): string {
  const w = words.changes;
  switch (write.action) {
    case 'charge':
      return w.charge(cost === null ? null : moneyWords(cost, currency));
    case 'change_state': {
      const kind = kindOf(write);
      if (kind !== 'other') return w.actions[kind].label;
      return w.markAs(isKnownState(write.state) ? words.states[write.state] : write.state);
    }
    case 'create_invoice':
      return w.create(write.account_id, monthName(write.period));
    case 'update_invoice':
      return w.update(write.period && monthName(write.period), write.friendly_id);
    case 'add_line_item':
      return w.add(write.line_item.name, moneyWords(write.line_item.cost, currency));
    case 'remove_line_item':
      return w.remove(write.line_item_id);
  }
}

export const entryWords = ({ write, cost, currency }: JournalEntry) => writeWords(write, cost, currency);

/** The server's words, where what is said beside them does not give them already. */
export function serverWords(entry: JournalEntry, ...said: (string | null)[]): string | null {
  const { answer } = entry;
  if (!answer || said.some((text) => text?.includes(answer.replace(/\.$/, '')))) return null;
  return words.diagnosis.quote(answer);
}
