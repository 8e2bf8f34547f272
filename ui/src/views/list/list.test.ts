import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { SyncProgress } from '../../api/bindings';
import { invoice, makeInvoices } from '../../platform/fake/invoices';
import { verification } from '../../platform/fake/verification';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const focusedRow = () => document.activeElement?.getAttribute('aria-rowindex');

async function intoList() {
  const [first] = await rows();
  first!.focus();
}

describe('the list', () => {
  it('says how many rows there are and where each one is', async () => {
    openWindow();
    const [first, second] = await rows();
    const grid = await screen.findByRole('grid');
    expect(grid.getAttribute('aria-rowcount')).toBe('181');
    expect(first!.getAttribute('aria-rowindex')).toBe('2');
    expect(second!.getAttribute('aria-rowindex')).toBe('3');
    expect((await byId('shown-count')).textContent).toBe('180');
  });

  it('draws only a window of a million rows', async () => {
    openWindow({ pretend: 1_000_000 });
    const drawn = await rows();
    expect(drawn.length).toBeLessThan(60);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1000001');
  });

  it('moves with the keyboard and reads the page it gets to', async () => {
    const fake = openWindow({ pretend: 1_000_000 });
    await intoList();
    await press('ArrowDown');
    await press('j');
    expect(focusedRow()).toBe('4');
    await press('k');
    expect(focusedRow()).toBe('3');
    await press('End');
    expect(focusedRow()).toBe('1000001');
    await waitFor(() =>
      expect(fake.requests('list_invoices')).toContainEqual(
        expect.objectContaining({ offset: 999_900, limit: 100 }),
      ),
    );
    await press('PageUp');
    expect(Number(focusedRow())).toBeLessThan(1_000_001);
    await press('Home');
    expect(focusedRow()).toBe('2');
  });

  it('has one tab stop, and reaches the headers by arrow', async () => {
    openWindow();
    await intoList();
    const stops = () => [...screen.getByRole('grid').querySelectorAll('[tabindex="0"]')];
    expect(stops()).toHaveLength(1);
    await press('ArrowUp');
    expect(document.activeElement).toBe(screen.getByTestId('sort-number'));
    await press('ArrowRight');
    expect(document.activeElement).toBe(screen.getByTestId('sort-customer'));
    expect(stops()).toEqual([screen.getByTestId('sort-customer')]);
    await press('ArrowDown');
    expect(focusedRow()).toBe('2');
  });

  it('opens with Enter, follows the arrows, and Esc comes back', async () => {
    openWindow();
    await intoList();
    await press('Enter');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('tab-details')));
    const number = (await byId('detail-number')).textContent;
    expect(screen.getAllByTestId('invoice-row')[0]!.getAttribute('aria-current')).toBe('true');
    await press('Escape');
    await waitFor(() => expect(focusedRow()).toBe('2'));
    await press('ArrowDown');
    await waitFor(() => expect(screen.getByTestId('detail-number').textContent).not.toBe(number));
    expect(focusedRow()).toBe('3');
    await press('Escape');
    expect(maybe('detail')).toBeNull();
  });

  it('sorts by a header, and turns round on the second click', async () => {
    const fake = openWindow();
    await rows();
    const header = (await byId('sort-total')).closest('[role="columnheader"]')!;
    expect(header.getAttribute('aria-sort')).toBe('none');
    await click('sort-total');
    await waitFor(() => expect(header.getAttribute('aria-sort')).toBe('descending'));
    await click('sort-total');
    await waitFor(() => expect(header.getAttribute('aria-sort')).toBe('ascending'));
    expect(fake.requests('list_invoices').at(-1)).toMatchObject({
      sort: { column: 'total', descending: false },
    });
  });

  it('filters by several states, and gives each chip a remove button', async () => {
    const fake = openWindow();
    await rows();
    await click('state-filter');
    await click('state-option-unpaid');
    await click('state-option-failed');
    await waitFor(() =>
      expect(fake.requests('total_invoices').at(-1)).toMatchObject({
        filter: { states: ['unpaid', 'failed'] },
      }),
    );
    await click('state-filter-remove');
    await waitFor(() => expect(screen.getByTestId('shown-count').textContent).toBe('180'));
    expect(maybe('state-filter-remove')).toBeNull();
  });

  it('searches what was typed last, and clears from the empty state', async () => {
    const fake = openWindow();
    await rows();
    await type('search', 'se');
    await type('search', 'nothing like this');
    const empty = await byId('empty-no-match');
    within(empty).getByText('No invoice matches “nothing like this”');
    const asked = fake
      .requests('total_invoices')
      .map((request) => (request as { filter: { query?: string } }).filter.query);
    expect(asked).not.toContain('se');
    await click('clear-filters');
    await rows();
    expect((screen.getByTestId('search') as HTMLInputElement).value).toBe('');
  });

  it('goes to the search field with Ctrl F and with /', async () => {
    openWindow();
    await intoList();
    await press('/');
    expect(document.activeElement).toBe(screen.getByTestId('search'));
    await press('Escape');
    await waitFor(() => expect(focusedRow()).toBe('2'));
    await press('f', { ctrlKey: true });
    expect(document.activeElement).toBe(screen.getByTestId('search'));
  });

  it('keeps filters per view, and remembers view, filter and open invoice', async () => {
    openWindow();
    await rows();
    await type('search', 'Señal');
    await waitFor(() => expect(screen.getByTestId('shown-count').textContent).not.toBe('180'));
    await click('view-paid');
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Paid'));
    expect((screen.getByTestId('search') as HTMLInputElement).value).toBe('');
    await fireEvent.click((await rows())[0]!);
    const number = (await byId('detail-number')).textContent;

    document.body.replaceChildren();
    openWindow();
    await waitFor(() => expect(screen.getByTestId('detail-number').textContent).toBe(number));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Paid');
    await click('view-all');
    await waitFor(() => expect((screen.getByTestId('search') as HTMLInputElement).value).toBe('Señal'));
  });

  it('shows overdue, deleted customers and totals per currency', async () => {
    const deleted = { ...invoice(2).buyer, status: 'deleted' };
    openWindow({
      invoices: [
        invoice(1, { state: 'unpaid', cost: '10.10', paid_at: null }),
        invoice(2, { buyer: deleted, cost: '0.20' }),
        invoice(3, { currency: 'USD', cost: '1000000000000000.30' }),
      ],
    });
    const [third, second, first] = await rows();
    expect(first!.textContent).toContain('overdue');
    expect(second!.textContent).toContain('deleted');
    expect(third!.textContent).toContain('1,000,000,000,000,000.30');
    expect(screen.getAllByTestId('total').map((total) => total.textContent)).toEqual([
      '10.30EUR',
      '1,000,000,000,000,000.30USD',
    ]);
    await expectAccessible();
  });
});

