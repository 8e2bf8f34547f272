import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { CustomerList, InvoiceFilter } from '../../api/bindings';
import { remember } from '../../lib/remember';
import type { Fake, FakeOptions } from '../../platform/fake';
import { buyer, invoice } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, press, type } from '../../test/window';

/** No sync by itself: what is looked at stays as it is. */
const quiet = { settings: { every_minutes: 0 } };

const of = (id: number, org_name: string | null, status: string | null = null) => ({
  buyer: buyer({ id, org_name, status }),
});
const books = () => [
  invoice(1, { ...of(7, 'Señal Abierta S.A.'), cost: '10.10', paid_at: '2026-08-03T12:00:00Z' }),
  invoice(2, { ...of(7, 'Señal Abierta S.A.'), cost: '20.20', paid_at: '2025-10-03T12:00:00Z' }),
  invoice(3, { ...of(7, 'Señal Abierta S.A.'), cost: '300.00', state: 'unpaid', paid_at: null }),
  invoice(4, { ...of(7, 'Señal Abierta S.A.'), cost: '5.00', state: 'cancelled', paid_at: null }),
  invoice(5, { ...of(7, 'Señal Abierta S.A.'), cost: '7.00', currency: 'USD', paid_at: null }),
  invoice(6, {
    ...of(9, 'Old Harbor', 'deleted'),
    cost: '1000.00',
    state: 'pending',
    due_on: '2026-12-01',
    paid_at: null,
  }),
];

async function openCustomers(options: FakeOptions = {}) {
  const fake = openWindow({ invoices: books(), ...quiet, ...options });
  await click('view-customers');
  await screen.findAllByTestId('customer-row');
  return fake;
}

const tidy = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim();
const rows = () =>
  screen
    .getAllByTestId('customer-row')
    .map((row) => [...row.querySelectorAll('[role="gridcell"]')].map(tidy));
const names = () => rows().map(([name, , currency]) => `${name} ${currency}`);
const focusedRow = () => document.activeElement?.closest('[role="row"]')?.getAttribute('aria-rowindex');
const lastFilter = (fake: Fake) =>
  // One row alone is asked for where a customer's name is looked up.
  (fake.requests('list_invoices') as { filter: InvoiceFilter; limit: number }[])
    .filter(({ limit }) => limit > 1)
    .at(-1)!.filter;

async function expectShown(fake: Fake, filter: Partial<InvoiceFilter>, count: number) {
  await byId('list');
  await waitFor(() => expect(lastFilter(fake)).toMatchObject(filter));
  await waitFor(async () => expect((await byId('shown-count')).textContent).toBe(String(count)));
}

describe('the list of customers', () => {
  it('has a row for each currency, those who owe the most first', async () => {
    await openCustomers();
    expect(rows()).toEqual([
      ['Old Harbor deleted', '9', 'EUR', '1', '1,000.00', '1,000.00', '–', '–'],
      ['Señal Abierta S.A.', '7', 'EUR', '3', '330.30', '300.00', '300.00', '3 Aug 10.10'],
      ['Señal Abierta S.A.', '7', 'USD', '1', '7.00', '–', '–', '–'],
    ]);
  });

  it('marks what is overdue, and only that', async () => {
    await openCustomers();
    const late = screen
      .getAllByTestId('customer-row')
      .map((row) => row.querySelector('.k-overdue')!.classList.contains('late'));
    expect(late).toEqual([false, true, false]);
  });

  it('is counted in the sidebar and in the footer, with sums for each currency', async () => {
    await openCustomers();
    await waitFor(async () => expect((await byId('count-customers')).textContent).toBe('2'));
    expect((await byId('customers-count')).textContent).toBe('2');
    expect(screen.getAllByTestId('customers-sum').map(tidy)).toEqual(['EUR Balance 1,300.00 Overdue 300.00']);
  });

  it('is counted in the sidebar from the start', async () => {
    openWindow({ invoices: books(), ...quiet });
    expect((await byId('count-customers')).textContent).toBe('2');
  });

  it('sorts by every column that can, and turns round', async () => {
    const fake = await openCustomers();
    for (const column of ['name', 'invoices', 'invoiced', 'overdue', 'last_payment', 'balance']) {
      await click(`customers-sort-${column}`);
      const descending = column !== 'name';
      await waitFor(() =>
        expect(fake.requests('customer_list').at(-1)).toMatchObject({ sort: { column, descending } }),
      );
      const header = (await byId(`customers-sort-${column}`)).closest('[role="columnheader"]')!;
      expect(header.getAttribute('aria-sort')).toBe(descending ? 'descending' : 'ascending');
    }
    await click('customers-sort-balance');
    await waitFor(() => expect(names()[0]).toBe('Señal Abierta S.A. USD'));
  });

  it('finds customers by name and by account, and keeps the count of all', async () => {
    const fake = await openCustomers();
    await type('search', 'senal');
    await waitFor(() => expect(names()).toEqual(['Señal Abierta S.A. EUR', 'Señal Abierta S.A. USD']));
    expect(fake.requests('customer_list').at(-1)).toMatchObject({ query: 'senal', offset: 0 });
    expect(tidy(await byId('customers-footer'))).toContain('1 of 2 customers');
    expect((await byId('count-customers')).textContent).toBe('2');
    await type('search', 'nobody');
    await byId('customers-no-match');
    await click('customers-clear');
    await waitFor(() => expect(names()).toHaveLength(3));
    expect(((await byId('search')) as HTMLInputElement).value).toBe('');
  });

  it('draws only a window of many, and reads the page it gets to', async () => {
    const fake = openWindow({ invoices: books(), ...quiet });
    fake.customers.pretend = 250_000;
    await click('view-customers');
    const drawn = await screen.findAllByTestId('customer-row');
    expect(drawn.length).toBeLessThan(60);
    const grid = await byId('customer-grid');
    expect(grid.getAttribute('aria-rowcount')).toBe('250001');
    drawn[0]!.focus();
    await press('End');
    expect(focusedRow()).toBe('250001');
    await waitFor(() =>
      expect(fake.requests('customer_list')).toContainEqual(
        expect.objectContaining({ offset: 249_900, limit: 100 }),
      ),
    );
    await press('Home');
    expect(focusedRow()).toBe('2');
  });
});

