import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Customer, WriteResult } from '../../api/bindings';
import type { Fake, FakeOptions } from '../../platform/fake';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const customers: Customer[] = [
  { id: 101, org_name: 'Łódź Mobility sp. z o.o.' },
  { id: 102, org_name: 'Lodestar Maps' },
  { id: 103, org_name: null },
];
const wanted = { action: 'create_invoice', account_id: 102, period: '2026-10' };

async function open(options: FakeOptions = {}): Promise<Fake> {
  const fake = openWindow({
    ...options,
    handlers: { customers: () => customers, ...options.handlers },
  });
  await rows();
  await press('n', { ctrlKey: true });
  await byId('new-invoice-dialog');
  return fake;
}

async function pickSecond() {
  await type('customer', 'lod');
  await waitFor(() => expect(screen.getAllByTestId('customer-option')).toHaveLength(3));
  await press('ArrowDown');
  await press('Enter');
}

const create = () => screen.getByTestId('new-invoice-yes') as HTMLButtonElement;

describe('the customer picker', () => {
  it('searches what was typed last and is worked by the keyboard', async () => {
    const fake = await open();
    const field = screen.getByTestId('customer') as HTMLInputElement;
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('role')).toBe('combobox');
    expect(field.getAttribute('aria-expanded')).toBe('false');
    await type('customer', 'l');
    await type('customer', 'lod');
    await waitFor(() => expect(screen.getAllByTestId('customer-option')).toHaveLength(3));
    expect(fake.requests('customers')).toEqual([{ connection: 'farnsworth', query: 'lod', limit: 20 }]);
    const options = screen.getAllByRole('option');
    expect(options.map((option) => option.textContent)).toEqual([
      'Łódź Mobility sp. z o.o.account 101',
      'Lodestar Mapsaccount 102',
      '(no name)account 103',
    ]);
    expect(field.getAttribute('aria-expanded')).toBe('true');
    expect(field.getAttribute('aria-activedescendant')).toBe(options[0]!.id);
    await expectAccessible();
    await press('ArrowUp');
    expect(field.getAttribute('aria-activedescendant')).toBe(options[2]!.id);
    await press('ArrowDown');
    await press('ArrowDown');
    await press('Enter');
    expect(field.value).toBe('Lodestar Maps');
    expect(field.getAttribute('aria-expanded')).toBe('false');
    await expectAccessible();
  });

  it('closes with Esc before the dialog does, and takes no name that was not chosen', async () => {
    await open();
    await pickSecond();
    await waitFor(() => expect(create().disabled).toBe(false));
    await type('customer', 'Lodestar Maps and more');
    expect(create().disabled).toBe(true);
    await press('Escape');
    expect(screen.getByTestId('customer').getAttribute('aria-expanded')).toBe('false');
    expect(maybe('new-invoice-dialog')).not.toBeNull();
    await press('Escape');
    expect(maybe('new-invoice-dialog')).toBeNull();
  });

  it('picks nothing by an Enter that comes before the answer', async () => {
    let answer: (found: Customer[]) => void = () => {};
    const fake = await open({ handlers: { customers: () => new Promise((resolve) => (answer = resolve)) } });
    await type('customer', 'lod');
    await press('Enter');
    await waitFor(() => expect(fake.requests('customers')).toHaveLength(1));
    answer(customers);
    await waitFor(() => expect(screen.getAllByTestId('customer-option')).toHaveLength(3));
    expect((screen.getByTestId('customer') as HTMLInputElement).value).toBe('lod');
    expect(fake.requests('check_write')).toEqual([]);
  });

  it('says when nobody is found', async () => {
    await open({ handlers: { customers: () => [] } });
    await type('customer', 'nobody');
    await waitFor(() => expect(screen.getByTestId('customer-said').textContent).toBe('No customer matches.'));
  });
});

