/** The views of the sidebar, in their order. */
import type { ViewCounts } from '../api/bindings';

export const listViews = [
  'all',
  'to_review',
  'outstanding',
  'overdue',
  'failed',
  'paid',
  'cancelled',
] as const;
export type ListView = (typeof listViews)[number];
export type View = ListView | 'customers' | 'figures' | 'changes' | 'activity' | 'settings';

/** In the order of the sidebar and of the keys that lead to them. */
export const views: readonly View[] = [
  ...listViews,
  'customers',
  'figures',
  'changes',
  'activity',
  'settings',
];

/** The states of the Billing API, in the order an invoice goes through them. */
export const states = ['open', 'finalized', 'pending', 'unpaid', 'paid', 'failed', 'cancelled'] as const;
export type State = (typeof states)[number];

/** The states a view shows. They are sent only where the view is defined by them. */
export const statesOf: Record<ListView, readonly State[]> = {
  all: states,
  to_review: ['finalized'],
  outstanding: ['pending', 'unpaid', 'failed'],
  overdue: ['pending', 'unpaid', 'failed'],
  failed: ['failed'],
  paid: ['paid'],
  cancelled: ['cancelled'],
};

/** Views whose count is a call to act. */
export const alerts: readonly ListView[] = ['overdue', 'failed'];

export function isListView(view: View): view is ListView {
  return listViews.some((known) => known === view);
}

export function isKnownState(state: string): state is State {
  return states.some((known) => known === state);
}

export function countOf(view: ListView, counts: ViewCounts): number {
  return counts[view];
}
