import { describe, expect, it } from 'vitest';
import type { Error as ApiError, ErrorCode, Status, SyncPhase, SyncRun, Verification } from '../api/bindings';
import { connection } from '../platform/fake';
import { usualSettings, verification } from '../platform/fake/verification';
import { type SyncFacts, syncState } from './sync-state';

const today = '2026-10-08';

/** Local times without a zone: what is shown does not depend on where the tests run. */
const at = (day: string, time: string) => new Date(`${day}T${time}`).toISOString();

function status(more: Partial<Status> = {}): Status {
  return {
    connection: connection(),
    invoices: 1284,
    server_invoices: 1284,
    synced_at: at(today, '10:32'),
    checked_at: null,
    verification: null,
    settings: usualSettings,
    last_run: null,
    syncing: false,
    payments_waiting: 0,
    drafts: 0,
    unsettled: 0,
    changes_off: null,
    odd_values: 0,
    printed_without: [],
    kept_aside: [],
    data_file: 'a.sqlite',
    data_bytes: 1,
    ...more,
  };
}

const error = (code: ErrorCode): ApiError => ({
  code,
  message: code,
  hint: null,
  retryable: true,
  field: null,
});
const run = (outcome: SyncRun['outcome'], more: Partial<SyncRun> = {}) =>
  ({ outcome, phase: null, phase_done: null, phase_total: null, ...more }) as SyncRun;

function say(facts: Partial<SyncFacts>) {
  const { kind, head, sub, short, off } = syncState({
    status: status(),
    running: false,
    progress: null,
    verifying: null,
    error: null,
    today,
    ...facts,
  });
  return { kind, head, sub, short, off };
}

