/** Days and ranges of them, as text: `YYYY-MM-DD` belongs to no time zone. */
import type { DateRange } from '../api/bindings';

export const presets = [
  'today',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
] as const;
export type Preset = (typeof presets)[number];

const two = (part: number) => String(part).padStart(2, '0');

/** A day by its parts; what goes beyond a month or a year carries over. */
export function dayOf(year: number, month: number, day: number): string {
  const date = new Date(Date.UTC(year, month - 1, day));
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

export function partsOf(day: string): [year: number, month: number, day: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}

export function addDays(day: string, by: number): string {
  const [year, month, date] = partsOf(day);
  return dayOf(year, month, date + by);
}

/** The same day in another month, or the last one where that month is shorter. */
export function addMonths(day: string, by: number): string {
  const [year, month, date] = partsOf(day);
  const last = partsOf(dayOf(year, month + by + 1, 0))[2];
  return dayOf(year, month + by, Math.min(date, last));
}

/** 0 for Monday. */
export function weekday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Whole months from one to another, both included. */
function months(year: number, first: number, count: number): { from: string; to: string } {
  return { from: dayOf(year, first, 1), to: dayOf(year, first + count, 0) };
}

export function rangeOf(preset: Preset, today: string): { from: string; to: string } {
  const [year, month] = partsOf(today);
  const quarter = month - ((month - 1) % 3);
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'this_month':
      return months(year, month, 1);
    case 'last_month':
      return months(year, month - 1, 1);
    case 'this_quarter':
      return months(year, quarter, 3);
    case 'last_quarter':
      return months(year, quarter - 3, 3);
    case 'this_year':
      return months(year, 1, 12);
    case 'last_year':
      return months(year - 1, 1, 12);
  }
}

/** A range whose end comes before its start is meant the other way round. */
export function inOrder({ from, to }: DateRange): DateRange {
  return from && to && from > to ? { from: to, to: from } : { from, to };
}
