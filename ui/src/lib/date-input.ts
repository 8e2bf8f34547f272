/** Days as a person types them: in the order of their own format, or as `YYYY-MM-DD`. */
import { locale as systemLocale } from './locale';
import { dayOf } from './ranges';

type Part = 'day' | 'month' | 'year';

/** `08/10/2026`, as the person's format has it. */
export function typedDay(day: string, locale = systemLocale): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(date);
}

function orderOf(locale: string): Part[] {
  return new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' })
    .formatToParts(new Date(0))
    .map(({ type }) => type)
    .filter((type): type is Part => ['day', 'month', 'year'].includes(type));
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** The month a word names, by its first letters; 0 for none. */
function monthOf(word: string, locale: string): number {
  const wanted = plain(word);
  if (wanted.length < 3) return 0;
  const names = (month: 'long' | 'short') => {
    const format = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, at) => plain(format.format(Date.UTC(2000, at, 1))));
  };
  const [long, short] = [names('long'), names('short')];
  return long.findIndex((name, at) => name.startsWith(wanted) || short[at]!.replace('.', '') === wanted) + 1;
}

/** A year of two digits is one of this century. */
const fullYear = (digits: string) => (digits.length <= 2 ? 2000 + Number(digits) : Number(digits));

/** The day that is meant; without a year, one of the current year. Null where none is. */
export function readDay(text: string, today: string, locale = systemLocale): string | null {
  const thisYear = today.slice(0, 4);
  const trimmed = text.trim();
  if (/^\d{8}$/.test(trimmed))
    return valid(trimmed.slice(0, 4), Number(trimmed.slice(4, 6)), trimmed.slice(6));
  const numbers = trimmed.match(/\d+/g) ?? [];
  const named = (trimmed.match(/\p{L}{3,}/gu) ?? []).map((word) => monthOf(word, locale)).find(Boolean);
  if (named) {
    if (numbers.length === 0 || numbers.length > 2) return null;
    const yearFirst = numbers.length === 2 && numbers[0]!.length === 4;
    const [day, year] = yearFirst ? [numbers[1]!, numbers[0]!] : [numbers[0]!, numbers[1] ?? thisYear];
    return valid(year, named, day);
  }
  if (numbers.length < 2 || numbers.length > 3) return null;
  const given = numbers[0]!.length === 4 ? (['year', 'month', 'day'] as Part[]) : orderOf(locale);
  const order = numbers.length === 3 ? given : given.filter((part) => part !== 'year');
  const of = (part: Part) => numbers[order.indexOf(part)];
  return valid(of('year') ?? thisYear, Number(of('month')), of('day')!);
}

function valid(year: string, month: number, day: string): string | null {
  const [full, date] = [fullYear(year), Number(day)];
  if (full < 1900 || full > 2999 || month < 1 || month > 12 || date < 1 || date > 31) return null;
  const found = dayOf(full, month, date);
  return Number(found.slice(8)) === date ? found : null;
}

/** The day a week starts with, 0 for Monday. */
export function firstWeekday(locale = systemLocale): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    weekInfo?: { firstDay: number };
    getWeekInfo?: () => { firstDay: number };
  };
  const info = known.getWeekInfo?.() ?? known.weekInfo;
  return info ? (info.firstDay + 6) % 7 : 0;
}

/** Short names of the days of a week in its order, with their long ones. */
export function weekdayNames(locale = systemLocale): { short: string; long: string }[] {
  const name = (style: 'narrow' | 'short' | 'long', at: number) =>
    // The first of January 2024 was a Monday.
    new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(
      Date.UTC(2024, 0, 1 + ((at + firstWeekday(locale)) % 7)),
    );
  return Array.from({ length: 7 }, (_, at) => ({
    short: name('short', at).slice(0, 2),
    long: name('long', at),
  }));
}
