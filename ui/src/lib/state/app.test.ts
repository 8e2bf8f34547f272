import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Error as ApiError, SyncRun } from '../../api/bindings';
import { setPlatform } from '../../platform';
import { connection, Fake, type FakeOptions } from '../../platform/fake';
import { entry } from '../../platform/fake/writes';
import { App } from './app.svelte';

const minute = 60_000;
const wrong = (code: ApiError['code']): ApiError => ({
  code,
  message: code,
  hint: null,
  retryable: true,
  field: null,
});

let stop: (() => void) | undefined;

/** The window as it opens, without its page. */
async function open(options: FakeOptions = {}) {
  const fake = new Fake(options);
  setPlatform(fake);
  const app = new App();
  await app.start();
  stop = app.listen();
  await pass(0);
  const syncs = () => fake.requests('sync').map((request) => (request as { connection: string }).connection);
  return { app, fake, syncs };
}

const pass = (minutes: number) => vi.advanceTimersByTimeAsync(minutes * minute);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  stop?.();
  vi.useRealTimers();
});

describe('the clock', () => {
  it('syncs on start and every so many minutes, shown or not, where there is a token', async () => {
    const { app, syncs } = await open({
      connections: [connection('a'), connection('b'), connection('c', { has_token: false })],
    });
    expect(app.workspace!.name).toBe('a');
    expect(syncs()).toEqual(['a', 'b']);
    await pass(16);
    expect(syncs()).toEqual(['a', 'b', 'a', 'b']);
  });

  it('does nothing by itself when that is switched off', async () => {
    const { syncs } = await open({ settings: { every_minutes: 0 } });
    await pass(600);
    expect(syncs()).toEqual([]);
  });

  it('looks again, once, at a change that is not settled', async () => {
    const { app, fake } = await open({ settings: { every_minutes: 0 } });
    const settles = () => fake.requests('settle_writes').length;
    await pass(5);
    expect(settles()).toBe(0);
    fake.desk.journal.push(entry(1, { status: 'unknown' }));
    app.workspace!.follow();
    await pass(1.5);
    expect(settles()).toBe(0);
    await pass(1);
    expect(settles()).toBe(1);
    await pass(60);
    expect(settles()).toBe(1);
  });

  it('does not start a second sync of a connection', async () => {
    const { app, syncs } = await open({ handlers: { sync: () => new Promise(() => {}) } });
    await pass(60);
    await app.workspace!.sync();
    expect(syncs()).toEqual(['farnsworth']);
  });

  it('reads nothing for the list of a connection that is not shown', async () => {
    const { app, fake } = await open({ connections: [connection('a'), connection('b')] });
    const lists = () =>
      fake
        .requests('list_invoices')
        .filter((request) => (request as { connection: string }).connection === 'b');
    await pass(16);
    expect(lists()).toEqual([]);
    app.show(connection('b'));
    await pass(0);
    expect(lists().length).toBeGreaterThan(0);
  });

  it('leaves a paused sync paused until it is resumed', async () => {
    let paused = true;
    const { app, fake, syncs } = await open({
      handlers: {
        sync: () => {
          if (paused) throw wrong('stopped');
          return {} as SyncRun;
        },
      },
    });
    expect(app.workspace!.paused).toBe(true);
    await pass(600);
    expect(syncs()).toHaveLength(1);
    paused = false;
    await app.workspace!.sync();
    await pass(16);
    expect(syncs()).toHaveLength(3);
    expect(fake.requests('sync').at(-1)).toEqual({ connection: 'farnsworth', full: false });
  });

  it('goes on with a paused sync when the window is opened again', async () => {
    const stopping = () => {
      throw wrong('stopped');
    };
    await open({ handlers: { sync: stopping } });
    stop!();
    const { app, syncs } = await open();
    expect(syncs()).toEqual(['farnsworth']);
    expect(app.workspace!.paused).toBe(false);
  });

  it('waits while everything is compared', async () => {
    const { app, syncs } = await open({ handlers: { verify: () => new Promise(() => {}) } });
    void app.workspace!.verify();
    await pass(60);
    expect(syncs()).toHaveLength(1);
  });
});

describe('a sync that another program has begun', () => {
  const busy = () => {
    throw wrong('busy');
  };

  it('is no failure to whoever did not ask', async () => {
    const { app } = await open({ handlers: { sync: busy } });
    expect(app.workspace!.syncError).toBeNull();
  });

  it('is told to whoever asked, until it is looked at again', async () => {
    const { app, fake } = await open();
    fake.handlers.sync = busy;
    await app.workspace!.sync();
    expect(app.workspace!.syncError?.code).toBe('busy');
    await pass(1);
    expect(app.workspace!.syncError).toBeNull();
  });
});

describe('a connection that was just made', () => {
  const off = { settings: { every_minutes: 0 } };

  it('is filled even when nothing else is synced by itself', async () => {
    const { app, syncs } = await open({ ...off, syncedAt: null, connections: [] });
    await app.connected(connection('new'));
    expect(syncs()).toEqual(['new']);
  });

  it('is left as it is when its copy was found again and syncing is switched off', async () => {
    const { app, syncs } = await open({ ...off, connections: [] });
    await app.connected(connection('known'));
    expect(syncs()).toEqual([]);
  });
});
