import { describe, expect, it } from 'vitest';
import type { CustomerRow } from '../api/bindings';
import { anyInvoice } from '../platform/fake/figures';
import { allOf, customersText, nextOrder, readOrder } from './customers';

const figure = (count: number, amount: string) => ({
  count,
  amount,
  filter: { ...anyInvoice, query: amount },
});
const row: CustomerRow = {
  id: 7,
  name: '=Señal\tAbierta',
  deleted: false,
  currency: 'EUR',
  invoiced: figure(3, '1234.5'),
  balance: figure(1, '-10'),
  overdue: figure(0, '0'),
  last_paid_at: '2026-10-03T12:00:00Z',
  last_paid: '4032.71',
};

describe('the order of customers', () => {
  it('starts with the most, names with the first, and turns round', () => {
    expect(nextOrder({ column: 'name', descending: false }, 'overdue')).toEqual({
      column: 'overdue',
      descending: true,
    });
    expect(nextOrder({ column: 'overdue', descending: true }, 'name')).toEqual({
      column: 'name',
      descending: false,
    });
    expect(nextOrder({ column: 'overdue', descending: true }, 'overdue').descending).toBe(false);
  });

  it('comes back from storage only when it still fits', () => {
    expect(readOrder({ column: 'name', descending: false })).toEqual({ column: 'name', descending: false });
    for (const stored of [undefined, 3, { column: 'vat' }])
      expect(readOrder(stored)).toEqual({ column: 'balance', descending: true });
  });
});

describe('a customer', () => {
  it('leads to all invoices, or without an account to those that were added up', () => {
    expect(allOf(row)).toEqual({ ...anyInvoice, buyer_id: 7 });
    expect(allOf({ ...row, id: null })).toBe(row.invoiced.filter);
  });

  it('is copied with bare amounts', () => {
    const lines = customersText([row]).split('\n');
    expect(lines[1]!.split('\t')).toEqual([
      "'=Señal Abierta",
      '7',
      'EUR',
      '3',
      '1234.50',
      '-10.00',
      '',
      '2026-10-03',
      '4032.71',
    ]);
    expect(lines[0]!.split('\t')).toHaveLength(9);
  });
});
