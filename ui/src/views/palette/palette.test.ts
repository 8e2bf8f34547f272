import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../api/bindings';
import { recall, remember } from '../../lib/remember';
import { connection, type FakeOptions } from '../../platform/fake';
import { makeInvoices } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const keysOf = () => screen.queryAllByTestId('palette-option').map((option) => option.dataset.key!);
const option = (key: string) =>
  screen.getAllByTestId('palette-option').find((one) => one.dataset.key === key) as HTMLElement;
const selected = () =>
  document.querySelector<HTMLElement>('[role="option"][aria-selected="true"]')?.dataset.key;

async function openPalette(options: FakeOptions = {}) {
  const fake = openWindow(options);
  await rows();
  await press('k', { ctrlKey: true });
  await byId('palette');
  return fake;
}

async function search(text: string) {
  await type('palette-input', text);
}

describe('the palette', () => {
  it('opens with Ctrl K and from the sidebar, has the focus, and gives it back', async () => {
    openWindow();
    await rows();
    screen.getByTestId('palette-open').focus();
    await click('palette-open');
    expect(document.activeElement).toBe(await byId('palette-input'));
    await expectAccessible();
    await press('Escape');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('palette-open')));
    await press('k', { ctrlKey: true });
    await byId('palette');
    await press('k', { ctrlKey: true });
    await waitFor(() => expect(maybe('palette')).toBeNull());
  });

  it('is a combobox whose list is moved through with the arrows', async () => {
    await openPalette();
    const input = screen.getByTestId('palette-input');
    const [first, second] = keysOf();
    expect(input.getAttribute('aria-expanded')).toBe('true');
    expect(selected()).toBe(first);
    await press('ArrowDown');
    expect(selected()).toBe(second);
    expect(input.getAttribute('aria-activedescendant')).toBe(option(second!).id);
    await press('ArrowUp');
    await press('ArrowUp');
    expect(selected()).toBe(keysOf().at(-1));
    expect(document.activeElement).toBe(input);
  });

  it('finds customers, invoices and actions whatever the accents, and marks them', async () => {
    const fake = await openPalette();
    await search('celik');
    await waitFor(() => expect(screen.getByTestId('palette-hits').textContent).toContain('results'));
    expect([...document.querySelectorAll('[role="group"] .h')].map((head) => head.textContent)).toEqual([
      'Customers',
      'Invoices',
    ]);
    expect(document.querySelector('mark')?.textContent).toBe('Çelik');
    expect(fake.requests('customers')).toEqual([{ connection: 'farnsworth', query: 'celik', limit: 4 }]);
    expect(keysOf().filter((key) => key.startsWith('invoice-'))).toHaveLength(6);
    await expectAccessible();
    // All of them, in the list.
    const all = option('all');
    expect(all.textContent).toContain('invoices that match “celik”');
    all.click();
    await waitFor(() => expect((screen.getByTestId('search') as HTMLInputElement).value).toBe('celik'));
    expect(maybe('palette')).toBeNull();
  });

  it('shows the answer to what was typed last', async () => {
    const answers: Record<string, (customers: Customer[]) => void> = {};
    await openPalette({
      handlers: { customers: ({ query }) => new Promise((resolve) => (answers[query] = resolve)) },
    });
    await search('one');
    await waitFor(() => expect(answers.one).toBeDefined());
    await search('two');
    await waitFor(() => expect(answers.two).toBeDefined());
    answers.two!([{ id: 2, org_name: 'Two' }]);
    await waitFor(() => expect(keysOf()).toContain('customer-2'));
    answers.one!([{ id: 1, org_name: 'One' }]);
    await new Promise((resolve) => setTimeout(resolve));
    expect(keysOf()).not.toContain('customer-1');
  });

  it('says when nothing matches, and when it could not be searched', async () => {
    const fake = await openPalette();
    await search('no such thing anywhere');
    expect((await byId('palette-none')).textContent).toContain('no such thing anywhere');
    fake.handlers.list_invoices = () => {
      throw { code: 'failed', message: 'The cache is locked', hint: null, retryable: true, field: null };
    };
    await search('sync');
    expect((await byId('palette-error')).textContent).toContain('The cache is locked');
    // Actions need no cache.
    expect(keysOf()).toContain('action-sync.now');
  });

  it('opens an invoice with Enter, and its PDF with Ctrl Enter', async () => {
    await openPalette();
    await search('2026-09-00000012');
    await waitFor(() => expect(keysOf()[0]).toMatch(/^invoice-/));
    await press('Enter');
    expect((await byId('detail-number')).textContent).toBe('2026-09-00000012');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('tab-details')));
    await press('k', { ctrlKey: true });
    await search('2026-09-00000011');
    await waitFor(() => expect(keysOf()[0]).toMatch(/^invoice-/));
    await press('Enter', { ctrlKey: true });
    await waitFor(() => expect(screen.getByTestId('detail-number').textContent).toBe('2026-09-00000011'));
    expect(screen.getByTestId('tab-pdf').getAttribute('aria-selected')).toBe('true');
  });

  it('shows a customer’s invoices', async () => {
    const fake = await openPalette();
    await search('harbor');
    await waitFor(() => expect(keysOf()[0]).toMatch(/^customer-/));
    const chosen = keysOf()[0]!;
    await press('Enter');
    const id = Number(chosen.slice('customer-'.length));
    await waitFor(() =>
      expect(fake.requests('total_invoices').at(-1)).toMatchObject({ filter: { buyer_id: id } }),
    );
  });

  it('looks for commands only after >', async () => {
    const fake = await openPalette();
    await search('>insi');
    expect(keysOf()[0]).toBe('action-go.figures');
    expect(keysOf().every((key) => key.startsWith('action-'))).toBe(true);
    await press('Enter');
    await byId('figures');
    expect(fake.requests('customers')).toEqual([]);
  });

  it('opens the question of an action that is risky, and runs nothing', async () => {
    const fake = openWindow();
    const [row] = await rows();
    row!.click();
    await byId('actions');
    await press('k', { ctrlKey: true });
    await search('>issue');
    expect(keysOf()[0]).toBe('action-act.issue');
    await press('Enter');
    await byId('question');
    expect(maybe('palette')).toBeNull();
    expect(fake.requests('write')).toEqual([]);
  });

  it('says of what cannot be done why, and does not do it', async () => {
    const fake = await openPalette({ connections: [connection('farnsworth', { has_token: false })] });
    await search('>sync now');
    const sync = option('action-sync.now');
    expect(sync.getAttribute('aria-disabled')).toBe('true');
    expect(sync.textContent).toContain('access token');
    await press('Enter');
    expect(screen.getByTestId('palette')).toBeDefined();
    expect(fake.requests('sync')).toEqual([]);
  });

  it('prepares what it can while the portal is away, and says of the rest why not', async () => {
    openWindow({
      handlers: {
        sync: () => {
          throw { code: 'offline', message: 'No answer', hint: null, retryable: true, field: null };
        },
      },
    });
    const pending = (await rows()).find((row) => row.textContent?.includes('Pending'));
    pending!.click();
    await byId('actions');
    await waitFor(() => expect(screen.getByTestId('sync-status').dataset.sync).toBe('offline'));
    await press('k', { ctrlKey: true });
    await search('>charge');
    const charge = option('action-act.charge');
    expect(charge.getAttribute('aria-disabled')).toBe('true');
    expect(charge.textContent).toContain('a charge is never prepared');
    await search('>mark as paid');
    expect(option('action-act.paid').textContent).toContain('Prepare: Mark as paid');
    expect(option('action-act.paid').getAttribute('aria-disabled')).toBeNull();
  });

  it('leaves Enter to the composition of a word', async () => {
    await openPalette();
    await search('>activity');
    await press('Enter', { isComposing: true });
    expect(screen.getByTestId('palette')).toBeDefined();
    expect(maybe('activity')).toBeNull();
  });

  it('has at its top what was used last', async () => {
    const invoices = makeInvoices(20);
    const { id, friendly_id: number } = invoices[7]!;
    remember('recent.farnsworth', [id, 999_999]);
    const fake = await openPalette({ invoices });
    await waitFor(() => expect(keysOf()[0]).toBe(`invoice-${id}`));
    expect(option(`invoice-${id}`).textContent).toContain(number);
    expect(keysOf()).not.toContain('invoice-999999');
    await search('>verify');
    await press('Enter');
    await waitFor(() => expect(fake.requests('verify')).toHaveLength(1));
    expect(recall('recent.actions')).toEqual(['verify']);
  });
});

describe('the map of keys', () => {
  it('opens with ?, but not while typing, and has every key', async () => {
    openWindow();
    await rows();
    screen.getByTestId('search').focus();
    await press('?');
    expect(maybe('key-map')).toBeNull();
    (document.activeElement as HTMLElement).blur();
    await press('?', { shiftKey: true });
    await byId('key-map');
    const entries = screen
      .getAllByTestId('key-map-entry')
      .map((entry) => entry.textContent?.replace(/\s+/g, ' ').trim());
    expect(entries).toEqual(
      expect.arrayContaining([
        'Settings Ctrl ,',
        'Show PDF Alt 2',
        'Sync now Ctrl R',
        'Next pane F6',
        'Tick all that is shown Ctrl A',
      ]),
    );
    await expectAccessible();
    await click('key-map-close');
    await waitFor(() => expect(maybe('key-map')).toBeNull());
  });
});
