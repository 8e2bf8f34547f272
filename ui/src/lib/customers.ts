/** The list of customers: its columns and orders, and what is copied of it. */
import type { CustomerColumn, CustomerRow, CustomerSort, Figure, InvoiceFilter } from '../api/bindings';
import { localDay } from './dates';
import { plainCell, tabbed } from './figures';
import { bareAmount } from './money';
import { words } from './words';

export const sortable: readonly CustomerColumn[] = [
  'name',
  'invoices',
  'invoiced',
  'balance',
  'overdue',
  'last_payment',
];

/** The columns in their order; not all of them sort. */
export const customerColumns = [
  'name',
  'account',
  'currency',
  'invoices',
  'invoiced',
  'balance',
  'overdue',
  'last_payment',
] as const;
export type CustomerCell = (typeof customerColumns)[number];

/** The cells that lead to their invoices. */
export const figureCells = ['invoices', 'invoiced', 'balance', 'overdue'] as const;
export type FigureCell = (typeof figureCells)[number];

export const canSort = (column: CustomerCell): column is CustomerColumn =>
  sortable.some((known) => known === column);

export const firstOrder: CustomerSort = { column: 'balance', descending: true };

/** The same column turns round, another starts in its natural order. */
export function nextOrder(current: CustomerSort, column: CustomerColumn): CustomerSort {
  if (current.column === column) return { column, descending: !current.descending };
  return { column, descending: column !== 'name' };
}

/** What was remembered may come from another version: only what still fits is taken. */
export function readOrder(stored: unknown): CustomerSort {
  const from = (stored ?? {}) as Record<string, unknown>;
  const column = sortable.find((known) => known === from.column);
  return column ? { column, descending: from.descending === true } : firstOrder;
}

/** How many and how much of it are two cells of one figure. */
export function figureOf(row: CustomerRow, cell: FigureCell): Figure {
  return cell === 'invoices' ? row.invoiced : row[cell];
}

export function nameOf({ name, deleted, id }: Pick<CustomerRow, 'name' | 'deleted' | 'id'>): string {
  return name ?? (deleted ? words.list.deletedCustomer(id) : words.list.unnamed);
}

/** All invoices of a customer, in every currency and state. Without an account only those that were added up. */
export function allOf(row: CustomerRow): InvoiceFilter {
  if (row.id === null) return row.invoiced.filter;
  return { period_from: null, period_to: null, buyer_id: row.id, outstanding_on: null, min: null, max: null };
}

/** The list as text for a spreadsheet. */
export function customersText(rows: readonly CustomerRow[]): string {
  const w = words.customers;
  const amount = ({ amount, count }: Figure) => (count > 0 ? bareAmount(amount) : '');
  return tabbed([
    [...customerColumns.map((column) => w.columns[column]), w.lastPaidAmount],
    ...rows.map((row) => [
      plainCell(nameOf(row)),
      row.id === null ? '' : String(row.id),
      row.currency ?? '',
      String(row.invoiced.count),
      ...[row.invoiced, row.balance, row.overdue].map(amount),
      row.last_paid_at ? localDay(row.last_paid_at) : '',
      row.last_paid === null ? '' : bareAmount(row.last_paid),
    ]),
  ]);
}
