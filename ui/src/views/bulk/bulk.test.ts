import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { BulkResult, SyncProgress } from '../../api/bindings';
import type { Fake, FakeOptions } from '../../platform/fake';
import { invoice } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const owed = (id: number, state: string, cost: string, currency: string | null = 'EUR') =>
  invoice(id, { state, cost, currency, paid_at: null });
const three = () => [owed(1, 'open', '10.10'), owed(2, 'finalized', '0.20', 'USD'), owed(3, 'paid', '5.00')];

/** Ticks everything and asks for an action. Of 400 not all are read ahead, so it is not known what is among them. */
async function ask(kind: string, options: FakeOptions = {}): Promise<Fake> {
  const fake = openWindow({ invoices: three(), ...options });
  await rows();
  await click('tick-shown');
  if (maybe('bulk-more') && !maybe(`bulk-${kind}`)) await click('bulk-more');
  // Among all of them nothing fits: the choice is narrowed to what can be.
  await click(`bulk-${kind}`);
  return fake;
}

async function issueTwo(options: FakeOptions = {}): Promise<Fake> {
  const fake = openWindow({ invoices: three(), ...options });
  await rows();
  await fireEvent.click(screen.getAllByTestId('tick')[1]!);
  await fireEvent.click(screen.getAllByTestId('tick')[2]!);
  await click('bulk-issue');
  await byId('bulk-go');
  return fake;
}

const result = (more: Partial<BulkResult> = {}): BulkResult => ({
  results: [
    { invoice_id: 1, friendly_id: '2026-09-00000001', buyer_name: 'A', outcome: 'done', message: 'Issued.' },
    {
      invoice_id: 2,
      friendly_id: '2026-09-00000002',
      buyer_name: 'B',
      outcome: 'unknown',
      message: 'The answer was lost.',
    },
  ],
  left: 0,
  ended_early: null,
  ...more,
});

describe('the question', () => {
  it('asks by ids, and says what it does before it happens', async () => {
    const fake = await issueTwo();
    expect(fake.requests('preview_bulk')).toMatchObject([
      { connection: 'farnsworth', action: { action: 'change_state', state: 'pending' }, ids: [1, 2] },
    ]);
    expect(screen.getByRole('alertdialog').textContent).toContain('Issue 2 invoices?');
    expect(screen.getByTestId('bulk-possible').textContent).toBe('All 2 can be issued.');
    expect(screen.getAllByTestId('bulk-total').map((total) => total.textContent?.trim())).toEqual([
      '10.10 EUR',
      '0.20 USD',
    ]);
    const effects = screen.getByTestId('bulk-effects');
    expect(effects.textContent).toContain('Addresses, VAT rate and currency are frozen.');
    expect(effects.textContent).toContain('This can’t be undone.');
    expect(screen.getByTestId('bulk-go').getAttribute('aria-describedby')).toBe('bulk-effects');
    expect(document.activeElement).toBe(screen.getByTestId('bulk-no'));
    await expectAccessible();
    await press('Escape');
    expect(maybe('bulk-dialog')).toBeNull();
    expect(fake.requests('run_bulk')).toEqual([]);
    expect(screen.getByTestId('selection-count').textContent).toBe('2 selected');
  });

  it('asks by the filter for all of them, and shows why some are left out, those first where they are few', async () => {
    const fake = await ask('issue', {
      invoices: [...three(), ...Array.from({ length: 420 }, (_, at) => owed(100 + at, 'open', '1.00'))],
    });
    await byId('bulk-go');
    expect(fake.requests('preview_bulk')).toMatchObject([{ ids: null, filter: { period_from: null } }]);
    expect(screen.getByTestId('bulk-possible').textContent).toBe(
      '422 of 423 can be issued. 1 invoice is left out, and nothing is sent for it.',
    );
    const [first, second] = screen.getAllByTestId('bulk-row');
    expect(first!.dataset.id).toBe('3');
    expect(first!.textContent).toContain('Left out: An invoice that is paid cannot become pending.');
    expect(second!.querySelector('[data-testid="bulk-why"]')).toBeNull();
  });

  it('has no button where nothing is possible', async () => {
    const fake = await ask('charge', {
      invoices: [...three(), ...Array.from({ length: 420 }, (_, at) => owed(100 + at, 'open', '1.00'))],
    });
    await waitFor(() =>
      expect(screen.getByTestId('bulk-possible').textContent).toContain('None of them can be charged.'),
    );
    expect(maybe('bulk-go')).toBeNull();
    await click('bulk-no');
    expect(fake.requests('run_bulk')).toEqual([]);
  });

  it('says when it could not look, sends nothing, and looks again when asked', async () => {
    const fake = openWindow({ invoices: three() });
    await rows();
    fake.handlers.preview_bulk = () => {
      throw { code: 'failed', message: 'The cache is locked', hint: null, retryable: true, field: null };
    };
    await fireEvent.click(screen.getAllByTestId('tick')[1]!);
    await click('bulk-issue');
    expect((await byId('bulk-error')).textContent).toContain('The cache is locked.');
    expect(maybe('bulk-go')).toBeNull();
    delete fake.handlers.preview_bulk;
    await click('bulk-look');
    await byId('bulk-go');
    expect(fake.requests('run_bulk')).toEqual([]);
  });

  it('says when invoices of the selection are gone', async () => {
    const fake = openWindow({ invoices: three() });
    await rows();
    await fireEvent.click(screen.getAllByTestId('tick')[1]!);
    await fireEvent.click(screen.getAllByTestId('tick')[2]!);
    fake.invoices = fake.invoices.filter(({ id }) => id !== 1);
    await click('bulk-issue');
    await waitFor(() =>
      expect(screen.getByTestId('bulk-possible').textContent).toContain(
        '1 invoice of the selection is not kept here any more.',
      ),
    );
  });

  it('refuses more than can be named', async () => {
    openWindow({ pretend: 10_001 });
    await rows();
    await click('tick-shown');
    await fireEvent.click(screen.getAllByTestId('tick')[0]!);
    await click('bulk-issue');
    expect((await byId('bulk-error')).textContent).toContain('at most 10,000 invoices');
  });
});

