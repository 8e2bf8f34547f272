/** What can be done to an invoice, the same for its buttons, the palette and the menus. */
import type { Invoice, InvoiceDetail, Offer } from '../../api/bindings';
import { isKnownState, type State } from '../views';
import { words } from '../words';
import { canPrepare, isUnsettled, kindOf, writeWords } from '../writes';
import type { awayFrom } from './away';
import type { Workspace } from './workspace.svelte';

export type Away = ReturnType<typeof awayFrom>;

/** Why nothing is offered at all. */
export const offersOff = (data: InvoiceDetail): string | null =>
  data.changes_off ?? (data.waiting.some(isUnsettled) ? words.changes.head.settleFirst : null);

/** A portal that is away leaves what can be prepared. */
export const isPossible = (offer: Offer, away: Away) => away === null || canPrepare(offer.write);

export function offerWords({ write }: Offer, { cost, currency }: Invoice, away: Away): string {
  const w = words.changes;
  const what = writeWords(write, cost, currency);
  return w.asks(away !== null && canPrepare(write) ? w.prepares(what) : what);
}

/** The glyph of the state it leads to. */
export const leadsTo = ({ write }: Offer): State | 'unknown' =>
  write.action === 'change_state' && isKnownState(write.state) ? write.state : 'unknown';

/** Opens its question, where it is possible. */
export function askOffer(workspace: Workspace, seen: Invoice, offer: Offer, away: Away): void {
  if (!isPossible(offer, away)) return;
  const { write, effects, destructive } = offer;
  const prepares = away !== null;
  workspace.changes.asking = { form: 'write', writes: [write], effects, destructive, seen, prepares };
}

export const isEnd = ({ write }: Offer) => kindOf(write) === 'cancel';
