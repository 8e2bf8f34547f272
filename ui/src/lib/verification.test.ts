import { describe, expect, it } from 'vitest';
import type { Finding } from '../api/bindings';
import { verification } from '../platform/fake/verification';
import { agrees, findingWords, inOrder, verdict } from './verification';

const today = '2026-10-08';

describe('the verdict', () => {
  it('never says that all agree when something is off', () => {
    const off = { ok: false, verified: 12_000, server: 12_000, held: 12_001 };
    expect(verdict(verification({ ...off, findings_count: 1 }), today)).toBe('1 difference, 10:32');
    expect(verdict(verification({ ...off, findings_count: 0 }), today)).toBe('The sums differ, 10:32');
    expect(verdict(verification({ ok: false, verified: 11_999, findings_count: 1 }), today)).toBe(
      '11,999 of 12,000 agree, 10:32',
    );
  });
});

describe('a sum', () => {
  const sum = { state: 'paid', currency: 'EUR', held_count: 2, held_cost: '200.0', server_count: 2 };

  it('agrees however its amount is written', () => {
    expect(agrees({ ...sum, server_cost: '200.00' })).toBe(true);
    expect(agrees({ ...sum, server_cost: '200.01' })).toBe(false);
    expect(agrees({ ...sum, server_cost: '200', server_count: 3 })).toBe(false);
  });

  it('stands where its state does, one that is not known at the end', () => {
    const of = (state: string, currency: string) => ({ ...sum, state, currency, server_cost: '200' });
    const sums = [of('cancelled', 'EUR'), of('on_hold', 'EUR'), of('open', 'EUR'), of('open', 'USD')];
    expect(inOrder(sums).map(({ state, currency }) => `${state} ${currency}`)).toEqual([
      'open EUR',
      'open USD',
      'cancelled EUR',
      'on_hold EUR',
    ]);
  });
});

describe('a finding', () => {
  const say = (kind: Finding['kind'], held: string | null, server: string | null) =>
    findingWords({ id: 1, kind, held, server });

  it('is a sentence in the words of the window', () => {
    expect(say('only_held', 'paid', null)).toBe('is kept here, and the portal does not have it.');
    expect(say('only_at_server', null, 'paid')).toBe('is in the portal, and is not kept here.');
    expect(say('state', 'pending', 'paid')).toBe('is Pending here and Paid in the portal.');
    expect(say('state', 'pending', 'on_hold')).toBe('is Pending here and on_hold in the portal.');
    expect(say('cost', '1200.5', '1300.00')).toBe('totals 1,200.50 here and 1,300.00 in the portal.');
    expect(say('currency', null, 'USD')).toBe('has no currency here and USD in the portal.');
    expect(say('arithmetic', '1200.50', null)).toBe(
      'totals 1,200.50, and its line items add up to no amount.',
    );
    expect(say('updated_at', null, new Date('2026-10-08T09:30').toISOString())).toBe(
      'was changed in the portal: 8 October 2026, 09:30. Here it is as of an unknown time.',
    );
  });
});
