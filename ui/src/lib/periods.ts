/** Which months are added up. */
import { monthRange } from './dates';
import { words } from './words';

export const presets = ['last_12', 'this_year', 'last_year', 'all'] as const;
export type Preset = (typeof presets)[number];
export type Period = { kind: Preset } | { kind: 'custom'; from: string | null; to: string | null };

export const usualPeriod: Period = { kind: 'last_12' };

export interface Months {
  from: string | null;
  to: string | null;
}

const isMonth = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value);

/** The month so many after another. */
export function addMonths(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  const two = (part: number, digits: number) => String(part).padStart(digits, '0');
  return `${two(Math.floor(count / 12), 4)}-${two((count % 12) + 1, 2)}`;
}

export function monthsOf(period: Period, today: string): Months {
  const year = Number(today.slice(0, 4));
  switch (period.kind) {
    case 'last_12':
      return { from: addMonths(today.slice(0, 7), -11), to: today.slice(0, 7) };
    case 'this_year':
      return { from: `${year}-01`, to: `${year}-12` };
    case 'last_year':
      return { from: `${year - 1}-01`, to: `${year - 1}-12` };
    case 'all':
      return { from: null, to: null };
    case 'custom':
      return period.from && period.to && period.from > period.to
        ? { from: period.to, to: period.from }
        : { from: period.from, to: period.to };
  }
}

/** The months in words. */
export function monthsSentence({ from, to }: Months): string {
  if (!from && !to) return words.figures.allMonths;
  if (!to) return words.list.since(monthRange(from, null));
  if (!from) return words.list.until(monthRange(null, to));
  if (from.endsWith('-01') && to === `${from.slice(0, 4)}-12`) return from.slice(0, 4);
  return monthRange(from, to);
}

/** What was remembered may come from another version: only what still fits is taken. */
export function readPeriod(stored: unknown): Period {
  const from = (stored ?? {}) as Record<string, unknown>;
  const preset = presets.find((known) => known === from.kind);
  if (preset) return { kind: preset };
  if (from.kind !== 'custom') return usualPeriod;
  const [first, last] = [from.from, from.to].map((month) => (isMonth(month) ? month : null));
  return first || last ? { kind: 'custom', from: first!, to: last! } : usualPeriod;
}

/** More months than this in a row are not filled up: one invoice of the year 1 would draw two thousand years. */
const mostFilled = 600;

/** Every month from the first to the last of these, so that a month without invoices is not overlooked. */
export function filledUp(months: readonly string[]): string[] {
  if (months.length === 0) return [];
  const known = [...months].sort();
  const last = known.at(-1)!;
  const all: string[] = [];
  for (let month = known[0]!; month <= last; month = addMonths(month, 1)) {
    all.push(month);
    if (all.length > mostFilled) return known;
  }
  return all;
}

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
