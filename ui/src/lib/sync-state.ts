/** What the foot of the sidebar says about a sync: a pure function of what is known. */
import type { Error as ApiError, Status, SyncProgress } from '../api/bindings';
import { clock, localDay, shortDay } from './dates';
import { words } from './words';

export type SyncKind =
  'idle' | 'syncing' | 'elsewhere' | 'offline' | 'stopped' | 'failed' | 'refused' | 'token';

export interface SyncFacts {
  status: Status;
  /** The sync this window started and that has not ended. */
  running: boolean;
  progress: SyncProgress | null;
  /** How the last sync of this window ended, when it ended badly. */
  error: ApiError | null;
  today: string;
}

export interface SyncState {
  kind: SyncKind;
  head: string;
  sub: string;
  /** Age of the data in a word or two, for the narrow sidebar. */
  short: string;
  /** For the bar; absent while the end is unknown. */
  progress: { done: number; total: number } | null;
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
  const kind = kindOf(facts);
  const base = { kind, short, progress: null };

  switch (kind) {
    case 'syncing': {
      const p = facts.progress;
      if (!p || p.phase === 'starting') return { ...base, head: w.starting, sub: p?.waiting ?? dataOf };
      const head =
        p.total === null && p.done === 0 ? w.phases[p.phase] : w.counted(w.phases[p.phase], p.done, p.total);
      const progress = p.total === null ? null : { done: p.done, total: p.total };
      return { ...base, head, sub: p.waiting ? w.waiting(p.waiting) : dataOf, progress };
    }
    case 'elsewhere':
      return { ...base, head: w.elsewhere, sub: dataOf };
    case 'offline':
      return { ...base, head: w.offline(age), sub: w.kept(status.invoices) };
    case 'stopped': {
      const [done, total] = whereItStopped(facts);
      return { ...base, head: w.stopped(done, total), sub: `${w.goesOn}. ${dataOf}` };
    }
    case 'failed':
      return { ...base, head: w.failed, sub: dataOf };
    case 'refused':
      return { ...base, head: w.refused, sub: dataOf };
    case 'token':
      return { ...base, head: w.tokenNeeded, sub: dataOf };
    case 'idle':
      return {
        ...base,
        head: age === null ? w.never : w.synced(isToday ? `${w.today} ${age}` : age),
        sub: words.invoices(status.invoices),
      };
  }
}

function kindOf({ status, running, error }: SyncFacts): SyncKind {
  if (running) return 'syncing';
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

function whereItStopped({ progress, status }: SyncFacts): [number, number | null] {
  if (progress?.phase === 'invoices' && progress.total !== null) return [progress.done, progress.total];
  const all = status.server_invoices;
  return all !== null && status.invoices < all ? [status.invoices, all] : [status.invoices, null];
}
