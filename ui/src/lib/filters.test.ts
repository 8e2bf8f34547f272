import { describe, expect, it } from 'vitest';
import { countFilters, type ListFilter, nextSort, noFilter, readFilter, toRequest } from './filters';
import { periodSentence, stateSentence } from './filter-words';

const filter = (change: Partial<ListFilter>): ListFilter => ({ ...noFilter, ...change });

describe('the request of a view', () => {
  it('asks for everything by naming no state', () => {
    expect(toRequest('all', noFilter)).toEqual({
      period_from: null,
      period_to: null,
      buyer_id: null,
      outstanding_on: null,
      min: null,
      max: null,
    });
  });

  it('names the states that make the view', () => {
    expect(toRequest('to_review', noFilter).states).toEqual(['finalized']);
    expect(toRequest('outstanding', noFilter).states).toEqual(['pending', 'unpaid', 'failed']);
  });

  it('leaves it to the core what is overdue today', () => {
    const request = toRequest('overdue', noFilter);
    expect(request.overdue).toBe(true);
    expect(request.states).toBeUndefined();
  });

  it('narrows to the chosen states, and never beyond the view', () => {
    expect(toRequest('all', filter({ states: ['paid', 'open'] })).states).toEqual(['open', 'paid']);
    expect(toRequest('outstanding', filter({ states: ['unpaid', 'paid'] })).states).toEqual(['unpaid']);
    expect(toRequest('overdue', filter({ states: ['failed'] }))).toMatchObject({
      overdue: true,
      states: ['failed'],
    });
  });

  it('takes months and trimmed words along', () => {
    const request = toRequest(
      'paid',
      filter({ query: '  señal ', period_from: '2026-08', period_to: '2026-10' }),
    );
    expect(request).toMatchObject({
      query: 'señal',
      period_from: '2026-08',
      period_to: '2026-10',
      states: ['paid'],
    });
    expect(toRequest('all', filter({ query: '   ' })).query).toBeUndefined();
  });
});

describe('a filter in words', () => {
  it('reads as a sentence', () => {
    expect(periodSentence(noFilter)).toBeNull();
    expect(periodSentence(filter({ period_from: '2026-08', period_to: '2026-10' }))).toBe('Aug – Oct 2026');
    expect(periodSentence(filter({ period_from: '2026-08', period_to: '2026-08' }))).toBe('Aug 2026');
    expect(periodSentence(filter({ period_from: '2025-01', period_to: '2025-12' }))).toBe('2025');
    expect(periodSentence(filter({ period_from: '2026-08' }))).toBe('since Aug 2026');
    expect(periodSentence(filter({ period_to: '2026-08' }))).toBe('until Aug 2026');
    expect(stateSentence('all', filter({ states: ['unpaid', 'failed'] }))).toBe('Unpaid, Failed');
    expect(stateSentence('paid', filter({ states: ['unpaid'] }))).toBeNull();
  });

  it('is counted by its parts', () => {
    expect(countFilters('all', noFilter)).toBe(0);
    expect(countFilters('all', filter({ query: 'x', states: ['paid'], period_to: '2026-08' }))).toBe(3);
    expect(countFilters('paid', filter({ states: ['unpaid'] }))).toBe(0);
  });

  it('of another version is taken only as far as it fits', () => {
    expect(
      readFilter({ query: 7, states: ['paid', 3], period_from: 'August', period_to: '2026-10' }),
    ).toEqual({
      ...noFilter,
      states: ['paid'],
      period_from: null,
      period_to: '2026-10',
    });
    expect(readFilter(null)).toEqual(noFilter);
  });
});

describe('sorting', () => {
  it('turns round on a second click and starts naturally on a first', () => {
    const byNumber = { column: 'number', descending: true } as const;
    expect(nextSort(byNumber, 'number')).toEqual({ column: 'number', descending: false });
    expect(nextSort(byNumber, 'customer')).toEqual({ column: 'customer', descending: false });
    expect(nextSort(byNumber, 'total')).toEqual({ column: 'total', descending: true });
  });
});
