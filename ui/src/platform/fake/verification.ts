/** A comparison of what is held with itself: everything agrees, unless a scene or a test says otherwise. */
import type { Invoice, SyncSettings, Verification, VerifiedSum } from '../../api/bindings';
import { totalsOf } from './query';

export const usualSettings: SyncSettings = { every_minutes: 15, full_check_days: 7, requests_per_minute: 0 };

export function verification(more: Partial<Verification> = {}): Verification {
  return {
    at: '2026-10-08T10:32:00',
    ok: true,
    held: 12_000,
    server: 12_000,
    verified: 12_000,
    sums: [],
    recomputed: 12_000,
    findings: [],
    findings_count: 0,
    ...more,
  };
}

export function verificationOf(invoices: Invoice[], at: string): Verification {
  const states = [...new Set(invoices.map((invoice) => invoice.state))].sort();
  const sums = states.flatMap((state) =>
    totalsOf(invoices.filter((invoice) => invoice.state === state)).totals.map(
      ({ currency, count, cost }): VerifiedSum => ({
        state,
        currency,
        held_count: count,
        held_cost: cost,
        server_count: count,
        server_cost: cost,
      }),
    ),
  );
  const { length } = invoices;
  return verification({ at, held: length, server: length, verified: length, recomputed: length, sums });
}

/** The same with two invoices that do not agree. */
export function differing(all: Verification, invoices: Invoice[]): Verification {
  const [one, other] = invoices;
  const [first, ...rest] = all.sums;
  if (!one || !other || !first) return all;
  return {
    ...all,
    ok: false,
    verified: all.verified - 2,
    sums: [{ ...first, server_count: first.server_count + 1 }, ...rest],
    findings: [
      { id: one.id, kind: 'cost', held: one.cost, server: '1.00' },
      { id: other.id, kind: 'state', held: 'pending', server: 'paid' },
      { id: 999_999, kind: 'only_at_server', held: null, server: null },
    ],
    findings_count: 3,
  };
}
