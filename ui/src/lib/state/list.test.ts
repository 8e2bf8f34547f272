import { describe, expect, it, vi } from 'vitest';
import { setPlatform } from '../../platform';
import { Fake } from '../../platform/fake';
import { invoice, makeInvoices } from '../../platform/fake/invoices';
import { firstSort, noFilter } from '../filters';
import { InvoiceList } from './list.svelte';

const newer = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    invoice(9000 + at, { friendly_id: `2030-01-${String(at).padStart(8, '0')}` }),
  );

async function scrolledTo(row: number) {
  const fake = new Fake({ invoices: makeInvoices(300) });
  setPlatform(fake);
  const list = new InvoiceList('farnsworth', noFilter, firstSort);
  await list.ask();
  list.show(row, row + 20);
  await vi.waitFor(() => expect(list.row(row)).toBeDefined());
  const shift = vi.fn();
  list.onShift = shift;
  return { fake, list, shift };
}

describe('a list whose data grows', () => {
  it('stays at the same invoices when rows come in above', async () => {
    const { fake, list, shift } = await scrolledTo(150);
    list.active = 155;
    const held = list.row(155)!.id;
    fake.invoices = [...fake.invoices, ...newer(130)];
    await list.refresh();
    expect(list.count).toBe(430);
    expect(shift).toHaveBeenCalledExactlyOnceWith(130);
    expect(list.active).toBe(285);
    expect(list.row(list.active)!.id).toBe(held);
  });

  it('leaves the keyboard where it went while the rows were read', async () => {
    const { list } = await scrolledTo(0);
    list.active = 3;
    const refreshed = list.refresh();
    list.active = 7;
    await refreshed;
    expect(list.active).toBe(7);
  });

  it('shows the newest to whoever is at the top', async () => {
    const { fake, list, shift } = await scrolledTo(0);
    fake.invoices = [...fake.invoices, ...newer(3)];
    await list.refresh();
    expect(shift).not.toHaveBeenCalled();
    expect(list.row(0)!.friendly_id).toBe('2030-01-00000002');
  });

  it('takes only the answer to the last question', async () => {
    const { fake, list } = await scrolledTo(0);
    const answers: ((totals: { count: number; totals: [] }) => void)[] = [];
    fake.handlers.total_invoices = () => new Promise((resolve) => answers.push(resolve));
    const first = list.ask({ filter: { ...noFilter, query: 'first' } });
    const second = list.ask({ filter: { ...noFilter, query: 'second' } });
    answers[1]!({ count: 2, totals: [] });
    answers[0]!({ count: 1, totals: [] });
    await Promise.all([first, second]);
    expect(list.count).toBe(2);
  });
});
