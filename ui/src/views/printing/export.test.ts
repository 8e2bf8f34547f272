import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { invoice } from '../../platform/fake/invoices';
import { byId, click, expectAccessible, openWindow, rows } from '../../test/window';

async function tickTwo() {
  const [first, second] = await rows();
  const tickOf = (row: HTMLElement) => row.querySelector<HTMLElement>('[data-testid="tick"]')!;
  tickOf(first!).click();
  tickOf(second!).click();
  await byId('selection');
  return [Number(first!.dataset.id), Number(second!.dataset.id)];
}

describe('a table', () => {
  it('of all that is shown is written as it was chosen, and leads to the file', async () => {
    const fake = openWindow({ invoices: [invoice(1), invoice(2)] });
    await rows();
    await click('save-pdfs');
    await click('print-target-xlsx');
    await click('export-columns-portal');
    await click('export-lines');
    await expectAccessible();
    await click('print-go');
    expect((await byId('export-summary')).textContent).toContain('line items are in the file.');
    expect(fake.requests('export_invoices')).toMatchObject([
      { ids: null, format: 'xlsx', columns: 'portal', line_items: true, sort: { column: 'number' } },
    ]);
    fake.handlers.show_written = () => {
      throw { code: 'failed', message: 'The file is gone.', hint: null, retryable: false, field: null };
    };
    await click('written-show');
    expect((await byId('written-error')).textContent).toContain('The file is gone.');
    await click('written-open');
    await waitFor(() =>
      expect(fake.requests('open_written')).toEqual([
        { file_name: 'invoices.xlsx', folder: '/home/ana/Documents' },
      ]),
    );
  });

  it('that is stopped was not saved', async () => {
    openWindow({
      handlers: {
        export_invoices: () => {
          throw { code: 'stopped', message: 'it was stopped', hint: null, retryable: true, field: null };
        },
      },
    });
    await rows();
    await click('save-pdfs');
    await click('print-target-csv');
    await click('print-go');
    await byId('print-stopped');
    expect(screen.getByRole('dialog').textContent).toContain('Nothing was saved');
  });
});

describe('what is ticked', () => {
  it('is opened as one PDF to be printed', async () => {
    const fake = openWindow();
    const ids = await tickTwo();
    await click('selection-open');
    expect((await byId('toast')).textContent).toContain('2 invoices opened to print');
    expect(fake.requests('open_pdf')).toMatchObject([{ ids }]);
  });

  it('is copied as rows in the order of the list', async () => {
    const fake = openWindow();
    const ids = await tickTwo();
    await click('selection-copy');
    await waitFor(() =>
      expect(fake.requests('copy_invoices')).toMatchObject([{ ids, sort: { column: 'number' } }]),
    );
  });
});
