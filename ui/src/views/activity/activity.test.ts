import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { SyncProgress, SyncRun, Verification } from '../../api/bindings';
import { invoice, makeInvoices } from '../../platform/fake/invoices';
import { connection, type FakeOptions } from '../../platform/fake';
import { verification } from '../../platform/fake/verification';
import { byId, click, expectAccessible, maybe, openWindow } from '../../test/window';

/** No sync by itself: what is looked at stays as it is. */
const quiet = { settings: { every_minutes: 0 } };

async function openActivity(options: FakeOptions = {}) {
  const fake = openWindow({ ...quiet, ...options });
  await click('view-activity');
  await byId('verification');
  return fake;
}

const texts = (id: string) =>
  screen.getAllByTestId(id).map((element) => element.textContent?.replace(/\s+/g, ' ').trim());
const cells = (row: HTMLElement) =>
  [...row.querySelectorAll('td')].map((cell) => cell.textContent?.replace(/\s+/g, ' ').trim());

function run(id: number, more: Partial<SyncRun>): SyncRun {
  return {
    id,
    kind: 'delta',
    started_at: '2026-10-08T08:00:00Z',
    finished_at: '2026-10-08T08:00:30Z',
    outcome: 'done',
    added: 0,
    changed: 0,
    unchanged: 0,
    missing: 0,
    payments_read: 0,
    requests: 0,
    bytes: 0,
    phase: null,
    phase_done: null,
    phase_total: null,
    error: null,
    ...more,
  };
}

const eur = { state: 'paid', currency: 'EUR' };
const off: Verification = verification({
  ok: false,
  held: 11_999,
  verified: 11_998,
  sums: [
    { ...eur, held_count: 1200, held_cost: '1234567.5', server_count: 1201, server_cost: '1234767.50' },
    { ...eur, currency: 'USD', held_count: 3, held_cost: '10.0', server_count: 3, server_cost: '10.00' },
    {
      state: 'cancelled',
      currency: null,
      held_count: 1,
      held_cost: '0',
      server_count: 1,
      server_cost: '0.0',
    },
  ],
  findings: [
    { id: 12, kind: 'cost', held: '100.0', server: '120.00' },
    { id: 13, kind: 'only_at_server', held: null, server: 'paid' },
  ],
  findings_count: 7,
});

describe('the verification', () => {
  it('compares each state and currency by itself, and says in words which differ', async () => {
    await openActivity({ verification: off });
    expect(texts('verdict')).toEqual(['11,998 of 12,000 agree, 10:32']);
    expect(screen.getAllByTestId('sum').map(cells)).toEqual([
      ['Paid', 'EUR', '1,200', '1,201', '1,234,567.50', '1,234,767.50', 'differs'],
      ['Paid', 'USD', '3', '3', '10.00', '10.00', 'agrees'],
      ['Cancelled', 'no currency', '1', '1', '0.00', '0.00', 'agrees'],
    ]);
    expect(screen.getByTestId('recomputed').textContent).toContain('12,000 totals were computed again');
    expect(screen.getByTestId('recomputed').textContent).not.toContain('nothing was off');
    await expectAccessible();
  });

  it('tells what differs, how much more, and opens what is kept here', async () => {
    await openActivity({ verification: off, invoices: [invoice(12), ...makeInvoices(20)] });
    expect(texts('finding')).toEqual([
      'Invoice 12 totals 100.00 here and 120.00 in the portal.',
      'Invoice 13 is in the portal, and is not kept here.',
    ]);
    expect(texts('findings-more')).toEqual(['And 5 more.']);
    const links = screen.getAllByTestId('finding-open');
    expect(links).toHaveLength(1);
    await fireEvent.click(links[0]!);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('tab-details')));
    expect(screen.getByTestId('detail-number').textContent).toBe('2026-09-00000012');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('All invoices');
  });

  it('shows no more than the first hundred', async () => {
    const one = off.findings[0]!;
    const findings = Array.from({ length: 120 }, (_, id) => ({ ...one, id }));
    await openActivity({ verification: { ...off, findings, findings_count: 250 } });
    expect(screen.getAllByTestId('finding')).toHaveLength(100);
    expect(texts('findings-more')).toEqual(['And 150 more.']);
  });

  it('says so when nothing was compared yet', async () => {
    await openActivity({ verification: null });
    expect(texts('verdict')).toEqual(['Not verified yet']);
    expect(maybe('sums')).toBeNull();
  });

  it('is made on request, with its progress, and its end is read out', async () => {
    let report: (progress: SyncProgress) => void = () => {};
    let finish: () => void = () => {};
    const fake = await openActivity({ verification: off });
    fake.handlers.verify = (_request, onProgress) =>
      new Promise((resolve) => {
        report = onProgress!;
        finish = () => resolve((fake.verification = verification()));
      });
    await click('verify-now');
    report({ phase: 'verifying', done: 500, total: 12_000, waiting: null });
    await waitFor(() =>
      expect(texts('verify-progress')).toEqual(['Comparing with the portal 500 of 12,000']),
    );
    expect(texts('sync-head')).toEqual(['Comparing with the portal 500 of 12,000']);
    // Neither a second one, nor a sync beside it; a comparison cannot be paused.
    expect(maybe('sync-pause')).toBeNull();
    await click('verify-now');
    await click('check-everything');
    await expectAccessible();
    finish();
    await waitFor(() => expect(texts('verdict')).toEqual(['Verified 12,000 of 12,000, 10:32']));
    expect(maybe('verify-progress')).toBeNull();
    expect(screen.getByTestId('recomputed').textContent).toContain('nothing was off');
    await waitFor(() =>
      expect(screen.getByTestId('sync-said').textContent).toBe('Verified 12,000 of 12,000, 10:32'),
    );
    expect(fake.requests('verify')).toEqual([{ connection: 'farnsworth' }]);
    expect(fake.requests('sync')).toEqual([]);
  });

  it('keeps what is known when it ends early', async () => {
    await openActivity({
      verification: off,
      handlers: {
        verify: () => {
          throw { code: 'offline', message: 'no answer', hint: 'Try later.', retryable: true, field: null };
        },
      },
    });
    await click('verify-now');
    const notice = await byId('verify-error');
    expect(notice.getAttribute('role')).toBe('alert');
    expect(notice.textContent).toContain('No answer. Try later.');
    expect(texts('verdict')).toEqual(['11,998 of 12,000 agree, 10:32']);
  });

  it('waits while a sync runs, and says why', async () => {
    const fake = await openActivity({ handlers: { sync: () => new Promise(() => {}) } });
    expect(maybe('verify-why')).toBeNull();
    await click('sync-now');
    expect((await byId('verify-why')).textContent).toContain('A sync is running');
    const button = screen.getByTestId('verify-now');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.getAttribute('aria-describedby')).toContain('verify-why');
    await click('verify-now');
    expect(fake.requests('verify')).toEqual([]);
  });
});

