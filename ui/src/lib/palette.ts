/** What the palette offers for what was typed. */
import type { Customer, Invoice, InvoiceRow } from '../api/bindings';
import { type Action, actionGroups } from './actions';
import { daysBetween, localDay, shortDay } from './dates';
import { fit } from './plain';
import { isKnownState } from './views';
import { words } from './words';

/** What is shown of an invoice. */
export type Found = Pick<
  InvoiceRow,
  | 'id'
  | 'friendly_id'
  | 'buyer_id'
  | 'buyer_name'
  | 'buyer_deleted'
  | 'state'
  | 'overdue'
  | 'cost'
  | 'currency'
  | 'due_on'
  | 'paid_at'
>;

export type Option =
  | { kind: 'customer'; key: string; customer: Customer }
  | { kind: 'invoice'; key: string; invoice: Found }
  | { kind: 'all'; key: string; count: number }
  | { kind: 'action'; key: string; action: Action };

export interface OptionGroup {
  title: string;
  options: Option[];
}

/** What is typed after `>` looks for commands only. */
export function readQuery(typed: string): { text: string; only: boolean } {
  const only = typed.trimStart().startsWith('>');
  return { text: (only ? typed.trimStart().slice(1) : typed).trim(), only };
}

export const actionOption = (action: Action): Option => ({
  kind: 'action',
  key: `action-${action.id}`,
  action,
});
export const invoiceOption = (invoice: Found): Option => ({
  kind: 'invoice',
  key: `invoice-${invoice.id}`,
  invoice,
});
export const customerOption = (customer: Customer): Option => ({
  kind: 'customer',
  key: `customer-${customer.id}`,
  customer,
});

const order = (action: Action) => actionGroups.indexOf(action.group);

/** The actions that fit, the best first; what cannot be done now comes last, with its reason. */
export function findActions(actions: readonly Action[], text: string): Action[] {
  const found = actions
    .filter(({ hidden }) => !hidden)
    .map((action) => ({ action, points: points(action, text) }))
    .filter(({ points }) => points > 0);
  return found
    .sort(
      (a, b) =>
        Number(Boolean(a.action.why)) - Number(Boolean(b.action.why)) ||
        b.points - a.points ||
        order(a.action) - order(b.action),
    )
    .map(({ action }) => action);
}

/** What the label says weighs more than what the action is also found by. */
function points({ label, group, also, hint }: Action, text: string): number {
  const own = fit(label, text);
  const more = [label, words.actions.groups[group], also, hint].filter(Boolean).join(' ');
  return own > 0 ? own + 1 : fit(more, text) > 0 ? 1 : 0;
}

/** With nothing typed: what can be done now. The parts of the settings are found by their names. */
export const suggested = (actions: readonly Action[]) =>
  findActions(actions, '').filter(({ id, why, checked }) => !why && !checked && !id.startsWith('settings.'));

/** `Unpaid, 5 days overdue`, `Paid 3 Sep`. */
export function invoiceMeta({ state, overdue, due_on, paid_at }: Found, today: string): string {
  const name = isKnownState(state) ? words.states[state] : state;
  if (overdue) return words.palette.overdue(name, due_on ? daysBetween(due_on, today) : null);
  if (state === 'paid' && paid_at) return words.detail.paidOn(shortDay(localDay(paid_at), today));
  return name;
}

export function foundOf({ invoice, overdue }: { invoice: Invoice; overdue: boolean }): Found {
  const { id, friendly_id, buyer, state, cost, currency, due_on, paid_at } = invoice;
  return {
    id,
    friendly_id,
    buyer_id: buyer.id,
    buyer_name: buyer.org_name,
    buyer_deleted: buyer.status === 'deleted',
    state,
    overdue,
    cost,
    currency,
    due_on,
    paid_at,
  };
}

export function customerOf({ buyer_id, buyer_name, buyer_deleted }: Found): string {
  return buyer_name ?? (buyer_deleted ? words.list.deletedCustomer(buyer_id) : words.list.unnamed);
}
