import { describe, expect, it } from 'vitest';
import type { Effect, InvoiceDetail, Offer, Write } from '../api/bindings';
import { invoice } from '../platform/fake/invoices';
import { entry } from '../platform/fake/writes';
import { pastOf } from './changes';
import { consequencesOf, headSentences } from './consequences';
import { isId, isQuantity, isSame, toForm, toLine } from './line-form';
import { toNumberForm, toUpdate } from './number-form';
import { canPrepare, entryWords, kindOf, layOut, serverWords } from './writes';

const to = (state: string): Write => ({ action: 'change_state', invoice_id: 12, state });
const charge: Write = { action: 'charge', invoice_id: 12 };
const offer = (write: Write, ...effects: Effect[]): Offer => ({ write, effects, destructive: false });

function laid(state: string, ...writes: Write[]) {
  const data = { invoice: invoice(12, { state }), offers: writes.map((write) => offer(write)) };
  const { head, menu } = layOut(data as InvoiceDetail);
  return [head, menu].map((offers) => offers.map(({ write }) => kindOf(write)));
}

describe('what is offered', () => {
  it('stands in the head by state, and the rest in the menu', () => {
    expect(laid('open', to('pending'), to('cancelled'), to('finalized'))).toEqual([
      ['finalize', 'issue'],
      ['cancel'],
    ]);
    expect(laid('finalized', to('pending'), to('cancelled'))).toEqual([['issue'], ['cancel']]);
    expect(laid('pending', to('paid'), to('unpaid'), to('cancelled'), charge)).toEqual([
      ['charge', 'paid'],
      ['unpaid', 'cancel'],
    ]);
    expect(laid('unpaid', to('failed'), to('paid'), charge)).toEqual([['charge', 'paid'], ['failed']]);
    expect(laid('paid')).toEqual([[], []]);
  });

  it('of a state nobody knows is in the menu', () => {
    expect(laid('disputed', to('paid'), to('archived'))).toEqual([[], ['paid', 'other']]);
  });

  it('can be prepared, but for a charge', () => {
    expect([to('pending'), charge].map(canPrepare)).toEqual([true, false]);
  });
});

describe('the sentences under the buttons', () => {
  it('say what each does, then what they have in common', () => {
    expect(
      headSentences([
        offer(charge, 'charges_card', 'tells_customer', 'cannot_be_undone'),
        offer(to('paid'), 'tells_customer', 'cannot_be_undone'),
      ]),
    ).toBe(
      'Charge debits the stored card. Mark as paid moves no money. Either emails the customer and can’t be undone.',
    );
  });

  it('say so when a charge would cancel, and whom only one of them tells', () => {
    expect(
      headSentences([
        offer(charge, 'cancels_instead_of_charging', 'cannot_be_undone'),
        offer(to('paid'), 'tells_customer', 'cannot_be_undone'),
      ]),
    ).toBe(
      'Charge cancels the invoice, since its total is zero or less. Mark as paid moves no money and emails the customer. Neither can be undone.',
    );
  });

  it('are few for one button and none for none', () => {
    expect(headSentences([offer(to('pending'), 'freezes', 'cannot_be_undone')])).toBe(
      'Issue freezes addresses, VAT rate and currency and makes the PDF. It can’t be undone.',
    );
    expect(headSentences([])).toBe('');
  });
});

describe('the consequences', () => {
  it('end with there being no way back', () => {
    expect(
      consequencesOf(to('paid'), ['cannot_be_undone', 'tells_customer']).map(({ text }) => text),
    ).toEqual(['The portal emails the customer.', 'No money is moved.', 'This can’t be undone.']);
  });

  it('do not promise a payment where the invoice is cancelled instead', () => {
    expect(consequencesOf(charge, ['cancels_instead_of_charging']).map(({ text }) => text)).toEqual([
      'The total is zero or less: the portal cancels the invoice instead of charging the card.',
    ]);
  });
});

describe('a line of the journal', () => {
  it('says what it is about', () => {
    const line_item = toLine({ ...toForm(null), name: 'Late fee' }, '5');
    expect(
      [
        entry(1, { write: charge }),
        entry(2, { write: { action: 'add_line_item', invoice_id: 12, line_item } }),
        entry(3, { write: { action: 'remove_line_item', invoice_id: 12, line_item_id: 81 } }),
        entry(4, {
          write: {
            action: 'update_invoice',
            invoice_id: 12,
            period: '2026-10',
            friendly_id: null,
            although_issued: false,
          },
        }),
        entry(5, { write: to('unpaid') }),
      ].map(entryWords),
    ).toEqual([
      'Charge 4,032.71 EUR',
      'Add “Late fee” for 5.00 EUR',
      'Remove line item 81',
      'Set period Oct 2026',
      'Mark as unpaid',
    ]);
  });

  it('quotes the server once', () => {
    const refused = entry(1, { answer: 'Card expired.' });
    expect(serverWords(refused, null)).toBe('“Card expired.”');
    expect(serverWords(refused, 'The portal refused: “Card expired” (422).')).toBeNull();
    expect(serverWords(entry(1), null)).toBeNull();
  });

  it('stands among what syncs saw, by time, once it is more than prepared', () => {
    const seen = {
      invoice_id: 12,
      friendly_id: null,
      field: 'state',
      before: null,
      after: 'paid',
      run: 1,
      seen_at: '2026-10-08T10:30:00Z',
    };
    const ours = { ...seen, run: 2, seen_at: '2026-10-08T11:00:01Z' };
    const past = pastOf(
      [seen, ours],
      [
        entry(3, { sent_at: '2026-10-08T11:00:00.5Z', run: 2 }),
        entry(2, { status: 'draft', sent_at: null }),
        entry(1, { sent_at: '2026-10-08T10:00:00Z' }),
      ],
    );
    expect(past.map(({ key }) => key[0] === 's' || key)).toEqual(['j3', true, 'j1']);
  });
});

describe('a line item', () => {
  const old = { ...toLine(toForm(null), '1450.0'), id: 1, name: 'Fixed fee', contract_type: null };

  it('is the same when nothing but zeros differ', () => {
    expect(isSame(old, toLine(toForm(old), '1450'))).toBe(true);
    expect(isSame(old, toLine(toForm(old), '1450.01'))).toBe(false);
    expect(isSame(old, toLine({ ...toForm(old), description: 'x' }, '1450'))).toBe(false);
  });

  it('is sent with nothing where nothing was typed', () => {
    expect(toLine({ ...toForm(null), name: ' Fee ', quantity: '' }, '5')).toEqual({
      name: 'Fee',
      description: null,
      quantity: null,
      cost: '5',
      type: null,
      metric_id: null,
      contract_id: null,
      plan_id: null,
    });
  });

  it('takes whole numbers only', () => {
    expect(['', ' 12 ', '-3', '1.5', '1,000', 'x'].map(isQuantity)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(['', '9', '-9'].map(isId)).toEqual([true, true, false]);
  });
});

describe('period and number', () => {
  const open = invoice(12, { state: 'open', issued_on: null });

  it('are sent as far as they differ', () => {
    const form = toNumberForm(open);
    expect(toUpdate(form, open)).toBeNull();
    expect(toUpdate({ ...form, month: '11' }, open)).toEqual({
      action: 'update_invoice',
      invoice_id: 12,
      period: '2026-11',
      friendly_id: null,
      although_issued: false,
    });
    expect(toUpdate({ ...form, number: '2026-09-00000099' }, invoice(12))).toMatchObject({
      period: null,
      friendly_id: '2026-09-00000099',
      although_issued: true,
    });
  });
});
