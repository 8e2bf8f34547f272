/** The columns of the list: which there are, how wide they are, and which of them fit. */
import type { SortColumn } from '../api/bindings';

/** All of them, in the order those that are not shown are offered in. */
export const allColumns: readonly SortColumn[] = [
  'number',
  'customer',
  'period',
  'issued',
  'due',
  'state',
  'total',
  'paid',
  'created',
  'currency',
  'cost_without_vat',
  'vat_rate',
  'vat_amount',
  'payments',
  'creation_type',
  'id',
  'customer_id',
];

export const usualColumns: readonly SortColumn[] = allColumns.slice(0, 7);

/** Without these nobody knows what a row is about. */
export const fixedColumns: readonly SortColumn[] = ['number', 'customer'];

export const amountColumns: readonly SortColumn[] = ['total', 'cost_without_vat', 'vat_amount'];
/** Figures stand at the right edge of their column. */
export const endColumns: readonly SortColumn[] = [
  ...amountColumns,
  'vat_rate',
  'payments',
  'id',
  'customer_id',
];

export const usualWidths: Record<SortColumn, number> = {
  number: 134,
  customer: 180,
  period: 74,
  issued: 82,
  due: 90,
  state: 92,
  total: 122,
  id: 74,
  customer_id: 92,
  paid: 86,
  created: 86,
  currency: 76,
  cost_without_vat: 126,
  vat_rate: 78,
  vat_amount: 116,
  creation_type: 108,
  payments: 84,
};

export const narrowest = 48;
export const widest = 640;
/** The customer takes what the others leave, but never less. */
const leastCustomer = 96;
/** The tick and the padding at both ends. */
export const besides = 22 + 28;

export type Widths = Partial<Record<SortColumn, number>>;

/** In a list as narrow as this, a column gives way, in the order a reader misses them least. */
const givesWay: Partial<Record<SortColumn, number>> = { period: 740, issued: 610, due: 560 };

export function clampWidth(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

/** What was remembered may come from another version; what must be there is there. */
export function complete(columns: readonly SortColumn[]): SortColumn[] {
  if (columns.length === 0) return [...usualColumns];
  const missing = fixedColumns.filter((column) => !columns.includes(column));
  return [...missing, ...columns];
}

export function readWidths(stored: unknown): Widths {
  const from = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const kept = allColumns.filter((column) => typeof from[column] === 'number');
  return Object.fromEntries(kept.map((column) => [column, clampWidth(from[column] as number)]));
}

export function isUsual(columns: readonly SortColumn[]): boolean {
  return columns.length === usualColumns.length && usualColumns.every((column) => columns.includes(column));
}

export interface Column {
  column: SortColumn;
  /** Null for the one that takes what is left. */
  width: number | null;
  /** Its place among all that were chosen, those that gave way included. */
  place: number;
  /** Where it stays when the others scroll away under it; null when it scrolls along. */
  stuckAt: number | null;
}

export interface Plan {
  columns: Column[];
  /** How wide all of them are together, when that is more than the list. */
  scrolls: number | null;
}

/**
 * The columns of a list of so much room; 0 where nothing is drawn yet. The usual ones give way when it is narrow.
 * Whoever chose others gets all of them, and scrolls.
 */
export function planColumns(chosen: readonly SortColumn[], widths: Widths, room: number): Plan {
  const gives = room > 0 && isUsual(chosen);
  const shown = chosen
    .map((column, place) => ({ column, place }))
    .filter(({ column }) => !gives || room > (givesWay[column] ?? 0));
  const least = (column: SortColumn) =>
    widths[column] ?? (column === 'customer' ? leastCustomer : usualWidths[column]);
  const wide = besides + shown.reduce((sum, { column }) => sum + least(column), 0);
  const scrolls = room > 0 && wide > room;
  let left = 22 + 16;
  let content = besides;
  const columns = shown.map(({ column, place }): Column => {
    const fixed = widths[column] ?? (column === 'customer' ? null : usualWidths[column]);
    const width = fixed ?? (scrolls ? usualWidths.customer : null);
    content += width ?? 0;
    // Of a narrow list the number alone may stay, or nothing would be seen of the rest.
    const stays = scrolls && (column === 'number' || (column === 'customer' && room >= 560));
    const stuckAt = stays ? left : null;
    if (stays) left += width ?? 0;
    return { column, width, place, stuckAt };
  });
  return { columns, scrolls: scrolls ? content : null };
}

/** Puts a column at the place of another; what is between makes room. */
export function moveColumn(columns: readonly SortColumn[], column: SortColumn, to: number): SortColumn[] {
  const rest = columns.filter((one) => one !== column);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), column, ...rest.slice(place)];
}

/** Shows a column at the end, or takes it away. Those that must be there stay. */
export function flipColumn(columns: readonly SortColumn[], column: SortColumn): SortColumn[] {
  if (!columns.includes(column)) return [...columns, column];
  return fixedColumns.includes(column) ? [...columns] : columns.filter((one) => one !== column);
}
