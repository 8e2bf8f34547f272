import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Change, Invoice, InvoiceDetail } from '../../api/bindings';
import { change } from '../../platform/fake';
import { invoice, payment } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, maybe, openWindow, press, rows } from '../../test/window';

// Painting needs a real page; here only what surrounds the page is looked at.
vi.mock('../../lib/pdf', async (original) => ({
  ...(await original<typeof import('../../lib/pdf')>()),
  openPdf: () => Promise.reject(new Error('no canvas')),
}));

async function openDetail(change: Partial<Invoice>, more: Partial<InvoiceDetail> = {}) {
  const shown = invoice(12, change);
  const fake = openWindow({
    invoices: [shown],
    handlers: {
      invoice: () => ({
        invoice: shown,
        overdue: false,
        read_at: '2026-10-08T11:47:00Z',
        missing: false,
        printed_without: [],
        offers: [],
        lines_can_change: false,
        changes_off: null,
        waiting: [],
        ...more,
      }),
    },
  });
  await fireEvent.click((await rows())[0]!);
  await byId('detail-total');
  return fake;
}

const cells = (id: string) =>
  [...screen.getByTestId(id).querySelectorAll('td')].map((cell) => cell.textContent?.trim());
const text = (id: string) => screen.getByTestId(id).textContent?.replace(/\s+/g, ' ').trim();

describe('the totals', () => {
  it('have a single line when the customer has no VAT rate', async () => {
    await openDetail({ vat_rate: null, vat_amount: null, cost_without_vat: '200.0', cost: '200.00' });
    expect(cells('total-no-vat')).toEqual([
      'TotalNo VAT rate is set for this customer.',
      '200.0000',
      '200.00',
    ]);
    expect(maybe('vat')).toBeNull();
    expect(maybe('total-with-vat')).toBeNull();
  });

  it('have a VAT line when the rate is 0 %', async () => {
    await openDetail({ vat_rate: '0', vat_amount: '0', cost_without_vat: '200.0', cost: '200.00' });
    expect(cells('vat')).toEqual(['VAT 0 %', '0.0000', '0.00']);
    expect(text('total-with-vat')).toContain('200.00');
    expect(maybe('total-no-vat')).toBeNull();
  });

  it('round VAT only in what is charged', async () => {
    await openDetail({});
    expect(cells('total-without-vat')).toEqual(['Total without VAT', '3,332.8222', '3,332.82']);
    expect(cells('vat')).toEqual(['VAT 21 %', '699.8927', '699.89']);
    expect(cells('total-with-vat')).toEqual(['Total with VAT', '4,032.71']);
  });
});

describe('the details', () => {
  it('say what a line is and where it comes from', async () => {
    await openDetail({});
    expect(screen.getByTestId('line-items').textContent).toContain('Plan cost · plan 4 · application 9');
    expect(screen.getByTestId('line-items').textContent).toContain('Added by hand');
    expect(screen.getByTestId('line-items').textContent).toContain('1,284,300');
    await expectAccessible();
  });

  it('say what is overdue, missing, deleted', async () => {
    const buyer = { ...invoice(1).buyer, status: 'deleted', org_name: null };
    await openDetail({ state: 'unpaid', paid_at: null, buyer }, { overdue: true, missing: true });
    expect(text('detail-due')).toBe('Due 3 Oct, 5 days overdue');
    expect(text('detail-customer')).toBe('(deleted customer 7)');
    expect(text('detail-missing')).toContain('did not find this invoice');
    expect(text('deleted-customer')).toContain('no longer has this customer');
  });
});

describe('the payments', () => {
  it('are told apart from payments that were not read', async () => {
    await openDetail({ payment_transactions: null, payment_transactions_count: 2 });
    await click('tab-payments');
    expect(text('payments-not-read')).toContain('not read yet');
    expect(maybe('payments-none')).toBeNull();
  });

  it('are listed newest first, with what the gateway said', async () => {
    await openDetail({
      payment_transactions_count: 2,
      payment_transactions: [
        payment(1, { created_at: '2026-10-03T04:00:00Z', success: false, test: true }),
        payment(2, { created_at: '2026-10-06T04:00:00Z', success: true, message: 'Approved' }),
      ],
    });
    await press('3', { altKey: true });
    const [newest, oldest] = screen.getAllByTestId('payment');
    expect(newest!.textContent).toContain('Accepted');
    expect(oldest!.textContent).toContain('Declined');
    expect(oldest!.textContent).toContain('Test');
    expect(oldest!.textContent).toContain('"code": "do_not_honour"');
    await expectAccessible();
  });
});

