import { describe, expect, it } from 'vitest';
import { setPlatform } from '../../platform';
import { Fake } from '../../platform/fake';
import { invoice, makeInvoices } from '../../platform/fake/invoices';
import { firstSort, noFilter } from '../filters';
import { InvoiceList } from './list.svelte';

async function listOf(options: ConstructorParameters<typeof Fake>[0]) {
  const fake = new Fake(options);
  setPlatform(fake);
  const list = new InvoiceList('farnsworth', noFilter, firstSort);
  await list.ask();
  return { fake, list, ticks: list.ticks };
}
const ids = (list: InvoiceList, ...indexes: number[]) => indexes.map((index) => list.row(index)!.id);
const ticked = (list: InvoiceList) => {
  const { selection } = list.ticks;
  return selection.kind === 'some' ? [...selection.ids].sort() : null;
};

describe('a range', () => {
  it('goes from the last tick to here, and gives back what was there when it gets shorter', async () => {
    const { list, ticks } = await listOf({ invoices: makeInvoices(50) });
    await ticks.flip(4);
    await ticks.flip(2);
    await ticks.drawTo(6);
    expect(ticked(list)).toEqual(ids(list, 2, 3, 4, 5, 6).sort());
    await ticks.drawTo(1);
    expect(ticked(list)).toEqual(ids(list, 1, 2, 4).sort());
  });

  it('takes ticks away when the last one was taken away', async () => {
    const { list, ticks } = await listOf({ invoices: makeInvoices(50) });
    ticks.all();
    await ticks.flip(2);
    await ticks.drawTo(4);
    expect(ticks.count).toBe(47);
    expect(ids(list, 1, 2, 3, 4, 5).map((id) => ticks.has(id))).toEqual([true, false, false, false, true]);
  });

  it('grows and shrinks by the keyboard, from the row one is at', async () => {
    const { list, ticks } = await listOf({ invoices: makeInvoices(50) });
    await ticks.flip(9);
    await ticks.extend(3, 4);
    await ticks.extend(4, 5);
    expect(ticked(list)).toEqual(ids(list, 3, 4, 5, 9).sort());
    await ticks.extend(5, 4);
    expect(ticked(list)).toEqual(ids(list, 3, 4, 9).sort());
    // Moved on without Shift: another range begins there.
    await ticks.extend(7, 8);
    expect(ticked(list)).toEqual(ids(list, 3, 4, 7, 8, 9).sort());
  });

  it('stays at its invoices when rows come in above', async () => {
    const { fake, list, ticks } = await listOf({ invoices: makeInvoices(50) });
    await ticks.flip(2);
    const wanted = ids(list, 2, 3, 4);
    fake.invoices = [...fake.invoices, invoice(9000, { friendly_id: '2030-01-00000001' })];
    await list.refresh();
    await ticks.drawTo(5);
    expect(ticked(list)).toEqual(wanted.sort());
  });

  it('reads rows that are not held, in few requests', async () => {
    const { fake, list, ticks } = await listOf({ pretend: 1_000_000 });
    await ticks.flip(0);
    const before = fake.requests('list_invoices').length;
    await ticks.drawTo(2_499);
    expect(ticks.count).toBe(2_500);
    expect(fake.requests('list_invoices').slice(before)).toMatchObject([
      { offset: 0, limit: 1000 },
      { offset: 1000, limit: 1000 },
      { offset: 2000, limit: 500 },
    ]);
    expect(list.ticks.has(2_500)).toBe(true);
  });

  it('is refused beyond ten thousand', async () => {
    const { ticks } = await listOf({ pretend: 1_000_000 });
    await ticks.flip(0);
    expect(await ticks.drawTo(10_000)).toBe(false);
    expect(ticks.count).toBe(1);
    expect(await ticks.drawTo(9_999)).toBe(true);
    expect(ticks.count).toBe(10_000);
  });

  it('leaves no gap when a key is held down faster than rows are read', async () => {
    const { list, ticks } = await listOf({ pretend: 1_000_000 });
    list.active = 98;
    await Promise.all(Array.from({ length: 6 }, (_, at) => ticks.extend(98 + at, 99 + at)));
    expect(ticks.count).toBe(7);
  });
});

describe('ticks', () => {
  it('stay through a refresh and another order, and go with another filter or view', async () => {
    const { list, ticks } = await listOf({ invoices: makeInvoices(50) });
    await ticks.flip(2);
    await list.refresh();
    await list.sortBy('total');
    expect(ticks.count).toBe(1);
    await list.ask({ filter: { ...noFilter, query: 'Señal' } });
    expect(ticks.count).toBe(0);
    ticks.all();
    // At once: all of another filter are not all of this one.
    const asked = list.ask({ view: 'paid' });
    expect(ticks.count).toBe(0);
    await asked;
    expect(ticks.count).toBe(0);
  });

  it('set on rows that are about to go, go with them', async () => {
    const { list, ticks } = await listOf({ invoices: makeInvoices(50) });
    const asked = list.ask({ view: 'paid' });
    await ticks.flip(0);
    expect(ticks.count).toBe(1);
    await asked;
    expect(ticks.count).toBe(0);
  });

  it('are named to the core by ids, or by the filter for all of them', async () => {
    const { list, ticks } = await listOf({ invoices: makeInvoices(150) });
    await ticks.flip(5);
    await ticks.flip(3);
    expect(await ticks.targets()).toMatchObject({ ids: ids(list, 5, 3).sort((a, b) => a - b) });
    ticks.all();
    expect(await ticks.targets()).toMatchObject({ ids: null, filter: { period_from: null } });
  });

  it('are named by ids where some are left out, and refused where those are too many', async () => {
    const { list, ticks } = await listOf({ invoices: makeInvoices(150) });
    ticks.all();
    const [left] = ids(list, 3);
    await ticks.flip(3);
    const targets = await ticks.targets();
    expect(targets!.ids).toHaveLength(149);
    expect(targets!.ids).not.toContain(left);
    const many = await listOf({ pretend: 10_001 });
    many.ticks.all();
    await many.ticks.flip(3);
    expect(await many.ticks.targets()).toBeNull();
  });

  it('do not hit another row than the one pointed at, when rows came in while it was read', async () => {
    const { fake, list, ticks } = await listOf({ invoices: makeInvoices(300) });
    let answer: (rows: []) => void = () => {};
    fake.handlers.list_invoices = () => new Promise((resolve) => (answer = resolve));
    const flipped = ticks.flip(250);
    const late = answer;
    delete fake.handlers.list_invoices;
    await list.refresh();
    late(Array.from({ length: 100 }, (_, id) => ({ id })) as never);
    await flipped;
    expect(ticks.count).toBe(0);
  });
});
