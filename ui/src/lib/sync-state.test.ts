import { describe, expect, it } from 'vitest';
import type { Error as ApiError, ErrorCode, Status, SyncRun } from '../api/bindings';
import { connection } from '../platform/fake';
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
    last_run: null,
    syncing: false,
    payments_waiting: 0,
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
const run = (outcome: SyncRun['outcome']) => ({ outcome }) as SyncRun;

function say(facts: Partial<SyncFacts>) {
  const { kind, head, sub, short } = syncState({
    status: status(),
    running: false,
    progress: null,
    error: null,
    today,
    ...facts,
  });
  return { kind, head, sub, short };
}

describe('the sync status', () => {
  it('tells the age of the data when nothing is going on', () => {
    expect(say({})).toEqual({
      kind: 'idle',
      head: 'Synced today 10:32',
      sub: '1,284 invoices',
      short: '10:32',
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

  it('says where a stopped sync goes on', () => {
    const progress = { phase: 'invoices', done: 420, total: 1284, waiting: null } as const;
    expect(say({ progress, status: status({ last_run: run('stopped') }) })).toMatchObject({
      kind: 'stopped',
      head: 'Stopped at 420 of 1,284',
      sub: 'Sync goes on from there. Data of today 10:32',
    });
    // After a restart only the counts are left.
    const killed = status({ invoices: 500, last_run: run('unfinished'), synced_at: null });
    expect(say({ status: killed }).head).toBe('Stopped at 500 of 1,284');
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
