import { describe, expect, it } from 'vitest';
import type { Ageing } from '../api/bindings';
import { anyInvoice } from '../platform/fake/figures';
import { chosenOf, overdueShare, plainCell, shares, tabbed } from './figures';
import { bareAmount, roundAmount, units } from './money';

const figure = (amount: string) => ({ count: 1, amount, filter: anyInvoice });
const ageing = (total: string, not_due: string, late = '0.00'): Ageing => ({
  total: figure(total),
  not_due: figure(not_due),
  days_1_30: figure(late),
  days_31_60: figure('0.00'),
  days_61_90: figure('0.00'),
  days_91_up: figure('0.00'),
});

describe('shares', () => {
  it('are whole per cent past due', () => {
    expect(overdueShare(ageing('20862.78', '3608.38'))).toBe(83);
    expect(overdueShare(ageing('200.00', '199.00'))).toBe(1);
    expect(overdueShare(ageing('100.00', '0.00'))).toBe(100);
  });

  it('are not told where credit makes them senseless', () => {
    expect(overdueShare(ageing('0.00', '0.00'))).toBeNull();
    expect(overdueShare(ageing('-5.00', '1.00'))).toBeNull();
    expect(overdueShare(ageing('5.00', '8.00'))).toBeNull();
  });

  it('fill the bar with what is above zero', () => {
    expect(shares(ageing('100.00', '75.00', '25.00'))).toEqual([
      { age: 'not_due', share: 750 },
      { age: 'days_1_30', share: 250 },
    ]);
    expect(shares(ageing('70.00', '75.00', '-5.00'))).toEqual([{ age: 'not_due', share: 1000 }]);
    expect(shares(ageing('-5.00', '-5.00'))).toEqual([]);
  });
});

describe('a currency', () => {
  it('is the chosen one, or the first where that has nothing', () => {
    const some = [{ currency: 'EUR' }, { currency: null }];
    expect(chosenOf(some, '')).toBe(some[1]);
    expect(chosenOf(some, 'USD')).toBe(some[0]);
    expect(chosenOf(some, null)).toBe(some[0]);
    expect(chosenOf([], 'EUR')).toBeUndefined();
  });
});

describe('copied text', () => {
  it('has one line for each row, whatever a name holds', () => {
    expect(tabbed([['a\tb', 'c\nd'], ['e']])).toBe('a b\tc d\ne\n');
  });

  it('is never taken for a formula', () => {
    expect(plainCell('=HYPERLINK(1)')).toBe("'=HYPERLINK(1)");
    expect(plainCell('Señal = Abierta')).toBe('Señal = Abierta');
  });

  it('has amounts as a spreadsheet of the language reads them', () => {
    expect(bareAmount('1234567.5', 'en-GB')).toBe('1234567.50');
    expect(bareAmount('-1234567.5', 'de-DE')).toBe('-1234567,50');
    expect(bareAmount('0.12345', 'en-GB')).toBe('0.12345');
  });
});

describe('amounts', () => {
  it('become whole hundredths to be drawn', () => {
    expect(units('-12.5')).toBe(-1250n);
    expect(units('9007199254740993.01')).toBe(900719925474099301n);
    expect(units('none')).toBe(0n);
  });

  it('are short at the edge of a chart', () => {
    expect(roundAmount(4_000_000n, 'en-GB')).toBe('40k');
    expect(roundAmount(-4_000_000n, 'en-GB')).toBe('−40k');
    expect(roundAmount(20n, 'en-GB')).toBe('0.2');
    expect(roundAmount(0n, 'en-GB')).toBe('0');
  });
});
