import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { invoice, makeInvoices } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const selected = () =>
  screen
    .getAllByTestId('invoice-row')
    .filter((row) => row.getAttribute('aria-selected') === 'true')
    .map((row) => Number(row.dataset.index));
const said = () => screen.getByTestId('selection-count').textContent;
const offers = () => {
  const strip = screen.getByTestId('selection');
  return [...strip.querySelectorAll('[data-testid^="bulk-"]')].map((button) => button.textContent?.trim());
};
const actions = ['bulk-finalize', 'bulk-issue', 'bulk-pay', 'bulk-charge', 'bulk-cancel'];

async function tick(index: number, more: MouseEventInit = {}) {
  await rows();
  await fireEvent.click(screen.getAllByTestId('tick')[index]!, more);
}

async function intoList() {
  (await rows())[0]!.focus();
}

describe('ticks', () => {
  it('are set by a click that does not open the invoice, and by Shift for all between', async () => {
    openWindow();
    await tick(1);
    expect(maybe('detail')).toBeNull();
    expect(selected()).toEqual([1]);
    await tick(4, { shiftKey: true });
    expect(selected()).toEqual([1, 2, 3, 4]);
    await tick(2);
    expect(selected()).toEqual([1, 3, 4]);
    expect(screen.getByRole('grid').getAttribute('aria-multiselectable')).toBe('true');
    await expectAccessible();
  });

  it('are set on a row with Ctrl and with Shift', async () => {
    openWindow();
    await fireEvent.click((await rows())[1]!, { ctrlKey: true });
    await fireEvent.click((await rows())[3]!, { shiftKey: true });
    expect(selected()).toEqual([1, 2, 3]);
    expect(maybe('detail')).toBeNull();
  });

  it('follow the keyboard: X, Shift with the arrows, Ctrl A, and Esc', async () => {
    openWindow();
    await intoList();
    await press('x');
    await press('ArrowDown');
    await press('ArrowDown');
    await press('x');
    await waitFor(() => expect(selected()).toEqual([0, 2]));
    await press('ArrowDown', { shiftKey: true });
    await press('ArrowDown', { shiftKey: true });
    await waitFor(() => expect(selected()).toEqual([0, 2, 3, 4]));
    await press('ArrowUp', { shiftKey: true });
    await waitFor(() => expect(selected()).toEqual([0, 2, 3]));
    expect(document.activeElement?.getAttribute('data-index')).toBe('3');
    await press('a', { ctrlKey: true });
    expect(said()).toBe('180 selected');
    expect(screen.getByTestId('tick-shown').getAttribute('aria-checked')).toBe('true');
    await press('x');
    await waitFor(() => expect(said()).toBe('179 selected'));
    expect(screen.getByTestId('tick-shown').getAttribute('aria-checked')).toBe('mixed');
    await press('Escape');
    expect(maybe('selection')).toBeNull();
    expect(document.activeElement?.getAttribute('data-index')).toBe('3');
  });

  it('go before the detail pane does', async () => {
    openWindow();
    await fireEvent.click((await rows())[0]!);
    await byId('detail');
    await tick(1);
    await press('Escape');
    expect(maybe('selection')).toBeNull();
    expect(maybe('detail')).not.toBeNull();
    await press('Escape');
    expect(maybe('detail')).toBeNull();
  });

  it('of all are set and cleared in the header, which one reaches by arrow', async () => {
    openWindow({ pretend: 1_000_000 });
    await intoList();
    await press('ArrowUp');
    await press('ArrowLeft');
    expect(document.activeElement).toBe(screen.getByTestId('tick-shown'));
    await click('tick-shown');
    expect(said()).toBe('1,000,000 selected');
    await click('tick-shown');
    expect(maybe('selection')).toBeNull();
  });

  it('stay through data that changes, and go with another view or filter', async () => {
    const fake = openWindow({ invoices: makeInvoices(40) });
    await tick(2);
    const id = (await rows())[2]!.dataset.id;
    fake.invoices = [...fake.invoices, invoice(9000, { friendly_id: '2030-01-00000001' })];
    fake.changed('farnsworth');
    await waitFor(() => expect(screen.getByTestId('shown-count').textContent).toBe('41'));
    expect(selected()).toEqual([3]);
    expect((await rows())[3]!.dataset.id).toBe(id);
    await type('search', 'Señal');
    await waitFor(() => expect(maybe('selection')).toBeNull());
    await tick(0);
    await click('view-outstanding');
    await waitFor(() => expect(maybe('selection')).toBeNull());
  });

  it('say how long a range may be', async () => {
    openWindow({ pretend: 1_000_000 });
    await tick(0);
    await press('End');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-index')).toBe('999999'));
    await waitFor(() => expect(screen.queryAllByTestId('invoice-row').length).toBeGreaterThan(1));
    const last = screen.getAllByTestId('invoice-row').at(-1)!;
    await fireEvent.click(last, { shiftKey: true });
    expect((await byId('toast')).textContent).toContain('A range holds at most 10,000 invoices.');
    expect(said()).toBe('1 selected');
  });
});