describe('an empty list', () => {
  it('tells a portal without invoices', async () => {
    openWindow({ invoices: [] });
    expect((await byId('empty-view')).textContent).toContain('No invoices yet');
  });

  it('tells a view without invoices', async () => {
    openWindow({ invoices: [invoice(1)] });
    await rows();
    await click('view-overdue');
    expect((await byId('empty-view')).textContent).toContain('Nothing is overdue');
  });

  it('tells that the first sync is on its way', async () => {
    openWindow({ syncedAt: null, handlers: { sync: () => new Promise(() => {}) } });
    expect((await byId('empty-arriving')).textContent).toContain('Fetching the first invoices');
    expect((await byId('sync-sub')).textContent).toBe('Never fully synced');
  });
});

describe('a sync', () => {
  it('starts by itself, counts, can be paused, and goes on', async () => {
    let report: ((progress: SyncProgress) => void) | undefined;
    let refuse: (error: unknown) => void = () => {};
    const fake = openWindow({
      handlers: {
        sync: (_request, onProgress) => {
          report = onProgress;
          return new Promise((_resolve, reject) => (refuse = reject));
        },
        stop_sync: () => {
          refuse({ code: 'stopped', message: 'stopped', hint: null, retryable: true, field: null });
          return true;
        },
      },
    });
    expect((await byId('sync-pause')).getAttribute('aria-label')).toBe('Pause');
    report!({ phase: 'invoices', done: 420, total: 1284, waiting: null });
    await screen.findByText('Syncing 420 of 1,284');
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('420');
    await click('sync-pause');
    expect(fake.requests('stop_sync')).toEqual([{ connection: 'farnsworth' }]);
    await screen.findByText('Paused at 420 of 1,284');
    expect((await rows()).length).toBeGreaterThan(0);
    expect(screen.getByTestId('sync-resume').textContent).toContain('Resume');
    await expectAccessible();
    await click('sync-resume');
    await byId('sync-pause');
    expect(fake.requests('sync')).toHaveLength(2);
  });

  it('ends with what was verified, and tells it once', async () => {
    openWindow({ verification: verification(), settings: { every_minutes: 0 } });
    expect((await byId('sync-sub')).textContent).toBe('Verified 12,000 of 12,000, 10:32');
    const said = screen.getByTestId('sync-said');
    expect(said.getAttribute('role')).toBe('status');
    expect(said.textContent).toBe('');
    await click('sync-now');
    await waitFor(() => expect(said.textContent).toBe('Sync finished, data of 14:02'));
  });

  it('leads to what differs', async () => {
    openWindow({ verification: verification({ ok: false, verified: 11_998, findings_count: 2 }) });
    await waitFor(() => expect(screen.getByTestId('sync-status').dataset.sync).toBe('idle'));
    const sub = await screen.findByRole('button', { name: /11,998 of 12,000 agree.*Show what differs/ });
    expect(screen.getByTestId('sync-status').classList).toContain('is-off');
    await fireEvent.click(sub);
    await byId('verification');
  });

  it('leaves everything readable when the network is gone', async () => {
    openWindow({
      handlers: {
        sync: () => {
          throw {
            code: 'offline',
            message: 'The portal does not answer.',
            hint: null,
            retryable: true,
            field: null,
          };
        },
      },
    });
    const notice = await byId('notice-offline');
    expect(notice.textContent).toContain('The portal does not answer.');
    // The clock tried it: that is shown, and not called out each time.
    expect(notice.getAttribute('role')).toBeNull();
    expect((await byId('sync-head')).textContent).toBe('Offline, data of 13:47');
    await fireEvent.click((await rows())[0]!);
    await byId('detail-total');
    await press('r', { ctrlKey: true });
    await waitFor(() => expect(screen.getByTestId('notice-offline').getAttribute('role')).toBe('alert'));
  });

  it('asks for a token when it has none, and goes on with it', async () => {
    const known = {
      name: 'a',
      url: 'https://a.example.com',
      read_only: false,
      sample: false,
      org_name: null,
    };
    const fake = openWindow({ connections: [{ ...known, color: null, has_token: false }] });
    await click('give-token');
    await type('connect-token', 'fresh');
    await click('token-submit');
    await waitFor(() =>
      expect(fake.requests('provide_token')).toEqual([{ connection: 'a', token: 'fresh' }]),
    );
    await waitFor(() => expect(fake.requests('sync')).toHaveLength(1));
    expect(maybe('token-dialog')).toBeNull();
  });

  it('follows changed data without losing the open invoice', async () => {
    const fake = openWindow({ invoices: makeInvoices(40) });
    await fireEvent.click((await rows())[3]!);
    const number = (await byId('detail-number')).textContent;
    await waitFor(() => expect(screen.getByTestId('sync-status').dataset.sync).toBe('idle'));
    fake.invoices = [...fake.invoices, invoice(9000, { friendly_id: '2027-01-00000001' })];
    fake.changed('farnsworth');
    await waitFor(() => expect(screen.getByTestId('shown-count').textContent).toBe('41'));
    expect(screen.getByTestId('detail-number').textContent).toBe(number);
    const current = screen
      .getAllByTestId('invoice-row')
      .find((row) => row.getAttribute('aria-current') === 'true');
    expect(current!.getAttribute('aria-rowindex')).toBe('6');
  });
});

describe('connections', () => {
  it('are forgotten only after a question whose safe answer has the focus', async () => {
    const fake = openWindow();
    await click('connection-switcher');
    await click('connection-forget');
    expect(document.activeElement).toBe(await byId('forget-no'));
    await click('forget-wipe');
    await click('forget-yes');
    await byId('welcome');
    expect(fake.requests('disconnect')).toEqual([{ connection: 'farnsworth', wipe: true }]);
  });
});