describe('without a token', () => {
  it('nothing is asked of the portal, and the reason is there', async () => {
    const fake = await openActivity({ connections: [connection('a', { has_token: false })] });
    expect((await byId('verify-why')).textContent).toContain('need an access token');
    await click('verify-now');
    await click('check-everything');
    expect([...fake.requests('verify'), ...fake.requests('sync')]).toEqual([]);
  });
});

describe('checking everything', () => {
  it('reads everything again', async () => {
    const fake = await openActivity();
    await click('check-everything');
    await waitFor(() => expect(fake.requests('sync')).toEqual([{ connection: 'farnsworth', full: true }]));
    await waitFor(() => expect(texts('sync-run')).toHaveLength(1));
    expect(texts('sync-run')[0]).toContain('Everything again');
  });
});

describe('the list of syncs', () => {
  it('says of each why it ran, how it ended and at what', async () => {
    const place = { phase: 'invoices', phase_done: 1500, phase_total: 6000 } as const;
    const error = 'while reading payments (3 of 7 done): the portal does not answer';
    await openActivity({
      handlers: {
        sync_runs: () => [
          run(5, { kind: 'check' }),
          run(4, { kind: 'delta', outcome: 'offline', error }),
          run(3, { kind: 'full', outcome: 'stopped', ...place }),
          run(2, { kind: 'first', outcome: 'unfinished', finished_at: null, ...place }),
        ],
      },
    });
    const kindAndEnd = (await screen.findAllByTestId('sync-run')).map((row) => cells(row).slice(1, 3));
    expect(kindAndEnd).toEqual([
      ['Full check', 'Done'],
      ['Update', 'Offline While reading payments (3 of 7 done): the portal does not answer.'],
      ['Everything again', 'Paused While reading invoices, 1,500 of 6,000 done.'],
      ['First fill', 'Interrupted While reading invoices, 1,500 of 6,000 done.'],
    ]);
    within(screen.getAllByTestId('sync-run')[1]!).getByTestId('run-why');
    await expectAccessible();
  });

  it('tells the run that is going on from one that was killed', async () => {
    const going = run(2, { outcome: 'unfinished', finished_at: null, phase: 'invoices', phase_done: 1 });
    await openActivity({
      handlers: { sync: () => new Promise(() => {}), sync_runs: () => [going, { ...going, id: 1 }] },
    });
    await click('sync-now');
    await waitFor(() =>
      expect(screen.getAllByTestId('sync-run').map((row) => cells(row)[2])).toEqual([
        'Running',
        'Interrupted While reading invoices.',
      ]),
    );
  });
});
