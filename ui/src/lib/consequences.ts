/** What follows from an action, in sentences with a drawing each. */
import type { Effect, Offer, Write } from '../api/bindings';
import { words } from './words';
import { kindOf } from './writes';

export interface Consequence {
  icon: string;
  text: string;
}

const icons: Record<Effect, string> = {
  closes_for_review: 'eye',
  freezes: 'lock',
  due_in_two_days: 'calendar',
  makes_pdf: 'page',
  tells_customer: 'mail',
  charges_card: 'card',
  cancels_instead_of_charging: 'cancelled',
  cannot_be_undone: 'undo',
  counts_as_unpaid: 'overdue',
  differs_from_what_was_sent: 'warn',
  changes_total: 'all',
  joins_billing_run: 'sync',
  issued_by_itself: 'sync',
  numbers_count_on: 'info',
};

export const ofEffects = (effects: readonly Effect[]): Consequence[] =>
  effects.map((effect) => ({ icon: icons[effect], text: words.changes.effects[effect] }));

/** Of an action: its effects, then what it does not do. That there is no way back is said last. */
export function consequencesOf(write: Write, effects: readonly Effect[]): Consequence[] {
  const cancels = effects.includes('cancels_instead_of_charging');
  const also = cancels ? [] : words.changes.actions[kindOf(write)].also;
  return [
    ...ofEffects(effects.filter((effect) => effect !== 'cannot_be_undone')),
    ...also.map((text) => ({ icon: 'info', text })),
    ...ofEffects(effects.filter((effect) => effect === 'cannot_be_undone')),
  ];
}

/** One or two short sentences under the buttons: what each does, then what they have in common. */
export function headSentences(offers: readonly Offer[]): string {
  const w = words.changes.head;
  const all = (effect: Effect) =>
    offers.length > 0 && offers.every(({ effects }) => effects.includes(effect));
  const tells = all('tells_customer');
  const final = all('cannot_be_undone');
  const own = offers.map(({ write, effects }) => {
    const kind = kindOf(write);
    if (kind === 'charge')
      return effects.includes('cancels_instead_of_charging') ? w.chargeCancels : w.charge;
    if (kind === 'paid') return effects.includes('tells_customer') && !tells ? w.paidTells : w.paid;
    if (kind === 'finalize') return w.finalize;
    return kind === 'issue' ? w.issue : null;
  });
  const one = offers.length === 1;
  const common =
    tells && final
      ? one
        ? w.oneTellsFinal
        : w.eitherTellsFinal
      : tells
        ? one
          ? w.oneTells
          : w.eitherTells
        : final
          ? one
            ? w.oneFinal
            : w.neitherUndone
          : null;
  return [...own, common].filter(Boolean).join(' ');
}
