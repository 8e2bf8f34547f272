import { describe, expect, it } from 'vitest';
import type { BulkResult, BulkRowResult, InvoiceRow, WriteOutcome } from '../api/bindings';
import { invoice } from '../platform/fake/invoices';
import { toRow, totalsOf } from '../platform/fake/query';
import {
  actionOf,
  offered,
  resultSummary,
  resultText,
  split,
  tickedRows,
  tickedSums,
  worstFirst,
} from './bulk';
import { everything, flip, nothing, set } from './selection';

const invoices = [
  invoice(1, { cost: '10.10', state: 'open' }),
  invoice(2, { cost: '-0.20', state: 'open' }),
  invoice(3, { cost: '1000000000000000.30', currency: 'USD' }),
];
const rows: InvoiceRow[] = invoices.map((one) => toRow(one, '2026-10-08'));
const all = totalsOf(invoices);

describe('what is offered', () => {
  it('is what every ticked invoice allows', () => {
    expect(offered(['open'], true)).toEqual(['finalize', 'issue', 'add_line', 'cancel']);
    expect(offered(['open', 'finalized'], true)).toEqual(['issue', 'add_line', 'cancel']);
    expect(offered(['pending', 'unpaid', 'failed'], true)).toEqual(['pay', 'charge', 'cancel']);
    expect(offered(['open', 'pending'], true)).toEqual(['cancel']);
    expect(offered(['open', 'paid'], true)).toEqual([]);
    expect(offered(['frozen'], true)).toEqual([]);
  });

  it('is what any state allows while it is not known which are there', () => {
    expect(offered(['open', 'pending', 'paid'], false)).toEqual([
      'finalize',
      'issue',
      'pay',
      'charge',
      'add_line',
      'cancel',
    ]);
    expect(offered(['paid'], false)).toEqual([]);
  });

  it('goes into the menu where there is no room, and these two always do', () => {
    const kinds = offered(['open'], true);
    expect(split(kinds, 250, () => 100)).toEqual({
      buttons: ['finalize', 'issue'],
      menu: ['add_line', 'cancel'],
    });
    expect(split(kinds, 150, () => 100).menu).toEqual(['issue', 'add_line', 'cancel']);
  });

  it('is sent as the core names it', () => {
    expect(actionOf('pay', null)).toEqual({ action: 'change_state', state: 'paid' });
    expect(actionOf('charge', null)).toEqual({ action: 'charge' });
  });
});

describe('the sum of the ticked', () => {
  it('is exact and per currency', () => {
    expect(tickedSums(set(nothing, [1, 2, 3], true), rows, all)).toEqual([
      { currency: 'EUR', count: 2, cost: '9.90' },
      { currency: 'USD', count: 1, cost: '1000000000000000.30' },
    ]);
  });

  it('is left out when a row is not held', () => {
    expect(tickedSums(set(nothing, [1, 9], true), rows, all)).toBeNull();
    expect(tickedRows(set(nothing, [1, 9], true), rows, 3)).toBeNull();
    expect(tickedRows(set(nothing, [1], true), rows, 3)).toEqual([rows[0]]);
  });

  it('is that of the whole list, less what was left out of it', () => {
    expect(tickedSums(everything, [], all)).toEqual(all.totals);
    expect(tickedSums(flip(everything, 2), rows.slice(1, 2), all)).toEqual([
      { currency: 'EUR', count: 1, cost: '10.10' },
      { currency: 'USD', count: 1, cost: '1000000000000000.30' },
    ]);
    expect(tickedSums(flip(everything, 9), rows.slice(1, 2), all)).toBeNull();
  });
});

const told = (invoice_id: number, outcome: WriteOutcome, message: string): BulkRowResult => ({
  invoice_id,
  friendly_id: `2026-09-0000000${invoice_id}`,
  buyer_name: 'Señal Abierta S.A.',
  outcome,
  message,
});

describe('what became of them', () => {
  const result: BulkResult = {
    results: [
      told(1, 'done', 'It happened.'),
      told(2, 'refused', 'The portal refused.'),
      told(3, 'unknown', 'The answer was lost.'),
      told(4, 'done', 'It happened.'),
    ],
    left: 2,
    ended_early: 'it was stopped',
  };

  it('is counted, and what needs a person comes first', () => {
    expect(resultSummary(result)).toBe('2 done, 1 refused, 1 outcome unknown, 2 not got to');
    expect(worstFirst(result.results).map(({ invoice_id }) => invoice_id)).toEqual([3, 2, 1, 4]);
  });

  it('can be copied as text, with the words of the core', () => {
    const [head, ...lines] = resultText('2 of 6 charged', result).split('\n');
    expect(head).toBe('2 of 6 charged. 2 done, 1 refused, 1 outcome unknown, 2 not got to. It was stopped.');
    expect(lines[0]).toBe('2026-09-00000003\tSeñal Abierta S.A.\toutcome unknown\tThe answer was lost.');
    expect(lines).toHaveLength(4);
  });
});
