import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Earnings, InvoiceFilter } from '../../api/bindings';
import { remember } from '../../lib/remember';
import type { Fake, FakeOptions } from '../../platform/fake';
import { anyInvoice } from '../../platform/fake/figures';
import { buyer, invoice } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, press } from '../../test/window';

/** No sync by itself: what is looked at stays as it is. */
const quiet = { settings: { every_minutes: 0 } };

const bill = (id: number, month: string, state: string, cost: string, more = {}) =>
  invoice(id, {
    period: { from: `${month}-01`, to: `${month}-28` },
    state,
    cost,
    issued_on: `${month}-01`,
    due_on: `${month}-28`,
    paid_at: state === 'paid' ? '2026-10-03T04:00:00Z' : null,
    ...more,
  });

/** Two currencies, a month without invoices, one with credit only, and amounts that floats would spoil. */
const books = () => [
  bill(1, '2026-10', 'pending', '100.10', { due_on: '2026-10-20' }),
  bill(2, '2026-09', 'paid', '0.10'),
  bill(3, '2026-09', 'paid', '0.20'),
  bill(4, '2026-09', 'unpaid', '13492.11'),
  bill(5, '2026-07', 'failed', '-5.00', { buyer: buyer({ id: 8, org_name: 'Old Harbor Insurance' }) }),
  bill(6, '2026-09', 'paid', '7.00', { currency: 'USD' }),
  bill(7, '2026-09', 'cancelled', '999.00'),
  bill(8, '2024-01', 'paid', '50.00'),
];

async function openFigures(options: FakeOptions = {}) {
  const fake = openWindow({ invoices: books(), ...quiet, ...options });
  await click('view-figures');
  await byId('months');
  return fake;
}

const tidy = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim();
const cells = (row: Element) => [...row.querySelectorAll('th, td')].map(tidy);
const months = () => screen.getAllByTestId('month-row').map(cells);
const named = (name: RegExp) => screen.getByRole('button', { name });
const lastFilter = (fake: Fake) =>
  // One row alone is asked for where a customer's name is looked up.
  (fake.requests('list_invoices') as { filter: InvoiceFilter; limit: number }[])
    .filter(({ limit }) => limit > 1)
    .at(-1)!.filter;

/** The list shows exactly what a filter finds. */
async function expectShown(fake: Fake, filter: Partial<InvoiceFilter>, count: number) {
  await byId('list');
  await waitFor(() => expect(lastFilter(fake)).toMatchObject(filter));
  await waitFor(async () => expect((await byId('shown-count')).textContent).toBe(String(count)));
  expect((await byId('view-all')).getAttribute('aria-current')).toBe('page');
}

