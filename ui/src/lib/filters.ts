/** What a person narrows a list down to, and the request it becomes. */
import type { InvoiceFilter, Sort, SortColumn } from '../api/bindings';
import { monthName, monthRange } from './dates';
import { isKnownState, type ListView, statesOf } from './views';
import { words } from './words';

export interface ListFilter {
  query: string;
  states: string[];
  periodFrom: string | null;
  periodTo: string | null;
}

export const noFilter: ListFilter = { query: '', states: [], periodFrom: null, periodTo: null };

export const firstSort: Sort = { column: 'number', descending: true };

/** The request for a view with a filter on top: both must hold. */
export function toRequest(view: ListView, filter: ListFilter): InvoiceFilter {
  const request: InvoiceFilter = {
    period_from: filter.periodFrom,
    period_to: filter.periodTo,
    buyer_id: null,
    outstanding_on: null,
    min: null,
    max: null,
  };
  const chosen = chosenStates(view, filter);
  if (chosen.length > 0) request.states = chosen;
  else if (view !== 'all' && view !== 'overdue') request.states = [...statesOf[view]];
  if (view === 'overdue') request.overdue = true;
  const query = filter.query.trim();
  if (query) request.query = query;
  return request;
}

/** A choice of states that the view does not show would find nothing; it is left out. */
export function chosenStates(view: ListView, filter: ListFilter): string[] {
  return statesOf[view].filter((state) => filter.states.includes(state));
}

/** Whether a view has more than one state to choose from. */
export function canChooseState(view: ListView): boolean {
  return statesOf[view].length > 1;
}

/** How many parts of a filter are set, the search among them. */
export function countFilters(view: ListView, filter: ListFilter): number {
  const period = filter.periodFrom || filter.periodTo ? 1 : 0;
  const states = chosenStates(view, filter).length > 0 ? 1 : 0;
  return period + states + (filter.query.trim() ? 1 : 0);
}

/** The order after a click on a header: the same column turns round, another starts in its natural order. */
export function nextSort(current: Sort, column: SortColumn): Sort {
  if (current.column === column) return { column, descending: !current.descending };
  return { column, descending: column !== 'customer' && column !== 'state' };
}

/** What was remembered may come from another version: only what still fits is taken. */
export function readFilter(stored: unknown): ListFilter {
  const from = (stored ?? {}) as Partial<Record<keyof ListFilter, unknown>>;
  const month = (value: unknown) => (typeof value === 'string' && /^\d{4}-\d{2}$/.test(value) ? value : null);
  return {
    query: typeof from.query === 'string' ? from.query : '',
    states: Array.isArray(from.states) ? from.states.filter((state) => typeof state === 'string') : [],
    periodFrom: month(from.periodFrom),
    periodTo: month(from.periodTo),
  };
}

/** The months of a filter in words; null without any. */
export function periodSentence({ periodFrom, periodTo }: ListFilter): string | null {
  if (!periodFrom && !periodTo) return null;
  if (!periodTo) return words.list.since(monthName(periodFrom!));
  if (!periodFrom) return words.list.until(monthName(periodTo));
  if (periodFrom.endsWith('-01') && periodTo === `${periodFrom.slice(0, 4)}-12`)
    return periodFrom.slice(0, 4);
  return monthRange(periodFrom, periodTo);
}

/** The chosen states in words; null without any. */
export function stateSentence(view: ListView, filter: ListFilter): string | null {
  const chosen = chosenStates(view, filter);
  if (chosen.length === 0) return null;
  return chosen.map((state) => (isKnownState(state) ? words.states[state] : state)).join(', ');
}