describe('a run', () => {
  it('sends exactly those that were possible, as they were shown, once', async () => {
    let finish: (told: BulkResult) => void = () => {};
    const fake = await ask('issue', {
      invoices: [...three(), ...Array.from({ length: 420 }, (_, at) => owed(100 + at, 'paid', '1.00'))],
      handlers: { run_bulk: () => new Promise((resolve) => (finish = resolve)) },
    });
    const go = await byId('bulk-go');
    const form = go.closest('form')!;
    await Promise.all([fireEvent.submit(form), fireEvent.submit(form), fireEvent.click(go)]);
    expect(fake.requests('run_bulk')).toEqual([
      {
        connection: 'farnsworth',
        action: { action: 'change_state', state: 'pending' },
        rows: [
          { id: 1, version: '1 open 10.10' },
          { id: 2, version: '2 finalized 0.20' },
        ],
        typed_totals: [],
        format: { decimal: '.', group: ',' },
      },
    ]);
    finish(result());
    await byId('bulk-results');
    expect(fake.requests('run_bulk')).toHaveLength(1);
  });

  it('shows how far it is, cannot be closed, and stops after the invoice it is at', async () => {
    let report: (progress: SyncProgress) => void = () => {};
    let finish: (told: BulkResult) => void = () => {};
    const fake = await issueTwo({
      handlers: {
        run_bulk: (_request, onProgress) => {
          report = onProgress!;
          return new Promise((resolve) => (finish = resolve));
        },
        stop_bulk: () => true,
      },
    });
    await click('bulk-go');
    report({ phase: 'writing', done: 1, total: 2, waiting: null });
    await waitFor(() => expect(screen.getByTestId('bulk-progress').textContent).toContain('1 of 2'));
    const bar = screen.getByTestId('bulk-progress').querySelector('[role="progressbar"]')!;
    expect(bar.getAttribute('aria-valuenow')).toBe('1');
    expect(document.activeElement).toBe(screen.getByTestId('bulk-stop'));
    await press('Escape');
    await fireEvent(screen.getByTestId('bulk-dialog'), new Event('cancel', { cancelable: true }));
    expect(maybe('bulk-dialog')).not.toBeNull();
    await expectAccessible();
    await click('bulk-stop');
    await click('bulk-stop');
    expect(fake.requests('stop_bulk')).toEqual([{ connection: 'farnsworth' }]);
    expect(screen.getByTestId('bulk-progress').textContent).toContain('Stopping after the invoice it is at…');
    finish(result({ results: result().results.slice(0, 1), left: 1, ended_early: 'it was stopped' }));
    expect((await byId('bulk-early')).textContent).toContain(
      'It was stopped. 1 invoice was not got to. Nothing was sent for it.',
    );
  });

  it('tells what became of each, failures first, and copies it', async () => {
    const writeText = vi.fn().mockResolvedValue(undefined);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    await issueTwo({ handlers: { run_bulk: () => result() } });
    await click('bulk-go');
    expect((await byId('bulk-summary')).textContent).toBe('1 done, 1 outcome unknown.');
    const told = screen.getAllByTestId('bulk-result');
    expect(told.map((row) => row.dataset.outcome)).toEqual(['unknown', 'done']);
    expect(told[0]!.textContent).toContain('The answer was lost.');
    expect(screen.getByRole('alertdialog').textContent).toContain('1 of 2 issued');
    await expectAccessible();
    await click('bulk-copy');
    expect(writeText.mock.calls[0]![0]).toContain(
      '2026-09-00000002\tB\toutcome unknown\tThe answer was lost.',
    );
    await click('bulk-close');
    await waitFor(() => expect(maybe('selection')).toBeNull());
    await waitFor(() => expect(document.activeElement?.getAttribute('role')).toBe('row'));
  });

  it('that ends with an error is not started again by itself, and says where to look', async () => {
    const fake = await issueTwo({
      handlers: {
        run_bulk: () => {
          throw { code: 'failed', message: 'The disk is full', hint: null, retryable: true, field: null };
        },
      },
    });
    await click('bulk-go');
    const error = await byId('bulk-error');
    expect(error.textContent).toContain('The disk is full.');
    expect(error.textContent).toContain('Look under Changes');
    expect(maybe('bulk-go')).toBeNull();
    expect(fake.requests('run_bulk')).toHaveLength(1);
  });
});

