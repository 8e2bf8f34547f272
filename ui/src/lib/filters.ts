/**
 * What a person narrows a list down to, and the request it becomes. It is the core's own filter in one form: what is
 * not set is absent, or null where the core wants it named.
 */
import type { DateRange, InvoiceFilter, Sort, SortColumn } from '../api/bindings';
import { isKnownState, type ListView, type State, statesOf } from './views';

export type ListFilter = InvoiceFilter;

export const noFilter: ListFilter = {
  period_from: null,
  period_to: null,
  buyer_id: null,
  outstanding_on: null,
  min: null,
  max: null,
};

export const firstSort: Sort = { column: 'number', descending: true };

/** What a chip stands for, in the order they are offered. */
export const filterParts = [
  'period',
  'states',
  'customer',
  'number',
  'total',
  'currency',
  'issued',
  'due',
  'paid',
  'overdue',
  'outstanding',
] as const;
export type FilterPart = (typeof filterParts)[number];
export type DayPart = 'issued' | 'due' | 'paid';

export function clean(filter: Partial<ListFilter>): ListFilter {
  const cleaned: ListFilter = { ...noFilter };
  for (const key of ['period_from', 'period_to', 'outstanding_on', 'min', 'max'] as const)
    if (filter[key]) cleaned[key] = filter[key];
  if (filter.buyer_id !== null && filter.buyer_id !== undefined) cleaned.buyer_id = filter.buyer_id;
  const states = inOrder(filter.states ?? []);
  if (states.length > 0) cleaned.states = states;
  for (const key of ['number', 'buyer', 'query'] as const) {
    const text = filter[key]?.trim();
    if (text) cleaned[key] = text;
  }
  for (const key of ['issued', 'due', 'paid'] as const) {
    const { from = null, to = null } = filter[key] ?? {};
    if (from || to) cleaned[key] = { from: from || null, to: to || null };
  }
  if (filter.overdue) cleaned.overdue = true;
  // Empty stands for invoices without a currency.
  if (typeof filter.currency === 'string') cleaned.currency = filter.currency;
  return cleaned;
}

/** The states in the order an invoice goes through them; what is not known here comes last. */
function inOrder(states: readonly string[]): string[] {
  const known: string[] = statesOf.all.filter((state) => states.includes(state));
  return [...known, ...states.filter((state) => !isKnownState(state))];
}

export function sameFilter(one: ListFilter, other: ListFilter): boolean {
  const text = (filter: ListFilter) => JSON.stringify(Object.entries(clean(filter)).sort());
  return text(one) === text(other);
}

/** The request for a view with a filter on top: both must hold. */
export function toRequest(view: ListView, filter: ListFilter): InvoiceFilter {
  const request = clean(filter);
  delete request.states;
  const chosen = chosenStates(view, filter);
  if (chosen.length > 0) request.states = chosen;
  else if (view !== 'all' && view !== 'overdue') request.states = [...statesOf[view]];
  if (view === 'overdue') request.overdue = true;
  return request;
}

/** A choice of states that the view does not show would find nothing; it is left out. */
export function chosenStates(view: ListView, filter: ListFilter): string[] {
  const chosen = inOrder(filter.states ?? []);
  return view === 'all' ? chosen : chosen.filter((state) => statesOf[view].includes(state as State));
}

/** Whether a view has more than one state to choose from. */
export function canChooseState(view: ListView): boolean {
  return statesOf[view].length > 1;
}

/** What can be narrowed down in a view; what would find all of it or nothing is not offered. */
export function offeredParts(view: ListView): FilterPart[] {
  return filterParts.filter((part) => {
    if (part === 'states') return canChooseState(view);
    if (part === 'overdue') return ['all', 'outstanding', 'failed'].includes(view);
    return true;
  });
}