describe('the sync status', () => {
  it('tells the age of the data when nothing is going on', () => {
    expect(say({})).toEqual({
      kind: 'idle',
      head: 'Synced today 10:32',
      sub: '1,284 invoices',
      short: '10:32',
      off: false,
    });
    const earlier = status({ synced_at: at('2026-10-06', '09:05') });
    expect(say({ status: earlier })).toMatchObject({ head: 'Synced 6 Oct 09:05', short: '6 Oct' });
    expect(say({ status: status({ synced_at: null }) })).toMatchObject({
      head: 'Never fully synced',
      short: 'never',
    });
  });

  it('tells the age of the data offline', () => {
    expect(say({ error: error('offline') })).toMatchObject({
      kind: 'offline',
      head: 'Offline, data of 10:32',
      sub: '1,284 invoices kept',
    });
    const earlier = status({ synced_at: at('2025-12-31', '23:59') });
    expect(say({ error: error('offline'), status: earlier }).head).toBe('Offline, data of 31 Dec 2025 23:59');
    expect(say({ error: error('offline'), status: status({ synced_at: null }) }).head).toBe(
      'Offline, nothing synced yet',
    );
  });

  it('counts while syncing, and keeps telling the age of the data', () => {
    const progress = { phase: 'invoices', done: 420, total: 1284, waiting: null } as const;
    const now = { running: true, progress };
    expect(say(now)).toMatchObject({
      kind: 'syncing',
      head: 'Syncing 420 of 1,284',
      sub: 'Data of today 10:32',
    });
    expect(say({ ...now, status: status({ synced_at: null }) }).sub).toBe('Never fully synced');
    expect(
      say({ running: true, progress: { ...progress, waiting: 'Waiting 30 s as the portal asked' } }).sub,
    ).toBe('Waiting 30 s as the portal asked');
    expect(say({ running: true, progress: { ...progress, phase: 'payments', total: null } }).head).toBe(
      'Reading payments 420',
    );
  });

  it('names every part of a sync', () => {
    const at = (phase: SyncPhase, total: number | null = 12_000) =>
      say({ running: true, progress: { phase, done: 500, total, waiting: null } }).head;
    expect(at('live', null)).toBe('Reading what can change 500');
    expect(at('invoices')).toBe('Syncing 500 of 12,000');
    expect(at('accounts')).toBe('Reading customers 500 of 12,000');
    expect(at('verifying')).toBe('Comparing with the portal 500 of 12,000');
    const verifying = { phase: 'verifying', done: 500, total: 12_000, waiting: null } as const;
    expect(say({ verifying })).toMatchObject({
      kind: 'verifying',
      head: 'Comparing with the portal 500 of 12,000',
    });
  });

  it('says where a paused sync goes on', () => {
    const progress = { phase: 'invoices', done: 43_000, total: 100_000, waiting: null } as const;
    const stopped = { error: error('stopped'), status: status({ last_run: run('stopped') }) };
    expect(say({ ...stopped, progress })).toMatchObject({
      kind: 'stopped',
      head: 'Paused at 43,000 of 100,000',
      sub: 'Resume goes on from there. Data of today 10:32',
    });
    const payments = { ...progress, phase: 'payments', done: 120, total: 800 } as const;
    expect(say({ ...stopped, progress: payments }).head).toBe(
      'Paused while reading payments, 120 of 800 done',
    );
  });

  it('says where a run stood that another window paused, or that was killed', () => {
    const place = { phase: 'invoices', phase_done: 1500, phase_total: 6000 } as const;
    // What this window did before says nothing about that run.
    const progress = { phase: 'payments', done: 7, total: 7, waiting: null } as const;
    const paused = status({ last_run: run('stopped', place) });
    expect(say({ status: paused, progress }).head).toBe('Paused at 1,500 of 6,000');
    const killed = status({ last_run: run('unfinished', place) });
    expect(say({ status: killed })).toMatchObject({ kind: 'stopped', head: 'Interrupted at 1,500 of 6,000' });
    const verifying = { phase: 'verifying', phase_done: 10, phase_total: 20 } as const;
    expect(say({ status: status({ last_run: run('unfinished', verifying) }) }).head).toBe(
      'Interrupted while comparing with the portal, 10 of 20 done',
    );
    // Only the counts are left of one that was killed at its start.
    const early = status({ invoices: 500, last_run: run('unfinished'), synced_at: null });
    expect(say({ status: early }).head).toBe('Interrupted at 500 of 1,284');
  });

  it('says at what a run failed', () => {
    const place = { phase: 'invoices', phase_done: 1500, phase_total: 6000 } as const;
    expect(say({ status: status({ last_run: run('failed', place) }) })).toMatchObject({
      head: 'Sync failed',
      sub: 'While reading invoices, 1,500 of 6,000 done. Data of today 10:32',
    });
    expect(say({ status: status({ last_run: run('offline', place) }) }).sub).toBe(
      'While reading invoices, 1,500 of 6,000 done. 1,284 invoices kept',
    );
    // It never got as far as a run: the one before has nothing to do with it.
    const before = status({ last_run: run('done', place) });
    expect(say({ error: error('failed'), status: before }).sub).toBe('Data of today 10:32');
  });

  it('says what was verified, and when', () => {
    const verified = (more: Partial<Verification>) =>
      say({ status: status({ verification: verification({ at: at(today, '10:32'), ...more }) }) });
    expect(verified({})).toMatchObject({ sub: 'Verified 12,000 of 12,000, 10:32', off: false });
    expect(verified({ at: at('2026-10-06', '09:05') }).sub).toBe('Verified 12,000 of 12,000, 6 Oct 09:05');
    expect(verified({ ok: false, verified: 11_998, findings_count: 2 })).toMatchObject({
      kind: 'idle',
      sub: '11,998 of 12,000 agree, 10:32',
      off: true,
    });
  });

  it('does not let an old difference hide what is going on now', () => {
    const off = status({ verification: verification({ ok: false }), last_run: run('failed') });
    expect(say({ status: off })).toMatchObject({ kind: 'failed', off: false });
    expect(say({ status: off, running: true }).off).toBe(false);
  });

  it('tells a missing token from a refused one, and both from a failure', () => {
    expect(say({ status: status({ connection: connection('a', { has_token: false }) }) }).kind).toBe('token');
    expect(say({ error: error('token_needed') }).kind).toBe('token');
    expect(say({ error: error('refused') }).kind).toBe('refused');
    expect(say({ error: error('failed') }).kind).toBe('failed');
    expect(say({ status: status({ last_run: run('failed') }) }).kind).toBe('failed');
  });

  it('knows a sync that runs elsewhere', () => {
    expect(say({ status: status({ syncing: true }) }).kind).toBe('elsewhere');
    expect(say({ error: error('busy') }).kind).toBe('elsewhere');
  });
});
