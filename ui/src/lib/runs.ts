/** What is said of a run of a sync: where it stood, and how it ended when that was early. */
import type { SyncPhase, SyncRun } from '../api/bindings';
import { sentences } from './sentences';
import { words } from './words';

/** How far a sync got in what part. */
export interface Place {
  phase: SyncPhase;
  done: number;
  total: number | null;
}

/** Where a run was last heard of; nothing when it had hardly begun. */
export function placeOf(run: SyncRun | null): Place | null {
  if (!run?.phase || run.phase === 'starting') return null;
  return { phase: run.phase, done: run.phase_done ?? 0, total: run.phase_total };
}

/** `while reading invoices, 1,500 of 6,000 done`. */
export function placeWords({ phase, done, total }: Place): string {
  return words.sync.far(words.sync.during[phase], done, total);
}

/** Why and at what a run ended early. One that was killed or paused left no reason, but where it stood. */
export function endedEarly(run: SyncRun): string | null {
  if (run.outcome === 'done') return null;
  if (run.error) return sentences(run.error);
  const place = placeOf(run);
  return place && sentences(placeWords(place));
}