describe('charging', () => {
  const charges = () => [owed(1, 'unpaid', '1200.10'), owed(2, 'failed', '0.20', 'USD')];

  it('demands each total, has the core compare it, and goes back to the field that is wrong', async () => {
    const fake = await ask('charge', { invoices: charges() });
    const go = (await byId('bulk-go')) as HTMLButtonElement;
    expect(go.disabled).toBe(true);
    await type('typed-total-EUR', '1,200.10');
    expect(go.disabled).toBe(true);
    await type('typed-total-USD', '  ');
    expect(go.disabled).toBe(true);
    await fireEvent.submit(go.closest('form')!);
    expect(fake.requests('run_bulk')).toEqual([]);
    await type('typed-total-USD', '0.30');
    expect(go.disabled).toBe(false);
    await click('bulk-go');
    expect((await byId('bulk-error')).textContent).toContain('Nothing was sent.');
    const wrong = screen.getByTestId('typed-total-USD') as HTMLInputElement;
    expect(wrong.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(wrong);
    expect((screen.getByTestId('typed-total-EUR') as HTMLInputElement).value).toBe('1,200.10');
    expect(screen.getByTestId('typed-total-EUR').getAttribute('aria-invalid')).toBeNull();
    await expectAccessible();
    await type('typed-total-USD', '0.20');
    await click('bulk-go');
    await byId('bulk-results');
    expect(fake.requests('run_bulk').at(-1)).toMatchObject({
      action: { action: 'charge' },
      typed_totals: [
        { currency: 'EUR', text: '1,200.10' },
        { currency: 'USD', text: '0.20' },
      ],
      format: { decimal: '.', group: ',' },
    });
    expect(fake.invoices.map(({ state }) => state)).toEqual(['paid', 'paid']);
  });
});

describe('a line item for each', () => {
  it('is asked for first, its cost read by the core', async () => {
    const fake = openWindow({ invoices: three() });
    await rows();
    await fireEvent.click(screen.getAllByTestId('tick')[1]!);
    await click('bulk-more');
    await click('bulk-add_line');
    expect(document.activeElement).toBe(await byId('line-name'));
    await click('line-next');
    expect((await byId('line-name-error')).textContent).toBe('Give it a name.');
    expect(screen.getByTestId('line-cost-error').textContent).toBe('Give the cost.');
    expect(fake.requests('preview_bulk')).toEqual([]);
    await type('line-name', ' Late fee ');
    await type('line-cost', '1,025.5');
    await click('line-next');
    expect((await byId('bulk-effects')).textContent).toContain(
      'Each gets “Late fee” for 1,025.5000, without VAT.',
    );
    await click('bulk-go');
    await byId('bulk-results');
    expect(fake.requests('run_bulk')).toMatchObject([
      {
        action: {
          action: 'add_line_item',
          line_item: {
            name: 'Late fee',
            cost: '1025.5',
            quantity: 1,
            description: null,
            type: null,
            metric_id: null,
            contract_id: null,
            plan_id: null,
          },
        },
        rows: [{ id: 2 }],
      },
    ]);
  });
});