describe('the strip', () => {
  const open = (id: number, state: string, cost = '10.10', currency = 'EUR') =>
    invoice(id, { state, cost, currency, paid_at: null });

  it('says how many, what they come to, and what all of them allow', async () => {
    openWindow({
      invoices: [open(1, 'unpaid'), open(2, 'failed', '0.20', 'USD'), open(3, 'pending', '5.00')],
    });
    await tick(0);
    await tick(1);
    await tick(2);
    expect(screen.getByTestId('selection').getAttribute('aria-label')).toBe('3 invoices selected');
    expect(screen.getAllByTestId('selection-sum').map((sum) => sum.textContent)).toEqual([
      '15.10 EUR',
      '0.20 USD',
    ]);
    expect(offers()).toEqual(['Mark 3 as paid…', 'Charge 3…', '']);
    await click('bulk-more');
    expect(screen.getByTestId('bulk-cancel').textContent).toContain('Cancel 3…');
    expect(maybe('bulk-add_line')).toBeNull();
    await expectAccessible();
  });

  it('offers nothing where nothing is possible for all', async () => {
    openWindow({ invoices: [open(1, 'paid'), open(2, 'open')] });
    await tick(0);
    expect(offers()).toContain('Finalize 1…');
    await tick(1);
    expect(offers()).toEqual([]);
    expect(screen.getByTestId('selection-off').textContent).toContain('No change is possible');
  });

  it('offers all while it is not known what is among them, and leaves the sum out', async () => {
    openWindow({ pretend: 1_000_000 });
    await click('tick-shown');
    await tick(3);
    expect(offers()).toEqual([
      'Finalize 999,999…',
      'Issue 999,999…',
      'Mark 999,999 as paid…',
      'Charge 999,999…',
      '',
    ]);
  });

  it('is off with the reason on a connection that changes nothing', async () => {
    const fake = openWindow();
    fake.desk.changesOff = 'This connection is for reading only.';
    fake.changed('farnsworth');
    await tick(0);
    await waitFor(() =>
      expect(screen.getByTestId('selection-off').textContent).toContain('for reading only'),
    );
    for (const action of actions) expect(maybe(action)).toBeNull();
    await click('new-invoice');
    expect((await byId('toast')).textContent).toContain('This connection is for reading only.');
    expect(maybe('new-invoice-dialog')).toBeNull();
  });

  it('is off while the portal is away', async () => {
    openWindow({
      handlers: {
        sync: () => {
          throw { code: 'offline', message: 'No answer.', hint: null, retryable: true, field: null };
        },
      },
    });
    await byId('notice-offline');
    await tick(0);
    expect(screen.getByTestId('selection-off').textContent).toContain('needs the portal');
    for (const action of actions) expect(maybe(action)).toBeNull();
  });

  it('is cleared by its button and by Esc, and gives the keyboard back to the list', async () => {
    openWindow();
    await tick(2);
    await click('selection-clear');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-index')).toBe('2'));
    expect(maybe('selection')).toBeNull();
    await tick(2);
    screen.getByTestId('selection-clear').focus();
    await press('Escape');
    expect(maybe('selection')).toBeNull();
  });
});