describe('a new invoice', () => {
  it('says what it does, is created once, and is opened', async () => {
    const fake = await open();
    expect((screen.getByTestId('new-month') as HTMLInputElement).value).toBe('2026-10');
    expect(create().disabled).toBe(true);
    await pickSecond();
    await waitFor(() => expect(create().disabled).toBe(false));
    const request = { connection: 'farnsworth', writes: [wanted], seen: null };
    expect(fake.requests('check_write')).toEqual([request]);
    expect(screen.getByTestId('new-invoice-effects').textContent).toContain('Where billing runs by itself');
    await expectAccessible();
    const form = create().closest('form')!;
    await Promise.all([fireEvent.submit(form), fireEvent.submit(form)]);
    await byId('detail');
    expect(fake.requests('write')).toEqual([request]);
    expect(maybe('new-invoice-dialog')).toBeNull();
    expect((await byId('toast')).textContent).toContain('Invoice created.');
    expect(screen.getByTestId('detail-number').textContent).toContain('1181');
  });

  it('shows problems and warnings of the core, and is not offered with a problem', async () => {
    const check = { field: null, effects: [], destructive: false };
    const fake = await open({
      handlers: {
        check_write: ({ writes: [write] }) =>
          write?.action === 'create_invoice' && write.period === '2028-01'
            ? { ...check, problem: '2028-01 is out of range', warnings: [] }
            : { ...check, problem: null, warnings: ['the customer was deleted'] },
      },
    });
    await pickSecond();
    expect((await byId('check-warning')).textContent).toContain('The customer was deleted.');
    await type('new-month', '2028-01');
    expect((await byId('check-problem')).textContent).toContain('2028-01 is out of range.');
    expect(create().disabled).toBe(true);
    expect(fake.requests('write')).toEqual([]);
  });

  it('stays with the words when it was refused, and may be pressed again', async () => {
    const fake = await open();
    fake.desk.endings = [{ outcome: 'refused', words: 'The portal refused. Nothing was changed.' }];
    await pickSecond();
    await waitFor(() => expect(create().disabled).toBe(false));
    await click('new-invoice-yes');
    expect((await byId('write-result')).textContent).toContain('The portal refused. Nothing was changed.');
    expect(create().disabled).toBe(false);
    expect(fake.requests('write')).toHaveLength(1);
  });

  it('cannot be pressed again while nobody knows whether it was made', async () => {
    const fake = await open();
    fake.desk.endings = [{ outcome: 'unknown', words: 'The answer was lost.' }];
    await pickSecond();
    await waitFor(() => expect(create().disabled).toBe(false));
    await click('new-invoice-yes');
    expect((await byId('write-result')).textContent).toContain('The answer was lost.');
    expect(maybe('new-invoice-yes')).toBeNull();
    await type('new-month', '2026-11');
    expect(maybe('new-invoice-yes')).toBeNull();
    expect((await byId('write-result')).textContent).toContain('The answer was lost.');
    expect(fake.requests('write')).toHaveLength(1);
  });

  it('keeps the dialog while it is under way', async () => {
    let finish: (told: WriteResult) => void = () => {};
    const fake = await open({ handlers: { write: () => new Promise((resolve) => (finish = resolve)) } });
    await pickSecond();
    await waitFor(() => expect(create().disabled).toBe(false));
    await click('new-invoice-yes');
    await press('Escape');
    await click('new-invoice-no');
    await click('new-invoice-yes');
    expect(maybe('new-invoice-dialog')).not.toBeNull();
    expect(fake.requests('write')).toHaveLength(1);
    finish({
      outcome: 'not_done',
      invoice_id: null,
      message: 'It did not happen.',
      entries: [],
      conflict: [],
    });
    await byId('write-result');
  });

  it('is prepared while the portal is away', async () => {
    const fake = await open({
      handlers: {
        sync: () => {
          throw { code: 'offline', message: 'No answer.', hint: null, retryable: true, field: null };
        },
      },
    });
    await byId('new-invoice-away');
    await pickSecond();
    await waitFor(() => expect(create().disabled).toBe(false));
    expect(create().textContent).toContain('Prepare');
    await click('new-invoice-yes');
    await waitFor(() => expect(maybe('new-invoice-dialog')).toBeNull());
    expect(fake.requests('prepare_write')).toEqual([
      { connection: 'farnsworth', writes: [wanted], seen: null },
    ]);
    expect(fake.requests('write')).toEqual([]);
    expect((await byId('toast')).textContent).toContain('Prepared; it waits under Changes.');
  });
});