describe('from a customer', () => {
  it('Enter and a click show all invoices', async () => {
    const fake = await openCustomers();
    const [, second] = screen.getAllByTestId('customer-row');
    await fireEvent.click(second!);
    await expectShown(fake, { buyer_id: 7 }, 5);
    expect(lastFilter(fake).currency ?? null).toBeNull();
    await click('view-customers');
    const [first] = await screen.findAllByTestId('customer-row');
    first!.focus();
    await press('Enter');
    await waitFor(() => expect(lastFilter(fake)).toMatchObject({ buyer_id: 7 }));
  });

  it('a figure shows exactly its own', async () => {
    const fake = await openCustomers();
    const figure = screen.getByRole('button', {
      name: 'Balance, Señal Abierta S.A., EUR 300.00, 1 invoice. Show this invoice',
    });
    await fireEvent.click(figure);
    await expectShown(fake, { buyer_id: 7, currency: 'EUR', states: ['pending', 'unpaid', 'failed'] }, 1);
  });

  it('a sum shows its own', async () => {
    const fake = await openCustomers();
    const [overdue] = await screen.findAllByTestId('customers-sum-overdue');
    await fireEvent.click(overdue!);
    await expectShown(fake, { overdue: true, currency: 'EUR' }, 1);
  });
});

describe('the keyboard', () => {
  it('has one tab stop, moves through rows, figures and headers', async () => {
    await openCustomers();
    const grid = await byId('customer-grid');
    const stops = () => [...grid.querySelectorAll('[tabindex="0"]')];
    expect(stops()).toHaveLength(1);
    (stops()[0] as HTMLElement).focus();
    await press('j');
    expect(focusedRow()).toBe('3');
    await press('ArrowRight');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('customer-invoices');
    await press('ArrowRight');
    await press('ArrowRight');
    expect(document.activeElement?.getAttribute('data-testid')).toBe('customer-balance');
    // Along the column; a row without this figure is met as a whole.
    await press('k');
    expect([focusedRow(), document.activeElement?.getAttribute('data-testid')]).toEqual([
      '2',
      'customer-balance',
    ]);
    await press('Escape');
    expect(document.activeElement?.getAttribute('role')).toBe('row');
    await press('ArrowUp');
    expect(document.activeElement).toBe(await byId('customers-sort-name'));
    await press('ArrowRight');
    expect(stops()).toEqual([await byId('customers-sort-invoices')]);
    await press('ArrowDown');
    expect(focusedRow()).toBe('2');
  });

  it('/ goes to the search, Enter back to the list', async () => {
    await openCustomers();
    screen.getAllByTestId('customer-row')[0]!.focus();
    await press('/');
    expect(document.activeElement).toBe(await byId('search'));
    await press('Enter');
    await waitFor(() => expect(focusedRow()).toBe('2'));
  });
});

