/** A filter in words, a part at a time: a chip reads as a sentence. */
import type { DateRange } from '../api/bindings';
import { monthName, monthRange, shortRange } from './dates';
import { chosenStates, type FilterPart, type ListFilter } from './filters';
import { formatAmount } from './money';
import { isKnownState, type ListView } from './views';
import { words } from './words';

/** The months of a filter in words; null without any. */
export function periodSentence({ period_from: from, period_to: to }: ListFilter): string | null {
  if (!from && !to) return null;
  if (!to) return words.list.since(monthName(from!));
  if (!from) return words.list.until(monthName(to));
  if (from.endsWith('-01') && to === `${from.slice(0, 4)}-12`) return from.slice(0, 4);
  return monthRange(from, to);
}

/** The chosen states in words; null without any. */
export function stateSentence(view: ListView, filter: ListFilter): string | null {
  const chosen = chosenStates(view, filter);
  if (chosen.length === 0) return null;
  return chosen.map((state) => (isKnownState(state) ? words.states[state] : state)).join(', ');
}

export function daysSentence(range: DateRange | null | undefined): string | null {
  const { from = null, to = null } = range ?? {};
  if (from && to) return shortRange(from, to);
  if (from) return words.list.since(shortRange(from, from));
  return to ? words.list.until(shortRange(to, to)) : null;
}

export function totalSentence({ min, max }: ListFilter): string | null {
  const w = words.filters;
  if (min && max)
    return min === max ? w.exactly(formatAmount(min)) : w.between(formatAmount(min), formatAmount(max));
  if (min) return w.atLeast(formatAmount(min));
  return max ? w.atMost(formatAmount(max)) : null;
}

/** What a part is set to; null while it is not set. The name of a customer is looked up elsewhere. */
export function partSentence(
  view: ListView,
  filter: ListFilter,
  part: FilterPart,
  nameOf: (id: number) => string,
): string | null {
  const w = words.filters;
  switch (part) {
    case 'period':
      return periodSentence(filter);
    case 'states':
      return stateSentence(view, filter);
    case 'customer': {
      const { buyer_id: id, buyer } = filter;
      if (id !== null && id !== undefined) return buyer ? w.customerAnd(nameOf(id), buyer) : nameOf(id);
      return buyer ? w.contains(buyer) : null;
    }
    case 'number':
      return filter.number ?? null;
    case 'total':
      return totalSentence(filter);
    case 'currency':
      return filter.currency === '' ? words.list.noCurrency : (filter.currency ?? null);
    case 'overdue':
      return filter.overdue ? w.overdueToday : null;
    case 'outstanding':
      return filter.outstanding_on ? w.on(shortRange(filter.outstanding_on, filter.outstanding_on)) : null;
    case 'not_due':
      return filter.not_due_on ? w.on(shortRange(filter.not_due_on, filter.not_due_on)) : null;
    case 'customers': {
      const [first, ...more] = filter.customers ?? [];
      if (!first) return filter.customers ? w.noCustomers : null;
      const name = first.id === null ? (first.name ?? words.list.unnamed) : nameOf(first.id);
      return more.length > 0 ? w.customersAndMore(name, more.length) : name;
    }
    default:
      return daysSentence(filter[part]);
  }
}
