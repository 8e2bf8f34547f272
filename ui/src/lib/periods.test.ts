import { describe, expect, it } from 'vitest';
import { addMonths, filledUp, isDay, monthsOf, monthsSentence, readPeriod } from './periods';

const today = '2026-02-08';

describe('a period', () => {
  it('is counted from today', () => {
    expect(monthsOf({ kind: 'last_12' }, today)).toEqual({ from: '2025-03', to: '2026-02' });
    expect(monthsOf({ kind: 'this_year' }, today)).toEqual({ from: '2026-01', to: '2026-12' });
    expect(monthsOf({ kind: 'last_year' }, today)).toEqual({ from: '2025-01', to: '2025-12' });
    expect(monthsOf({ kind: 'all' }, today)).toEqual({ from: null, to: null });
    expect(monthsOf({ kind: 'custom', from: '2026-03', to: '2025-01' }, today)).toEqual({
      from: '2025-01',
      to: '2026-03',
    });
  });

  it('reads as words', () => {
    expect(monthsSentence({ from: '2025-03', to: '2026-02' })).toBe('Mar 2025 – Feb 2026');
    expect(monthsSentence({ from: '2025-01', to: '2025-12' })).toBe('2025');
    expect(monthsSentence({ from: '2025-03', to: '2025-03' })).toBe('Mar 2025');
    expect(monthsSentence({ from: '2025-03', to: null })).toBe('since Mar 2025');
    expect(monthsSentence({ from: null, to: '2025-03' })).toBe('until Mar 2025');
    expect(monthsSentence({ from: null, to: null })).toBe('all months');
  });

  it('comes back from storage only when it still fits', () => {
    expect(readPeriod({ kind: 'last_year' })).toEqual({ kind: 'last_year' });
    const custom = { kind: 'custom', from: '2025-03', to: null };
    expect(readPeriod(custom)).toEqual(custom);
    const broken = [null, 7, 'all', {}, { kind: 'other' }, { kind: 'custom', from: '2025-13', to: 4 }];
    for (const stored of broken) expect(readPeriod(stored)).toEqual({ kind: 'last_12' });
  });
});

describe('months', () => {
  it('go on over the year', () => {
    expect(addMonths('2025-12', 1)).toBe('2026-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-10', -11)).toBe('2025-11');
  });

  it('are filled up in between, but not over a mistake of centuries', () => {
    expect(filledUp(['2026-02', '2025-11'])).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(filledUp(['2026-02', '0001-01'])).toEqual(['0001-01', '2026-02']);
    expect(filledUp([])).toEqual([]);
  });

  it('and days are checked', () => {
    expect(isDay('2026-02-28')).toBe(true);
    for (const wrong of ['2026-02-30', '2026-2-3', '', null, 20260228]) expect(isDay(wrong)).toBe(false);
  });
});