describe('copy and export', () => {
  it('copies all that are found, not only those in sight', async () => {
    const writeText = vi.fn((_text: string) => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const fake = openWindow({ invoices: books(), ...quiet });
    fake.customers.pretend = 2300;
    await click('view-customers');
    await screen.findAllByTestId('customer-row');
    await click('copy-table');
    await waitFor(() => expect(writeText).toHaveBeenCalled());
    const lines = writeText.mock.calls[0]![0].trimEnd().split('\n');
    expect(lines).toHaveLength(2301);
    expect(lines[2]).toBe('Señal Abierta S.A.\t7\tEUR\t3\t330.30\t300.00\t300.00\t2026-08-03\t10.10');
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('writes what is found in the order that is shown', async () => {
    const fake = await openCustomers();
    await type('search', 'senal');
    await waitFor(() => expect(names()).toHaveLength(2));
    await click('customers-sort-name');
    await click('export-table');
    await click('export-customers-xlsx');
    expect(tidy(await byId('toast'))).toContain('customers.xlsx saved in /home/ana/Reports');
    expect(fake.figures.written).toEqual([
      {
        connection: 'farnsworth',
        table: { table: 'customers', query: 'senal', sort: { column: 'name', descending: false } },
        format: 'xlsx',
      },
    ]);
  });
});

describe('the page', () => {
  it('follows the data', async () => {
    const fake = await openCustomers();
    const [row] = screen.getAllByTestId('customer-row');
    fake.invoices.push(
      invoice(7, { ...of(11, 'Quantock & Rowe LLP'), state: 'unpaid', cost: '9000.00', paid_at: null }),
    );
    fake.changed('farnsworth');
    await waitFor(() => expect(names()[0]).toBe('Quantock & Rowe LLP EUR'));
    expect(screen.getAllByTestId('customer-row')[0]).toBe(row);
    expect((await byId('count-customers')).textContent).toBe('3');
  });

  it('shows the answer to the newest question, whichever comes last', async () => {
    const fake = await openCustomers();
    const late: { query: string | null; answer: () => void }[] = [];
    const list = fake.customers.answers.customer_list!;
    fake.handlers.customer_list = (request) =>
      new Promise<CustomerList>((resolve) => {
        const answer = () => void Promise.resolve(list(request)).then(resolve);
        late.push({ query: request.query, answer });
      });
    await type('search', 'old');
    await press('Enter');
    await waitFor(() => expect(late.map(({ query }) => query)).toEqual(['old']));
    await type('search', 'senal');
    await waitFor(() => expect(late).toHaveLength(2));
    late[1]!.answer();
    await waitFor(() => expect(names()).toHaveLength(2));
    late[0]!.answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(names()).toEqual(['Señal Abierta S.A. EUR', 'Señal Abierta S.A. USD']);
  });

  it('says what could not be read and tries again', async () => {
    const fake = openWindow({ invoices: books(), ...quiet });
    fake.handlers.customer_list = () => {
      throw { code: 'failed', message: 'The file is locked.', hint: null, retryable: true, field: null };
    };
    await click('view-customers');
    expect(tidy(await byId('customers-error'))).toContain(
      'The customers could not be read. The file is locked.',
    );
    delete fake.handlers.customer_list;
    await click('customers-again');
    await waitFor(() => expect(names()).toHaveLength(3));
    expect(maybe('customers-error')).toBeNull();
  });

  it('says that there are none', async () => {
    openWindow({ invoices: [], ...quiet });
    await click('view-customers');
    await byId('customers-empty');
    expect((await byId('export-table')).getAttribute('aria-disabled')).toBe('true');
    await expectAccessible();
  });

  it('remembers its order and search', async () => {
    await openCustomers();
    await click('customers-sort-name');
    await type('search', 'senal');
    await waitFor(() => expect(names()).toHaveLength(2));
    document.body.replaceChildren();
    const fake = openWindow({ invoices: books(), ...quiet });
    await waitFor(() => expect(names()).toHaveLength(2));
    expect(fake.requests('customer_list').at(-1)).toMatchObject({
      query: 'senal',
      sort: { column: 'name', descending: false },
    });
  });

  it('starts as usual from what it cannot read', async () => {
    remember('customers.farnsworth', { query: 7, sort: 'up' });
    await openCustomers();
    expect(names()[0]).toBe('Old Harbor EUR'.replace(' EUR', ' deleted EUR'));
  });

  it('is accessible', async () => {
    await openCustomers();
    await expectAccessible();
    expect(within(await byId('customer-grid')).getAllByRole('columnheader')).toHaveLength(8);
  });
});
