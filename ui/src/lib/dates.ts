/**
 * Days are `YYYY-MM-DD` and belong to no time zone; they are formatted in UTC so that no zone can move them.
 * Times are UTC text and are shown in the zone of the person.
 */
import { dateLocale as systemLocale } from './locale';

type Options = Intl.DateTimeFormatOptions;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Options, locale: string): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

function atMidnight(day: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}/.test(day)) return undefined;
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * Engines differ in thin spaces round the dash of a range, and in `Sept`, the one month of British English
 * with four letters, which would not fit a column of three.
 */
function tidy(text: string): string {
  return text.replace(/\s*–\s*/, ' – ').replace(/\bSept\b/g, 'Sep');
}

function written(day: string, options: Options, locale: string): string {
  const date = atMidnight(day);
  return date ? tidy(format({ ...options, timeZone: 'UTC' }, locale).format(date)) : day;
}

/** `1 Oct`, with the year only when it is not the current one. */
export function shortDay(day: string, today: string, locale = systemLocale): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? undefined : ('numeric' as const);
  return written(day, { day: 'numeric', month: 'short', year }, locale);
}

/** `1 October 2026`. */
export function longDay(day: string, locale = systemLocale): string {
  return written(day, { day: 'numeric', month: 'long', year: 'numeric' }, locale);
}

/** `Sep 2026`, from a month (`2026-09`) or from a day in it. */
export function monthName(month: string, style: 'short' | 'long' = 'short', locale = systemLocale): string {
  return written(`${month.slice(0, 7)}-01`, { month: style, year: 'numeric' }, locale);
}

/** `September`, from `09`. */
export function monthOnly(month: string, locale = systemLocale): string {
  return written(`2000-${month}-01`, { month: 'long' }, locale);
}

/** `Sep`, from `2026-09`. */
export function monthShort(month: string, locale = systemLocale): string {
  return written(`${month}-01`, { month: 'short' }, locale);
}

/** The days an invoice covers: `1 – 30 September 2026`. */
export function dayRange(from: string, to: string, locale = systemLocale): string {
  const [start, end] = [atMidnight(from), atMidnight(to)];
  if (!start || !end) return `${from} – ${to}`;
  const options: Options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' };
  return tidy(format(options, locale).formatRange(start, end));
}

/** Days in a few words: `1 – 31 Oct 2026`, `1 Oct 2026`. */
export function shortRange(from: string, to: string, locale = systemLocale): string {
  const [start, end] = [atMidnight(from), atMidnight(to)];
  if (!start || !end) return `${from} – ${to}`;
  const options: Options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' };
  return tidy(format(options, locale).formatRange(start, end));
}

/** The months of a filter: `Aug – Oct 2026`. */
export function monthRange(from: string | null, to: string | null, locale = systemLocale): string {
  if (from && to && from !== to) {
    const [start, end] = [atMidnight(`${from}-01`), atMidnight(`${to}-01`)];
    if (!start || !end) return `${from} – ${to}`;
    const options: Options = { month: 'short', year: 'numeric', timeZone: 'UTC' };
    return tidy(format(options, locale).formatRange(start, end));
  }
  return monthName((from ?? to)!, 'short', locale);
}

/** Whole days from one to the other; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  const [start, end] = [atMidnight(from), atMidnight(to)];
  return start && end ? Math.round((end.getTime() - start.getTime()) / 86_400_000) : 0;
}

/** The day of a time, in the person's zone. */
export function localDay(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time.slice(0, 10);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `13:47`. */
export function clock(time: string, locale = systemLocale): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : format({ timeStyle: 'short' }, locale).format(date);
}

/** `1 October 2026, 13:47`. */
export function longTime(time: string, locale = systemLocale): string {
  return `${longDay(localDay(time), locale)}, ${clock(time, locale)}`;
}

/** `1 Oct 13:47`, with the year only when it is not the current one. */
export function shortTime(time: string, today: string, locale = systemLocale): string {
  return `${shortDay(localDay(time), today, locale)} ${clock(time, locale)}`;
}
