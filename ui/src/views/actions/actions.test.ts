import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { MenuEntry } from '../../api/bindings';
import { connection, type Fake, type FakeOptions } from '../../platform/fake';
import { byId, click, maybe, openWindow, press, rows, type } from '../../test/window';

const entriesOf = (fake: Fake, title: string) =>
  fake
    .menus()
    .bar.find((menu) => menu.title === title)
    ?.entries.filter(isAction) ?? [];
const isAction = (one: MenuEntry) => one.entry === 'action';
const entry = (fake: Fake, title: string, id: string) => entriesOf(fake, title).find((one) => one.id === id);

async function start(options: FakeOptions = {}) {
  const fake = openWindow(options);
  await rows();
  await waitFor(() => expect(entry(fake, 'Go', 'go.activity')).toBeDefined());
  return fake;
}

describe('keys', () => {
  it('that can do nothing now say why', async () => {
    openWindow();
    await rows();
    await press('s', { ctrlKey: true });
    const toast = await byId('toast');
    expect(toast.textContent).toContain('Not now: Save PDF');
    expect(toast.textContent).toContain('Open an invoice first.');
  });

  it('print the open invoice’s PDF', async () => {
    const fake = openWindow();
    const [row] = await rows();
    row!.click();
    await byId('detail-number');
    await press('p', { ctrlKey: true });
    await waitFor(() =>
      expect(fake.requests('open_pdf')).toMatchObject([{ ids: [Number(row!.dataset.id)] }]),
    );
  });

  it('are left to a question that is open', async () => {
    const fake = await start();
    await press('n', { ctrlKey: true });
    await byId('new-invoice-dialog');
    document.body.focus();
    await press('r', { ctrlKey: true });
    fake.choose('go.activity');
    await new Promise((resolve) => setTimeout(resolve));
    expect(maybe('activity')).toBeNull();
  });
});

describe('native menus', () => {
  it('are set after the start, in the words and with the keys of the window', async () => {
    const fake = await start();
    expect(fake.menus().bar.map(({ title }) => title)).toEqual(['File', 'View', 'Invoice', 'Go', 'Help']);
    expect(entry(fake, 'File', 'sync.now')).toMatchObject({
      label: 'Sync now',
      keys: 'CmdOrCtrl+R',
      enabled: true,
    });
    expect(entry(fake, 'Invoice', 'invoice.save_pdf')).toMatchObject({ enabled: false });
    expect(fake.menus().tray).toEqual([]);
  });

  it('follow what can be done', async () => {
    const fake = await start();
    const [row] = await rows();
    row!.click();
    await waitFor(() => expect(entry(fake, 'Invoice', 'invoice.save_pdf')).toMatchObject({ enabled: true }));
    expect(entriesOf(fake, 'Invoice').some((one) => one.id === 'act.issue')).toBe(true);
  });

  it('do what was chosen', async () => {
    const fake = await start();
    fake.choose('go.activity');
    await byId('activity');
    fake.choose('theme.dark');
    await waitFor(() => expect(fake.preferences.theme).toBe('dark'));
    fake.choose('theme.system');
    // One that nobody knows here does nothing.
    fake.choose('no.such.thing');
  });

  it('are off where a person wants none, and the tray is there where they want it', async () => {
    const fake = openWindow({ preferences: { menu_bar: false, tray: true } });
    await rows();
    await waitFor(() => expect(fake.menus().tray.length).toBeGreaterThan(0));
    expect(fake.menus().bar).toEqual([]);
    const ids = fake.menus().tray.map((one) => (one.entry === 'action' ? one.id : '-'));
    expect(ids).toEqual(['window.show', '-', 'state.0', 'sync.now', '-', 'app.quit']);
  });

  it('are there before there is a connection', async () => {
    const fake = openWindow({ connections: [] });
    await byId('welcome');
    await waitFor(() => expect(entriesOf(fake, 'Help').map((one) => one.id)).toContain('log.folder'));
    expect(entriesOf(fake, 'Go')).toEqual([]);
  });
});

describe('news of a sync', () => {
  const news = { unpaid: 2, failed: 1, examples: ['2026-09-12 Çelik', '2026-09-13 Señal'] };

  it('are told where a person wants it, with the first of them', async () => {
    const fake = openWindow({
      preferences: { notifications: true },
      settings: { every_minutes: 0 },
      handlers: { sync_news: () => news },
    });
    await rows();
    await press('r', { ctrlKey: true });
    await waitFor(() => expect(fake.requests('notify')).toHaveLength(1));
    expect(fake.requests('sync_news')).toEqual([{ connection: 'farnsworth', run: 1 }]);
    expect(fake.requests('notify')).toEqual([
      {
        title: '2 invoices became unpaid, 1 failed',
        body: 'Farnsworth APIs S.L.\n2026-09-12 Çelik\n2026-09-13 Señal\nand 1 more',
      },
    ]);
  });

  it.each([
    ['nobody asked for them', { preferences: { notifications: false } }],
    ['a first sync fills the cache', { preferences: { notifications: true }, syncedAt: null }],
  ])('are not told while %s', async (_, options) => {
    const fake = openWindow({
      ...options,
      settings: { every_minutes: 0 },
      handlers: { sync_news: () => news },
    });
    await byId('sync-status');
    await click('sync-now');
    await waitFor(() => expect(fake.requests('sync')).toHaveLength(1));
    await waitFor(() => expect(screen.getByTestId('sync-status').dataset.sync).toBe('idle'));
    expect(fake.requests('notify')).toEqual([]);
  });

  it('are nothing when there are none', async () => {
    const fake = openWindow({ preferences: { notifications: true }, settings: { every_minutes: 0 } });
    await rows();
    await press('r', { ctrlKey: true });
    await waitFor(() => expect(fake.requests('sync_news')).toHaveLength(1));
    expect(fake.requests('notify')).toEqual([]);
  });
});

describe('connections', () => {
  const connections = [
    connection('farnsworth', { color: 'teal' }),
    connection('planet', { org_name: 'Planet Express', read_only: true }),
  ];

  it('are listed with their colour, what may be done and how old their data is', async () => {
    await start({ connections });
    await click('connection-switcher');
    const items = await screen.findAllByTestId('connection-item');
    expect(items.map((item) => item.querySelector('.conn-mark')?.getAttribute('data-color'))).toEqual([
      'teal',
      null,
    ]);
    expect(items[0]!.textContent).not.toContain('Read only');
    expect(items[1]!.textContent).toContain('Read only');
    await waitFor(() =>
      expect(screen.getAllByTestId('connection-age').map((age) => age.textContent)).toEqual([
        expect.stringContaining('Data of'),
        expect.stringContaining('Data of'),
      ]),
    );
  });

  it('keep their places when one goes to another and back', async () => {
    await start({ connections });
    const [row] = await rows();
    row!.click();
    await byId('detail-number');
    await press('2', { altKey: true });
    await press('k', { ctrlKey: true });
    await type('palette-input', '>planet');
    await press('Enter');
    await waitFor(() =>
      expect(screen.getByTestId('connection-switcher').textContent).toContain('Planet Express'),
    );
    expect(maybe('detail')).toBeNull();
    await click('connection-switcher');
    (await screen.findAllByTestId('connection-item'))[0]!.click();
    await byId('detail-number');
    expect(screen.getByTestId('tab-pdf').getAttribute('aria-selected')).toBe('true');
  });
});
