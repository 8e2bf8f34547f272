import { describe, expect, it } from 'vitest';
import { dayRange, daysBetween, longDay, monthName, monthRange, shortDay } from './dates';
import { chooseLocale } from './locale';
import { formatCharged, formatCost, formatDecimal, formatRate, round, sum } from './money';
import { splitNumber } from './numbers';

describe('the locale', () => {
  it.each([
    [['C'], 'en-GB'],
    [['C.UTF-8'], 'en-GB'],
    [['POSIX', ''], 'en-GB'],
    [['en_US.UTF-8'], 'en-US'],
    [['en'], 'en-GB'],
    [['xx-not a tag', 'en-AU'], 'en-AU'],
    [['ja_JP.UTF-8'], 'ja-JP'],
    [['de'], 'de-DE'],
    [['fr-FR', 'es-MX'], 'es-MX'],
    [['fr-FR'], 'en-GB'],
    [[], 'en-GB'],
  ])('of %j is %s, and Intl takes it', (wanted, locale) => {
    expect(chooseLocale(wanted)).toBe(locale);
    expect(() => new Intl.NumberFormat(chooseLocale(wanted))).not.toThrow();
  });
});

describe('amounts', () => {
  it('keep every digit, beyond what a float could hold', () => {
    expect(formatDecimal('90071992547409931234.5678', 2, undefined, 'en-GB')).toBe(
      '90,071,992,547,409,931,234.5678',
    );
    expect(formatDecimal('0.1', 2, undefined, 'en-GB')).toBe('0.10');
  });

  it('use the separators of the locale', () => {
    expect(formatDecimal('-1234567.5', 2, undefined, 'de-DE')).toBe('−1.234.567,50');
  });

  it('round half away from zero, on text', () => {
    expect(round('1.005', 2)).toBe('1.01');
    expect(round('-1.005', 2)).toBe('-1.01');
    expect(round('2.675', 2)).toBe('2.68');
    expect(round('999.995', 2)).toBe('1000.00');
    expect(round('-0.004', 2)).toBe('0.00');
    expect(round('12.5', 0)).toBe('13');
  });

  it('show a cost to four decimals, what is charged to two, a rate as it is', () => {
    expect(formatCost('200.0')).toBe('200.0000');
    expect(formatCharged('699.892662')).toBe('699.89');
    expect(formatRate('21.0')).toBe('21');
    expect(formatRate('5.5')).toBe('5.5');
    expect(formatRate('0')).toBe('0');
  });

  it('are shown as they came when they are no number', () => {
    expect(formatCost('n/a')).toBe('n/a');
  });
});

describe('dates', () => {
  const today = '2026-10-08';

  it('carry their year only when it is not the current one', () => {
    expect(shortDay('2026-10-03', today, 'en-GB')).toBe('3 Oct');
    expect(shortDay('2025-10-03', today, 'en-GB')).toBe('3 Oct 2025');
  });

  it('abbreviate every month to three letters', () => {
    expect(monthName('2026-09', 'short', 'en-GB')).toBe('Sep 2026');
    expect(monthRange('2026-08', '2026-09', 'en-GB')).toBe('Aug – Sep 2026');
  });

  it('do not move with the time zone', () => {
    expect(longDay('2026-01-01', 'en-GB')).toBe('1 January 2026');
    expect(dayRange('2026-09-01', '2026-09-30', 'en-GB')).toBe('1 – 30 September 2026');
  });

  it('are counted in whole days', () => {
    expect(daysBetween('2026-10-03', today)).toBe(5);
    // Across the change of the clocks, where a day has 25 hours.
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });

  it('are shown as they came when they are no date', () => {
    expect(shortDay('soon', today)).toBe('soon');
  });
});

describe('an invoice number', () => {
  it('has its leading zeros set apart, and loses none', () => {
    expect(splitNumber('2026-09-00000012')).toEqual({ head: '2026-09-', zeros: '000000', tail: '12' });
    expect(splitNumber('2026-09-00000100')).toEqual({ head: '2026-09-', zeros: '00000', tail: '100' });
  });

  it.each(['2026-09-10000007', 'INV/7', 'R1007', ''])('%s stays whole', (number) => {
    expect(splitNumber(number)).toEqual({ head: '', zeros: '', tail: number });
  });
});

describe('sums', () => {
  it('are exact, whatever the decimals', () => {
    expect(sum(['0.1', '0.20', '1000000000000000.0001'])).toBe('1000000000000000.3001');
    expect(sum(['1.00', '-2.5'])).toBe('-1.50');
    expect(sum(['0.05', '-0.05'])).toBe('0.00');
    expect(sum(['1', '2'])).toBe('3');
    expect(sum([])).toBe('0');
  });

  it('are none when something is no number', () => {
    expect(sum(['1.00', 'n/a'])).toBeNull();
  });
});
