import { describe, expect, it } from 'vitest';
import { change } from '../platform/fake';
import { bySight, fieldWords, valueWords } from './changes';

describe('the name of a field', () => {
  it.each([
    ['cost', 'Total'],
    ['state', 'State'],
    ['updated_at', 'Last change in the portal'],
    ['period.from', 'Period, first day'],
    ['buyer.org_name', 'Customer, name'],
    ['buyer.state', 'Customer, state or province'],
    ['provider.zip', 'Issuer, postal code'],
    ['line_items[81]', 'Line item 81'],
    ['line_items[81].cost', 'Line item 81, cost'],
    ['line_items[at 0].name', 'Line item at place 1, name'],
    ['line_items.order', 'Order of the line items'],
    ['payment_transactions_count', 'Number of payments'],
    ['payment_transactions[5]', 'Payment 5'],
    ['payment_transactions[5].success', 'Payment 5, outcome'],
    ['payment_transactions[5].gateway_response.avs_result', 'Payment 5, gateway details, avs_result'],
  ])('of %s is %s', (field, name) => {
    expect(fieldWords(field)).toBe(name);
  });

  it('is made of its own letters where nobody foresaw it', () => {
    expect(fieldWords('tax_code')).toBe('Tax code');
    expect(fieldWords('buyer.tax_code')).toBe('Customer, tax code');
    expect(fieldWords('line_items[3].tax_code')).toBe('Line item 3, tax code');
    expect(fieldWords('shipping.street_name')).toBe('Shipping, street name');
  });
});

describe('a value', () => {
  it.each([
    ['cost', '1200.5', '1,200.50'],
    ['line_items[81].cost', '1200.5', '1,200.5000'],
    ['line_items[81].quantity', 96412, '96,412'],
    ['line_items[81].plan_id', 96412, '96412'],
    ['vat_rate', '21.0', '21 %'],
    ['state', 'paid', 'Paid'],
    // A province is no state of an invoice.
    ['buyer.state', 'paid', 'paid'],
    ['due_on', '2026-10-03', '3 October 2026'],
    ['paid_at', new Date('2026-10-03T09:30').toISOString(), '3 October 2026, 09:30'],
    ['buyer.address', 'Alcalá 46\n2º izq.', 'Alcalá 46, 2º izq.'],
    ['payment_transactions[5].success', true, 'Accepted'],
    ['payment_transactions[5].test', false, 'no'],
    ['line_items.order', ['1', '2'], '1, 2'],
    ['line_items[81].description', '', '(empty)'],
  ])('of %s, %s, is written %s', (field, value, text) => {
    expect(valueWords(field, value)).toBe(text);
  });

  it('is nothing where nothing stood', () => {
    expect(valueWords('paid_at', null)).toBeNull();
  });

  it('of a whole line item or payment names it and its amount', () => {
    expect(valueWords('line_items[81]', { id: 81, name: 'Plan', cost: '10.0', quantity: 1 })).toBe(
      'Plan · 10.0000',
    );
    const payment = { id: 5, message: 'Do not honour', amount: '12.5', currency: 'EUR' };
    expect(valueWords('payment_transactions[5]', payment)).toBe('Do not honour · 12.50\u00a0EUR');
    expect(valueWords('line_items[81]', { id: 81, name: null, cost: null })).toBe('(no name)');
  });
});

describe('changes seen together', () => {
  it('are one, newest first, and in the order of the invoice', () => {
    const later = { run: 2, seen_at: '2026-10-08T08:00:01Z' };
    const newestFirst = [
      change(1, 'cost', { ...later, seen_at: '2026-10-08T08:00:02Z' }),
      change(1, 'state', later),
      change(1, 'due_on'),
    ];
    const sights = bySight(newestFirst);
    expect(sights.map(({ changes }) => changes.map(({ field }) => field))).toEqual([
      ['state', 'cost'],
      ['due_on'],
    ]);
  });

  it('of two runs are two', () => {
    expect(bySight([change(1, 'cost', { run: 2 }), change(1, 'cost', { run: 1 })])).toHaveLength(2);
  });
});