describe('earnings by month', () => {
  it('stand in a table, the newest month first, months without invoices too, exact to the cent', async () => {
    await openFigures();
    expect(months()).toEqual([
      ['Oct 2026', '100.10', '100.10', '–', '–'],
      ['Sep 2026', '13,492.41', '–', '13,492.11', '0.30'],
      ['Aug 2026', '–', '–', '–', '–'],
      ['Jul 2026', '−5.00', '–', '−5.00', '–'],
    ]);
    expect(cells(await byId('months-sum'))).toEqual(['4 months', '13,587.51', '100.10', '13,487.11', '0.30']);
    expect(tidy(await byId('kpi-overdue'))).toContain('13,487.11');
  });

  it('are asked for the last twelve months at first', async () => {
    const fake = await openFigures();
    expect(fake.requests('earnings')).toEqual([{ connection: 'farnsworth', from: '2025-11', to: '2026-10' }]);
    expect(tidy(await byId('figures-period'))).toContain('Nov 2025 – Oct 2026');
  });

  it('are a bar beside, with the parts that are not zero', async () => {
    await openFigures();
    const parts = screen.getAllByTestId('bar-part').map((part) => part.getAttribute('data-part'));
    expect(parts).toEqual(['2026-07 overdue', '2026-09 paid', '2026-09 overdue', '2026-10 in_process']);
    for (const part of screen.getAllByTestId('bar-part'))
      expect(Number(part.getAttribute('height'))).toBeGreaterThanOrEqual(7);
    expect(screen.getAllByTestId('tick').map(tidy)).toEqual(['15k', '10k', '5k', '0', '−5k']);
  });

  it('hangs what is below zero under the line', async () => {
    await openFigures();
    const [below, above] = screen.getAllByTestId('bar-part');
    const [y, top, height] = [
      below!.getAttribute('y'),
      above!.getAttribute('y'),
      above!.getAttribute('height'),
    ];
    expect(Number(y)).toBeCloseTo(Number(top) + Number(height), 3);
  });

  it('open the invoices of a cell', async () => {
    const fake = await openFigures();
    await fireEvent.click(
      within(await byId('months')).getByRole('button', {
        name: 'Overdue, September 2026, EUR 13,492.11, 1 invoice. Show this invoice',
      }),
    );
    const filter = {
      states: ['unpaid', 'failed'],
      period_from: '2026-09',
      period_to: '2026-09',
      currency: 'EUR',
    };
    await expectShown(fake, filter, 1);
  });

  it('open the invoices of a part of a bar, with the mouse and with the keyboard', async () => {
    const fake = await openFigures();
    const [, paid] = screen.getAllByTestId('bar-part');
    expect(paid!.getAttribute('aria-label')).toBe(
      'Paid, September 2026, EUR 0.30, 2 invoices. Show these invoices',
    );
    await fireEvent.click(paid!);
    await expectShown(fake, { states: ['paid'], period_from: '2026-09', currency: 'EUR' }, 2);
    await click('view-figures');
    (await screen.findAllByTestId('bar-part'))[3]!.focus();
    await press('Enter');
    await expectShown(fake, { period_from: '2026-10', states: ['open', 'finalized', 'pending'] }, 1);
  });

  it('open the invoices of a sum', async () => {
    const fake = await openFigures();
    await fireEvent.click(within(await byId('kpi-paid')).getByRole('button'));
    await expectShown(fake, { states: ['paid'], period_from: '2025-11', period_to: '2026-10' }, 2);
  });

  it('never mix currencies', async () => {
    await openFigures();
    await click('currency-USD');
    expect(months()).toEqual([['Sep 2026', '7.00', '–', '–', '7.00']]);
    expect(screen.getByText('USD with VAT, by billing period')).toBeTruthy();
  });

  it('have no switch where there is one currency', async () => {
    await openFigures({ invoices: books().filter(({ currency }) => currency === 'EUR') });
    expect(maybe('currency')).toBeNull();
  });

  it('tell of invoices without a currency by that', async () => {
    const fake = await openFigures({ invoices: [bill(1, '2026-09', 'open', '3.00', { currency: null })] });
    await fireEvent.click(
      within(await byId('kpi-in_process')).getByRole('button', { name: /no currency 3.00/ }),
    );
    await expectShown(fake, { currency: '' }, 1);
  });
});

describe('the period', () => {
  it('is chosen from a few', async () => {
    const fake = await openFigures();
    await click('figures-period');
    await click('period-all');
    await waitFor(() => expect(months().at(-1)![0]).toBe('Jan 2024'));
    expect(cells(await byId('months-sum'))[0]).toBe('34 months');
    expect(fake.requests('earnings').at(-1)).toMatchObject({ from: null, to: null });
    await click('figures-period');
    expect((await byId('period-all')).getAttribute('aria-pressed')).toBe('true');
    await click('period-last_year');
    await byId('no-earnings');
    expect(fake.requests('earnings').at(-1)).toMatchObject({ from: '2025-01', to: '2025-12' });
    await click('show-all-months');
    await byId('months');
  });

  it('is chosen by months', async () => {
    const fake = await openFigures();
    await click('figures-period');
    await fireEvent.change(await byId('months-from'), { target: { value: '2026-09' } });
    expect(fake.requests('earnings').at(-1)).toMatchObject({ from: '2026-09', to: '2026-10' });
    await waitFor(() => expect(months()).toHaveLength(2));
    await fireEvent.change(await byId('months-to'), { target: { value: '2026-07' } });
    expect(fake.requests('earnings').at(-1)).toMatchObject({ from: '2026-07', to: '2026-09' });
    expect(tidy(await byId('figures-period'))).toContain('Jul – Sep 2026');
  });

  it('shows the answer to the newest question, whichever comes last', async () => {
    const fake = await openFigures();
    const late: ((earnings: Earnings) => void)[] = [];
    fake.handlers.earnings = () => new Promise((resolve) => late.push(resolve));
    await click('figures-period');
    await click('period-all');
    await click('figures-period');
    await click('period-this_year');
    const answer = (month: string): Earnings => {
      const sum = { count: 1, amount: '1.00', filter: anyInvoice };
      const groups = { total: sum, in_process: sum, overdue: sum, paid: sum, other: null };
      return {
        as_of: '2026-10-08',
        currencies: [{ currency: 'EUR', months: [{ month, groups }], sum: groups }],
      };
    };
    late[1]!(answer('2026-02'));
    await waitFor(() => expect(months()[0]![0]).toBe('Feb 2026'));
    late[0]!(answer('2020-02'));
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    expect(months()[0]![0]).toBe('Feb 2026');
  });
});