describe('the history', () => {
  const change1 = change(12, 'line_items[81].cost', { before: '1400.0', after: '1450.0' });
  const change2 = change(12, 'payment_transactions[5]', {
    after: { id: 5, message: 'Approved', amount: '12.5', currency: 'EUR' },
    run: 2,
    seen_at: '2026-10-08T08:00:00Z',
  });
  const said = () =>
    screen.getAllByTestId('change').map((one) => one.textContent?.replace(/\s+/g, ' ').trim());

  it('is read when it is looked at, and told newest first', async () => {
    const fake = await openDetail({});
    fake.changes = [change1, change2, change(13, 'cost', { before: '1', after: '2' })];
    expect(fake.requests('invoice_changes')).toEqual([]);
    await press('4', { altKey: true });
    expect(screen.getByTestId('tab-history').getAttribute('aria-selected')).toBe('true');
    await byId('history');
    await screen.findAllByTestId('sight');
    expect(said()).toEqual([
      'Payment 5 before: – → after: Approved · 12.50 EUR',
      'Line item 81, cost before: 1,400.0000 → after: 1,450.0000',
    ]);
    expect(screen.getByTestId('history').querySelector('[aria-label="nothing"]')).not.toBeNull();
    expect(fake.requests('invoice_changes')).toEqual([{ connection: 'farnsworth', id: 12 }]);
    await expectAccessible();
  });

  it('grows when the data changed', async () => {
    const fake = await openDetail({});
    await click('tab-history');
    expect((await byId('history-none')).textContent).toContain('from the first complete sync on');
    fake.changes = [change1];
    fake.changed('farnsworth');
    await screen.findByTestId('change');
    expect(maybe('history-none')).toBeNull();
  });

  it('is never that of another invoice', async () => {
    const fake = openWindow({ invoices: [invoice(11), invoice(12)], changes: [change1] });
    await fireEvent.click((await rows())[0]!);
    await byId('detail-total');
    await click('tab-history');
    await screen.findByTestId('change');
    let answer: (changes: Change[]) => void = () => {};
    fake.handlers.invoice_changes = () => new Promise((resolve) => (answer = resolve));
    await click('next');
    await waitFor(() => expect(fake.requests('invoice_changes').at(-1)).toMatchObject({ id: 11 }));
    expect(maybe('change')).toBeNull();
    answer([]);
    await byId('history-none');
  });

  it('says when it cannot be read', async () => {
    const fake = await openDetail({});
    fake.handlers.invoice_changes = () => {
      throw new Error('The cache is damaged');
    };
    await click('tab-history');
    expect((await byId('history-error')).textContent).toContain('The cache is damaged');
  });
});

describe('the PDF tab', () => {
  it('says what is printed without, and what went wrong', async () => {
    const fake = await openDetail({});
    fake.printer.without = ['the customer’s VAT code', 'the labels'];
    await click('tab-pdf');
    await byId('printed-without');
    expect(text('printed-without')).toContain('Printed without the customer’s VAT code and the labels');
    expect((await byId('pdf-error')).textContent).toContain('No canvas.');
    await expectAccessible();
  });

  it('saves with Ctrl S from any tab, and names the file', async () => {
    const fake = await openDetail({});
    await press('s', { ctrlKey: true });
    expect((await byId('toast')).textContent).toContain('2026-09-00000012.pdf saved');
    expect(fake.requests('save_pdf')).toEqual([{ connection: 'farnsworth', id: 12, layout: 'server' }]);
  });

  it('says nothing when the question where to save was dismissed', async () => {
    const fake = await openDetail({});
    fake.handlers.save_pdf = () => null;
    await click('tab-pdf');
    await click('pdf-save');
    await waitFor(() => expect(fake.requests('save_pdf')).toHaveLength(1));
    expect(maybe('toast')).toBeNull();
  });
});

describe('the pane', () => {
  it('is as wide as it was left, per tab', async () => {
    await openDetail({});
    const main = screen.getByTestId('main');
    expect(main.style.getPropertyValue('--detail')).toBe('356px');
    screen.getByTestId('resizer').focus();
    await press('ArrowLeft');
    expect(main.style.getPropertyValue('--detail')).toBe('372px');
    await press('ArrowRight');
    await press('ArrowRight');
    await press('ArrowRight');
    expect(main.style.getPropertyValue('--detail')).toBe('340px');
    await click('tab-pdf');
    expect(main.style.getPropertyValue('--detail')).toBe('540px');
    expect(JSON.parse(localStorage.getItem('billfold.widths')!)).toMatchObject({ details: 340, pdf: 540 });
  });
});
