/**
 * Amounts are decimal text from the core to the screen. A float never holds one: digits are moved as text,
 * and `Intl` only groups the whole part, as a `BigInt`.
 */
import { locale as systemLocale } from './locale';

/** A true minus sign, as wide as a plus, so that columns of figures line up. */
const minus = '\u2212';

interface Decimal {
  negative: boolean;
  whole: string;
  fraction: string;
}

function parse(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return undefined;
  return { negative: match[1] === '-', whole: match[2]!, fraction: match[3] ?? '' };
}

/** Rounds half away from zero, as the server does, to `digits` after the point. */
export function round(text: string, digits: number): string {
  const decimal = parse(text);
  if (!decimal) return text;
  const kept = decimal.fraction.slice(0, digits).padEnd(digits, '0');
  let scaled = BigInt(decimal.whole + kept);
  if ((decimal.fraction[digits] ?? '0') >= '5') scaled += 1n;
  return unscale(decimal.negative ? -scaled : scaled, digits);
}

/** Decimal text of a whole number of the smallest units. */
function unscale(scaled: bigint, digits: number): string {
  const sign = scaled < 0n ? '-' : '';
  const padded = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  return digits === 0 ? sign + whole : `${sign}${whole}.${padded.slice(padded.length - digits)}`;
}

/** Adds decimal texts, exactly. Null when one of them is no number: a sum that leaves something out is none. */
export function sum(texts: readonly string[]): string | null {
  const decimals = texts.map(parse);
  if (!decimals.every((decimal) => decimal !== undefined)) return null;
  const digits = Math.max(0, ...decimals.map(({ fraction }) => fraction.length));
  const total = decimals.reduce((before, { negative, whole, fraction }) => {
    const scaled = BigInt(whole + fraction.padEnd(digits, '0'));
    return before + (negative ? -scaled : scaled);
  }, 0n);
  return unscale(total, digits);
}

/** Negative when the first is less, 0 when both are the same; what is no number is the same as anything. */
export function compareAmounts(one: string, other: string): number {
  const difference = sum([one, other.startsWith('-') ? other.slice(1) : `-${other}`]);
  if (difference === null || !/[1-9]/.test(difference)) return 0;
  return difference.startsWith('-') ? -1 : 1;
}

/** Decimal text as a whole number of hundredths, to compare and to draw; what is finer is left out. */
export function units(text: string): bigint {
  const decimal = parse(text);
  if (!decimal) return 0n;
  const scaled = BigInt(decimal.whole + decimal.fraction.slice(0, 2).padEnd(2, '0'));
  return decimal.negative ? -scaled : scaled;
}

const styles = new Map<string, { whole: Intl.NumberFormat; point: string }>();

function style(locale: string) {
  let found = styles.get(locale);
  if (!found) {
    const point =
      new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.';
    found = { whole: new Intl.NumberFormat(locale, { useGrouping: true }), point };
    styles.set(locale, found);
  }
  return found;
}

/**
 * Writes decimal text with grouping. Never fewer than `least` digits after the point; digits beyond that are
 * kept as they came, unless `most` rounds them. Text that is no number is shown as it is.
 */
export function formatDecimal(text: string, least = 2, most?: number, locale = systemLocale): string {
  const rounded = most === undefined ? text : round(text, most);
  const decimal = parse(rounded);
  if (!decimal) return text;
  const { whole, point } = style(locale);
  const fraction = decimal.fraction.replace(/0+$/, '').padEnd(least, '0');
  const grouped = whole.format(BigInt(decimal.whole));
  const nothing = !/[1-9]/.test(decimal.whole + decimal.fraction);
  return (decimal.negative && !nothing ? minus : '') + grouped + (fraction ? point + fraction : '');
}

/** An amount for a spreadsheet: the point of the language, no groups of digits, a minus sign of the keyboard. */
export function bareAmount(text: string, locale = systemLocale): string {
  const decimal = parse(text);
  if (!decimal) return text;
  const fraction = decimal.fraction.replace(/0+$/, '').padEnd(2, '0');
  return `${decimal.negative ? '-' : ''}${decimal.whole}${style(locale).point}${fraction}`;
}

/** A round amount at the edge of a chart, in hundredths: `40K`. */
export function roundAmount(hundredths: bigint, locale = systemLocale): string {
  const short = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 });
  // Few digits and many zeros: a number holds it as it is.
  return short.format(Number(hundredths) / 100).replace('-', minus);
}

/** A total: at least cents, more only where the server sent more. */
export const formatAmount = (text: string) => formatDecimal(text, 2);

/** The cost of a line, always to four decimals. */
export const formatCost = (text: string) => formatDecimal(text, 4);

/** What of it is charged: two decimals. */
export const formatCharged = (text: string) => formatDecimal(text, 2, 2);

/** A rate in per cent: as many decimals as it has. */
export const formatRate = (text: string) => formatDecimal(text, 0);

/** A count of things. Counts are small whole numbers, not money. */
export function formatCount(count: number, locale = systemLocale): string {
  return style(locale).whole.format(count);
}

export function formatBytes(bytes: number, locale = systemLocale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step);
}