describe('bars and rows', () => {
  it('point at each other', async () => {
    await openFigures();
    const row = screen.getAllByTestId('month-row')[1]!;
    await fireEvent.pointerEnter(screen.getAllByTestId('bar-part')[1]!);
    expect(row.classList.contains('is-hot')).toBe(true);
    expect(tidy(await byId('chart-tip'))).toContain('September 2026 EUR');
    expect(tidy(await byId('chart-tip'))).toContain('13,492.41');
    await fireEvent.pointerLeave(document.querySelector('.plot')!);
    expect(row.classList.contains('is-hot')).toBe(false);
    expect(maybe('chart-tip')).toBeNull();
    await fireEvent.pointerEnter(row);
    expect(document.querySelectorAll('.band.is-hot')).toHaveLength(1);
    expect(document.querySelector('.band.is-hot')).toBe(document.querySelectorAll('.band')[2]);
  });

  it('have one tab stop each; the arrows move between bars and their parts', async () => {
    await openFigures();
    const stops = () => document.querySelectorAll('[data-testid="bar-part"][tabindex="0"]');
    const at = () => document.activeElement?.getAttribute('data-part');
    expect(stops()).toHaveLength(1);
    (stops()[0] as HTMLElement).focus();
    expect(at()).toBe('2026-10 in_process');
    await press('ArrowLeft');
    expect(at()).toBe('2026-09 paid');
    await press('ArrowUp');
    expect(at()).toBe('2026-09 overdue');
    expect(maybe('chart-tip')).not.toBeNull();
    await press('Escape');
    expect(maybe('chart-tip')).toBeNull();
    await press('ArrowLeft');
    expect(at()).toBe('2026-07 overdue');
    await press('ArrowLeft');
    expect(at()).toBe('2026-07 overdue');
    await press('End');
    expect(at()).toBe('2026-10 in_process');
    await press('Home');
    expect(at()).toBe('2026-07 overdue');
    expect([...stops()]).toEqual([document.activeElement]);
  });

  it('move in the table past what is not there', async () => {
    await openFigures();
    const table = await byId('months');
    const stops = () => [...table.querySelectorAll('[tabindex="0"]')];
    expect(stops()).toHaveLength(1);
    (stops()[0] as HTMLElement).focus();
    const at = () => document.activeElement?.getAttribute('aria-label')?.split(', EUR')[0];
    expect(at()).toBe('Total, October 2026');
    await press('ArrowRight');
    expect(at()).toBe('In process, October 2026');
    await press('ArrowDown');
    expect(at()).toBe('In process, 4 months');
    await press('ArrowRight');
    await press('ArrowUp');
    expect(at()).toBe('Overdue, July 2026');
    await press('ArrowUp');
    expect(at()).toBe('Overdue, September 2026');
    await press('End');
    expect(at()).toBe('Paid, September 2026');
    expect(stops()).toEqual([document.activeElement]);
  });
});