export function isSet(view: ListView, filter: ListFilter, part: FilterPart): boolean {
  const set: Record<FilterPart, boolean> = {
    period: Boolean(filter.period_from || filter.period_to),
    states: chosenStates(view, filter).length > 0,
    customer: (filter.buyer_id ?? null) !== null || Boolean(filter.buyer),
    number: Boolean(filter.number),
    total: Boolean(filter.min || filter.max),
    currency: typeof filter.currency === 'string',
    issued: isRange(filter.issued),
    due: isRange(filter.due),
    paid: isRange(filter.paid),
    overdue: filter.overdue === true && view !== 'overdue',
    outstanding: Boolean(filter.outstanding_on),
  };
  return set[part];
}

const isRange = (range: DateRange | null | undefined) => Boolean(range?.from || range?.to);

/** The parts that are set, in the order they are offered. */
export function setParts(view: ListView, filter: ListFilter): FilterPart[] {
  return filterParts.filter((part) => isSet(view, filter, part));
}

/** What takes a part away. */
export const without: Record<FilterPart, Partial<ListFilter>> = {
  period: { period_from: null, period_to: null },
  states: { states: null },
  customer: { buyer: null, buyer_id: null },
  number: { number: null },
  total: { min: null, max: null },
  currency: { currency: null },
  issued: { issued: null },
  due: { due: null },
  paid: { paid: null },
  overdue: { overdue: null },
  outstanding: { outstanding_on: null },
};

/** How many parts of a filter are set, the search among them. */
export function countFilters(view: ListView, filter: ListFilter): number {
  return setParts(view, filter).length + (filter.query?.trim() ? 1 : 0);
}

/** The order after a click on a header: the same column turns round, another starts in its natural order. */
export function nextSort(current: Sort, column: SortColumn): Sort {
  if (current.column === column) return { column, descending: !current.descending };
  return { column, descending: !['customer', 'state', 'currency', 'creation_type'].includes(column) };
}

/** What was remembered may come from another version: only what still fits is taken. */
export function readFilter(stored: unknown): ListFilter {
  const from = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const fits = (form: RegExp) => (value: unknown) =>
    typeof value === 'string' && form.test(value) ? value : null;
  const month = fits(/^\d{4}-\d{2}$/);
  const day = fits(/^\d{4}-\d{2}-\d{2}$/);
  const amount = fits(/^-?\d+(\.\d+)?$/);
  const range = (value: unknown): DateRange | null => {
    const { from: first, to: last } = (value ?? {}) as Record<string, unknown>;
    return { from: day(first), to: day(last) };
  };
  return clean({
    query: text(from.query),
    states: Array.isArray(from.states) ? from.states.filter((state) => typeof state === 'string') : [],
    // Earlier versions had names of their own for the months.
    period_from: month(from.period_from ?? from.periodFrom),
    period_to: month(from.period_to ?? from.periodTo),
    number: text(from.number),
    buyer: text(from.buyer),
    buyer_id: typeof from.buyer_id === 'number' ? from.buyer_id : null,
    issued: range(from.issued),
    due: range(from.due),
    paid: range(from.paid),
    overdue: from.overdue === true,
    outstanding_on: day(from.outstanding_on),
    min: amount(from.min),
    max: amount(from.max),
    currency: text(from.currency),
  });
}

const columns: readonly SortColumn[] = [
  'number',
  'customer',
  'period',
  'issued',
  'due',
  'state',
  'total',
  'id',
  'customer_id',
  'paid',
  'created',
  'currency',
  'cost_without_vat',
  'vat_rate',
  'vat_amount',
  'creation_type',
  'payments',
];

export function readSort(stored: unknown): Sort {
  const { column, descending } = (stored ?? {}) as Record<string, unknown>;
  const known = columns.find((one) => one === column);
  return known ? { column: known, descending: descending === true } : firstSort;
}

export function readColumns(stored: unknown): SortColumn[] {
  if (!Array.isArray(stored)) return [];
  return [...new Set(stored)].filter((one): one is SortColumn => columns.includes(one as SortColumn));
}
