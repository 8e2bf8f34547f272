/** What is said of a comparison with the portal. */
import type { Finding, Verification, VerifiedSum } from '../api/bindings';
import { clock, localDay, longTime, shortTime } from './dates';
import { formatAmount } from './money';
import { isKnownState, states } from './views';
import { words } from './words';

/** `10:32` for today and `8 Oct 10:32` for another day. */
export function whenVerified(at: string, today: string): string {
  return localDay(at) === today ? clock(at) : shortTime(at, today);
}

/** The whole comparison in one line. */
export function verdict(verification: Verification, today: string): string {
  const w = words.verification;
  const { ok, verified, server, findings_count } = verification;
  const when = whenVerified(verification.at, today);
  if (ok) return w.ok(verified, server, when);
  // All of the portal's may agree, and something kept here may still be wrong, or be there no more.
  if (verified < server) return w.agree(verified, server, when);
  return findings_count > 0 ? w.differences(findings_count, when) : w.sumsDiffer(when);
}

/** Amounts are text: `200.0` and `200.00` are one. */
export function sameCost({ held_cost, server_cost }: VerifiedSum): boolean {
  return formatAmount(held_cost) === formatAmount(server_cost);
}

/** Whether both sides have the same. */
export function agrees(sum: VerifiedSum): boolean {
  return sum.held_count === sum.server_count && sameCost(sum);
}

/** In the order an invoice goes through its states, as everywhere in the window. */
export function inOrder(sums: readonly VerifiedSum[]): VerifiedSum[] {
  const place = ({ state }: VerifiedSum) => (isKnownState(state) ? states.indexOf(state) : states.length);
  return sums.toSorted((a, b) => place(a) - place(b));
}

/** What does not agree, as it goes on from the name of the invoice. */
export function findingWords({ kind, held, server }: Finding): string {
  const w = words.verification;
  const say = (value: string | null): string => {
    switch (kind) {
      case 'state':
        return value === null ? words.stateMissing : isKnownState(value) ? words.states[value] : value;
      case 'currency':
        return value ?? words.list.noCurrency;
      case 'updated_at':
        return value ? longTime(value) : w.unknownTime;
      default:
        return value ? formatAmount(value) : w.noAmount;
    }
  };
  return w.finding[kind](say(held), say(server));
}