describe('receivables by age', () => {
  const ageing = () => screen.getAllByTestId('ageing-row').map(cells);

  it('stand for each currency with counts and the share past due', async () => {
    await openFigures();
    await byId('ageing');
    expect(ageing()).toEqual([
      [
        'EUR 99 % overdue 2 customers who owe EUR',
        '100.10 1 invoice',
        '13,492.11 1 invoice',
        '–',
        '−5.00 1 invoice',
        '–',
        '13,587.21 3 invoices',
      ],
    ]);
    expect(maybe('uncertain')).toBeNull();
  });

  it('open the invoices of an age', async () => {
    const fake = await openFigures();
    await byId('ageing');
    await fireEvent.click(named(/^61 to 90 days, 8 October 2026, EUR −5.00, 1 invoice/));
    const filter = {
      outstanding_on: '2026-10-08',
      currency: 'EUR',
      due: { from: '2026-07-10', to: '2026-08-08' },
    };
    await expectShown(fake, filter, 1);
  });

  it('are told as of another day, and what is not known of it', async () => {
    const fake = await openFigures();
    await byId('ageing');
    await fireEvent.change(await byId('as-of'), { target: { value: '2026-10-01' } });
    await byId('uncertain');
    expect(fake.requests('receivables').at(-1)).toMatchObject({ as_of: '2026-10-01' });
    // What was paid on 3 October was still owed.
    expect(ageing()[0]![2]).toBe('13,492.41 3 invoices');
    await click('as-of-today');
    await waitFor(() => expect(maybe('uncertain')).toBeNull());
    expect(fake.requests('receivables').at(-1)).toMatchObject({ as_of: null });
  });

  it('take no half-typed day and none to come', async () => {
    const fake = await openFigures();
    await byId('ageing');
    const asked = fake.requests('receivables').length;
    await fireEvent.change(await byId('as-of'), { target: { value: '' } });
    expect(fake.requests('receivables')).toHaveLength(asked);
    await fireEvent.change(await byId('as-of'), { target: { value: '2030-01-01' } });
    expect(fake.requests('receivables')).toHaveLength(asked);
    await fireEvent.blur(await byId('as-of'));
    expect(((await byId('as-of')) as HTMLInputElement).value).toBe('2026-10-08');
  });

  it('open to the customers, those who owe the most first, and to their invoices', async () => {
    const fake = await openFigures();
    const opener = await byId('open-customers');
    expect(opener.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(opener);
    expect(opener.getAttribute('aria-expanded')).toBe('true');
    const rows = screen.getAllByTestId('customer-ageing').map(cells);
    expect(rows.map(([name]) => name)).toEqual(['Señal Abierta S.A.', 'Old Harbor Insurance']);
    await fireEvent.click(named(/^Total, Señal Abierta S.A., 8 October 2026, EUR 13,592.21, 2 invoices/));
    await expectShown(fake, { buyer_id: 7, outstanding_on: '2026-10-08', currency: 'EUR' }, 2);
  });

  it('show more customers when asked', async () => {
    const many = Array.from({ length: 70 }, (_, at) =>
      bill(at + 1, '2026-09', 'unpaid', `${at + 1}.00`, {
        buyer: buyer({ id: at + 1, org_name: `Org ${at + 1}` }),
      }),
    );
    const fake = await openFigures({ invoices: many });
    await click('open-customers');
    expect(screen.getAllByTestId('customer-ageing')).toHaveLength(10);
    const more = await byId('more-customers');
    expect(tidy(more)).toBe('Show 50 more (10 of 70 customers shown)');
    more.focus();
    await fireEvent.click(more);
    await waitFor(() => expect(screen.getAllByTestId('customer-ageing')).toHaveLength(60));
    expect(fake.requests('receivables').at(-1)).toMatchObject({ customers: 60 });
    await click('more-customers');
    await waitFor(() => expect(screen.getAllByTestId('customer-ageing')).toHaveLength(70));
    expect(maybe('more-customers')).toBeNull();
  });

  it('say so when nobody owes anything', async () => {
    await openFigures({ invoices: [bill(1, '2026-09', 'paid', '5.00')] });
    expect(tidy(await byId('nothing-owed'))).toBe('Nobody owed anything on 8 October 2026.');
  });
});

describe('copy and export', () => {
  it('copies the shown months of the shown currency', async () => {
    const writeText = vi.fn((_text: string) => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    await openFigures();
    await click('copy-table');
    await click('copy-earnings');
    await waitFor(() => expect(writeText).toHaveBeenCalled());
    expect(writeText.mock.calls[0]).toEqual([
      [
        'Month\tCurrency\tTotal\tIn process\tOverdue\tPaid',
        '2026-10\tEUR\t100.10\t100.10\t\t',
        '2026-09\tEUR\t13492.41\t\t13492.11\t0.30',
        '2026-08\tEUR\t\t\t\t',
        '2026-07\tEUR\t-5.00\t\t-5.00\t',
        '4 months\tEUR\t13587.51\t100.10\t13487.11\t0.30',
        '',
      ].join('\n'),
    ]);
    expect(tidy(await byId('toast'))).toContain('5 rows');
    await click('open-customers');
    await click('copy-table');
    await click('copy-receivables');
    await waitFor(() => expect(writeText).toHaveBeenCalledTimes(2));
    expect(writeText.mock.calls[1]![0].split('\n')[2]).toBe(
      'EUR\tSeñal Abierta S.A.\t7\t100.10\t13492.11\t\t\t\t13592.21',
    );
    Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('writes what is asked for, says where, and shows it', async () => {
    const fake = await openFigures();
    await click('export-table');
    await click('export-earnings-csv');
    expect(tidy(await byId('toast'))).toContain('earnings.csv saved in /home/ana/Reports');
    await click('toast-action');
    expect(fake.figures.shown).toEqual([{ folder: '/home/ana/Reports', file_name: 'earnings.csv' }]);
    await click('export-table');
    await click('export-receivables-xlsx');
    await waitFor(() => expect(fake.figures.written).toHaveLength(2));
    expect(fake.figures.written.map(({ table, format }) => ({ ...table, format }))).toEqual([
      { table: 'earnings', from: '2025-11', to: '2026-10', format: 'csv' },
      { table: 'receivables', as_of: null, format: 'xlsx' },
    ]);
  });

  it('says what went wrong, and nothing when dismissed', async () => {
    const fake = await openFigures();
    fake.handlers.export_figures = () => null;
    await click('export-table');
    await click('export-earnings-csv');
    expect(maybe('toast')).toBeNull();
    fake.handlers.export_figures = () => {
      throw { code: 'failed', message: 'The disk is full.', hint: null, retryable: true, field: null };
    };
    await click('export-table');
    await click('export-earnings-csv');
    expect(tidy(await byId('toast'))).toContain('The table was not saved. The disk is full.');
  });
});

describe('the page', () => {
  it('follows the data without letting go of what is shown', async () => {
    const fake = await openFigures();
    const row = screen.getAllByTestId('month-row')[0];
    fake.invoices.push(bill(9, '2026-10', 'paid', '1.00'));
    fake.changed('farnsworth');
    await waitFor(() => expect(months()[0]).toEqual(['Oct 2026', '101.10', '100.10', '–', '1.00']));
    expect(screen.getAllByTestId('month-row')[0]).toBe(row);
  });

  it('says what could not be read, keeps what is known, and tries again', async () => {
    const fake = await openFigures();
    fake.handlers.earnings = () => {
      throw { code: 'failed', message: 'The file is locked.', hint: null, retryable: true, field: null };
    };
    fake.changed('farnsworth');
    expect(tidy(await byId('figures-error'))).toContain(
      'The figures could not be added up. The file is locked.',
    );
    expect(months()).toHaveLength(4);
    // Other months are another question: their answer is not the one that is held.
    await click('figures-period');
    await click('period-all');
    await waitFor(() => expect(maybe('months')).toBeNull());
    delete fake.handlers.earnings;
    await click('figures-again');
    await waitFor(() => expect(months().at(-1)![0]).toBe('Jan 2024'));
    expect(maybe('figures-error')).toBeNull();
  });

  it('says that it is adding up, and when there is nothing to add up', async () => {
    const fake = openWindow({ invoices: books(), ...quiet });
    let answer: (earnings: Earnings) => void = () => {};
    fake.handlers.earnings = () => new Promise((resolve) => (answer = resolve));
    await click('view-figures');
    await byId('figures-loading');
    answer({ as_of: '2026-10-08', currencies: [] });
    await byId('no-earnings');
    fake.invoices.length = 0;
    fake.changed('farnsworth');
    await byId('figures-empty');
    expect((await byId('copy-table')).getAttribute('aria-disabled')).toBe('true');
    await expectAccessible();
  });

  it('remembers its place', async () => {
    await openFigures();
    await click('currency-USD');
    await click('figures-period');
    await click('period-all');
    await fireEvent.change(await byId('as-of'), { target: { value: '2026-10-01' } });
    document.body.replaceChildren();
    const fake = openWindow({ invoices: books(), ...quiet });
    await byId('months');
    await byId('uncertain');
    expect(fake.requests('earnings')[0]).toMatchObject({ from: null, to: null });
    expect(fake.requests('receivables')[0]).toMatchObject({ as_of: '2026-10-01' });
    expect(((await byId('currency-USD')) as HTMLInputElement).checked).toBe(true);
  });

  it('starts as usual from what it cannot read', async () => {
    remember('figures.farnsworth', { currency: 4, period: 'ever', asOf: '31 December' });
    const fake = await openFigures();
    expect(fake.requests('earnings')[0]).toMatchObject({ from: '2025-11', to: '2026-10' });
    expect(fake.requests('receivables')[0]).toMatchObject({ as_of: null });
  });

  it('is accessible, opened up too', async () => {
    await openFigures();
    await click('open-customers');
    await expectAccessible();
  });

  it('has accessible choices', async () => {
    await openFigures();
    await click('figures-period');
    await expectAccessible();
    await press('Escape');
    await click('export-table');
    await expectAccessible();
  });
});
