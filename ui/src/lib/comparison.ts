/** How the comparison with the server's PDF is told. */
import type { PdfComparison, PdfDifference } from '../api/bindings';
import { localDay, shortDay } from './dates';
import { words } from './words';

/** The server makes its PDF when it issues the invoice. */
export const isIssued = (state: string) => state !== 'open' && state !== 'finalized';

export type VerdictKind = 'same' | 'differs' | 'outdated' | 'never' | 'not_issued';

export interface Verdict {
  kind: VerdictKind;
  tone: 'ok' | 'bad' | 'warn' | 'none';
  icon: string;
  title: string;
  /** Goes on from the title, its punctuation included. */
  text: string;
}

/** A day with its year: a comparison is kept for long. */
export const comparedDay = ({ compared_at }: PdfComparison) => shortDay(localDay(compared_at), '');

export function verdictOf(state: string, found: PdfComparison | null): Verdict {
  const w = words.comparison;
  if (!found && !isIssued(state))
    return { kind: 'not_issued', tone: 'none', icon: 'info', title: w.notIssued, text: w.notIssuedHelp };
  if (!found) return { kind: 'never', tone: 'none', icon: 'compare', title: w.never, text: w.neverHelp };
  const day = comparedDay(found);
  const count = found.differences.length;
  if (found.outdated) {
    const text = found.same
      ? w.outdatedSame(day)
      : count > 0
        ? w.outdatedDiffered(day, count)
        : w.outdatedPages(day);
    return { kind: 'outdated', tone: 'warn', icon: 'warn', title: w.outdated, text };
  }
  if (found.same) return { kind: 'same', tone: 'ok', icon: 'check', title: w.same, text: w.checked(day) };
  const title = count > 0 ? w.differences(count) : w.pagesDiffer;
  return { kind: 'differs', tone: 'bad', icon: 'error', title, text: w.checked(day) };
}

/** Amounts of money first; the rest stays in the order of the page. */
export function amountsFirst(differences: readonly PdfDifference[]): PdfDifference[] {
  return differences.toSorted((a, b) => Number(b.is_amount) - Number(a.is_amount));
}
