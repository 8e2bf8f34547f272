/** What the foot of the sidebar says about a sync: a pure function of what is known. */
import type { Error as ApiError, Status, SyncProgress } from '../api/bindings';
import { clock, localDay, shortDay } from './dates';
import { type Place, placeOf, placeWords } from './runs';
import { sentences } from './sentences';
import { verdict } from './verification';
import { words } from './words';

export type SyncCondition =
  'idle' | 'syncing' | 'verifying' | 'elsewhere' | 'offline' | 'stopped' | 'failed' | 'refused' | 'token';

export interface SyncFacts {
  status: Status;
  /** The sync this window started and that has not ended. */
  running: boolean;
  progress: SyncProgress | null;
  /** The comparison this window started and that has not ended. */
  verifying: SyncProgress | null;
  /** How the last sync of this window ended, when it ended badly. */
  error: ApiError | null;
  today: string;
}

export interface SyncState {
  kind: SyncCondition;
  head: string;
  sub: string;
  /** Age of the data in a word or two, for the narrow sidebar. */
  short: string;
  /** For the bar; absent while the end is unknown. */
  progress: { done: number; total: number } | null;
  /** Nothing is going on, and the last comparison found a difference. */
  off: boolean;
}

/** `13:47` for today and `8 Oct 13:47` for another day; null when there was no complete sync yet. */
export function ageOf(status: Status, today: string): string | null {
  if (!status.synced_at) return null;
  const day = localDay(status.synced_at);
  const time = clock(status.synced_at);
  return day === today ? time : `${shortDay(day, today)} ${time}`;
}

export function syncState(facts: SyncFacts): SyncState {
  const { status, today } = facts;
  const w = words.sync;
  const age = ageOf(status, today);
  const isToday = status.synced_at !== null && localDay(status.synced_at) === today;
  const dataOf = age === null ? w.never : w.dataOf(isToday ? `${w.today} ${age}` : age);
  const short = !status.synced_at
    ? w.neverShort
    : isToday
      ? clock(status.synced_at)
      : shortDay(localDay(status.synced_at), today);
  const kind = conditionOf(facts);
  const base = { kind, short, progress: null, off: false };

  switch (kind) {
    case 'syncing':
      return { ...base, ...step(facts.progress, dataOf) };
    case 'verifying':
      return { ...base, ...step(facts.verifying, dataOf) };
    case 'elsewhere':
      return { ...base, head: w.elsewhere, sub: dataOf };
    case 'offline':
      return { ...base, head: w.offline(age), sub: failedAt(facts) + w.kept(status.invoices) };
    case 'stopped':
      return { ...base, head: stoppedHead(facts), sub: `${w.goesOn}. ${dataOf}` };
    case 'failed':
      return { ...base, head: w.failed, sub: failedAt(facts) + dataOf };
    case 'refused':
      return { ...base, head: w.refused, sub: dataOf };
    case 'token':
      return { ...base, head: w.tokenNeeded, sub: dataOf };
    case 'idle': {
      const { verification } = status;
      return {
        ...base,
        head: age === null ? w.never : w.synced(isToday ? `${w.today} ${age}` : age),
        sub: verification ? verdict(verification, today) : words.invoices(status.invoices),
        off: verification?.ok === false,
      };
    }
  }
}

/** One step in words: `Reading payments 120 of 800`. */
export function stepWords({ phase, done, total }: SyncProgress): string {
  const w = words.sync;
  return phase === 'starting' || (total === null && done === 0)
    ? w.phases[phase]
    : w.counted(w.phases[phase], done, total);
}

function step(now: SyncProgress | null, dataOf: string): Pick<SyncState, 'head' | 'sub' | 'progress'> {
  const sub = now?.waiting ? words.sync.waiting(now.waiting) : dataOf;
  if (!now) return { head: words.sync.starting, sub, progress: null };
  const { done, total } = now;
  return { head: stepWords(now), sub, progress: total === null ? null : { done, total } };
}

function conditionOf({ status, running, verifying, error }: SyncFacts): SyncCondition {
  if (running) return 'syncing';
  if (verifying) return 'verifying';
  if (status.syncing || error?.code === 'busy') return 'elsewhere';
  if (error) {
    if (error.code === 'offline') return 'offline';
    if (error.code === 'refused') return 'refused';
    if (error.code === 'token_needed') return 'token';
    if (error.code === 'stopped') return 'stopped';
    // It ended early after something was kept: the run says why.
    if (error.code === 'partial' && status.last_run?.outcome === 'offline') return 'offline';
    return 'failed';
  }
  if (!status.connection.has_token) return 'token';
  const outcome = status.last_run?.outcome;
  if (outcome === 'offline') return 'offline';
  if (outcome === 'failed') return 'failed';
  // A run without an end was killed with the program; the next one goes on from its cursor.
  if (outcome === 'stopped' || outcome === 'unfinished') return 'stopped';
  return 'idle';
}

/** At what the last run failed, to be followed by more. An error before there was a run failed at nothing. */
function failedAt({ status }: SyncFacts): string {
  const run = status.last_run;
  const place = run?.outcome === 'offline' || run?.outcome === 'failed' ? placeOf(run) : null;
  return place ? `${sentences(placeWords(place))} ` : '';
}

/** `Paused at 43,000 of 100,000`, `Interrupted while reading payments, 120 of 800 done`. */
function stoppedHead(facts: SyncFacts): string {
  const w = words.sync;
  const verb = !facts.error && facts.status.last_run?.outcome === 'unfinished' ? w.interrupted : w.paused;
  const place = stoppedAt(facts);
  if (place?.phase === 'invoices' && place.total !== null) return `${verb} ${w.at(place.done, place.total)}`;
  if (place) return `${verb} ${placeWords(place)}`;
  const { invoices, server_invoices: all } = facts.status;
  return all !== null && invoices < all ? `${verb} ${w.at(invoices, all)}` : verb;
}

function stoppedAt({ progress, error, status }: SyncFacts): Place | null {
  // What this window was last told is what the person saw when they paused; what is kept may be a step behind.
  if (error && progress && progress.phase !== 'starting') return progress;
  return placeOf(status.last_run);
}
