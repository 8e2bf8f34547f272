import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invoice, PdfComparison } from '../../api/bindings';
import type { Fake, FakeOptions } from '../../platform/fake';
import { invoice } from '../../platform/fake/invoices';
import { comparison, difference } from '../../platform/fake/printing';
import { byId, click, expectAccessible, maybe, openWindow, press, rows } from '../../test/window';

// Painting needs a real page; here it is enough which file would be painted.
const { shown } = vi.hoisted(() => ({ shown: [] as string[] }));
vi.mock('../../lib/pdf', async (original) => ({
  ...(await original<typeof import('../../lib/pdf')>()),
  openPdf: (bytes: ArrayBuffer) => {
    shown.push(/\((Invoice[^)]*)/.exec(new TextDecoder().decode(bytes))![1]!);
    return Promise.reject(new Error('no canvas'));
  },
}));
beforeEach(() => void shown.splice(0));

const about = { connection: 'farnsworth', id: 12 };
const found = (more: Partial<PdfComparison> = {}) => comparison(more);
const differing = () =>
  found({
    same: false,
    differences: [
      difference('the customer’s Name', { here: 'Señal', there: 'Senal', explanation: 'it was renamed' }),
      difference('Total cost', { here: '12.50', there: '10.00', is_amount: true }),
      difference('the footnote', { there: 'Thank you' }),
    ],
  });

interface Scene extends FakeOptions {
  invoice?: Partial<Invoice>;
  compared?: PdfComparison;
}

async function openPdfTab({ invoice: more, compared, ...options }: Scene = {}): Promise<Fake> {
  const fake = openWindow({ invoices: [invoice(11), invoice(12, more)], ...options });
  if (compared) fake.printer.compared.set(12, compared);
  await fireEvent.click((await rows())[0]!);
  await click('tab-pdf');
  await byId('pdf-bar');
  return fake;
}

const verdict = () => screen.getByTestId('pdf-verdict');
const said = () => within(verdict()).getByRole('status').textContent?.replace(/\s+/g, ' ').trim();
const kind = (wanted: string) => waitFor(() => expect(verdict().dataset.verdict).toBe(wanted));

describe('the layout', () => {
  it('is chosen, shown, saved and remembered', async () => {
    const fake = await openPdfTab();
    await waitFor(() => expect(shown).toEqual(['Invoice for September, 2026']));
    expect(screen.getByTestId('pdf-layout').getAttribute('aria-label')).toBe('Layout: As received');
    await click('pdf-layout');
    expect(screen.getByTestId('pdf-layout-server').getAttribute('aria-checked')).toBe('true');
    expect(screen.getByTestId('pdf-layout-readable').textContent).toContain('Readable');
    await expectAccessible();
    await click('pdf-layout-readable');
    await waitFor(() => expect(shown.at(-1)).toBe('Invoice, readable'));
    expect(document.activeElement).toBe(screen.getByTestId('pdf-layout'));
    await click('pdf-save');
    await waitFor(() => expect(fake.requests('save_pdf')).toEqual([{ ...about, layout: 'readable' }]));
    expect(fake.requests('pdf_notes').at(-1)).toEqual({ ...about, layout: 'readable' });
    expect(localStorage.getItem('billfold.layout')).toBe('"readable"');
  });

  it('is that of last time from the start, for Ctrl S, too', async () => {
    localStorage.setItem('billfold.layout', '"readable"');
    const fake = await openPdfTab();
    await waitFor(() => expect(shown).toEqual(['Invoice, readable']));
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(fake.requests('save_pdf')).toEqual([{ ...about, layout: 'readable' }]));
  });

  it('that is not the customer’s is not compared', async () => {
    await openPdfTab({ compared: found() });
    await kind('same');
    await click('pdf-layout');
    await click('pdf-layout-readable');
    expect((await byId('pdf-other-layout')).textContent).toContain('Only the layout the customer received');
    expect(maybe('pdf-verdict')).toBeNull();
    expect(maybe('pdf-compare')).toBeNull();
  });
});

describe('what the PDF has to do without', () => {
  it('is said in one place, the characters with their numbers', async () => {
    const fake = openWindow({ invoices: [invoice(12)] });
    fake.printer.missing.set(12, ['𐎠']);
    fake.printer.without = ['the labels'];
    await fireEvent.click((await rows())[0]!);
    await click('tab-pdf');
    expect((await byId('missing-characters')).textContent?.trim()).toBe(
      'No font has “𐎠” (U+103A0); it is printed as an empty box.',
    );
    expect(screen.getAllByTestId('printed-without')).toHaveLength(1);
    expect(screen.getByTestId('printed-without').textContent).toContain('Printed without the labels');
    await click('pdf-save');
    await waitFor(() =>
      expect(screen.getAllByTestId('toast').at(-1)!.textContent).toContain('No font has “𐎠” (U+103A0)'),
    );
  });
});

describe('the comparison', () => {
  it('that was made before is there at once, without asking the server', async () => {
    const fake = await openPdfTab({ compared: found() });
    await kind('same');
    expect(said()).toBe('Same as the server’s PDF, checked 1 Oct 2026');
    expect(maybe('pdf-differences-open')).toBeNull();
    expect(fake.requests('compare_pdf')).toEqual([]);
    await expectAccessible();
  });

  it('is made when asked for, once, and says so meanwhile', async () => {
    let answer: (told: PdfComparison) => void = () => {};
    const fake = await openPdfTab({
      handlers: { compare_pdf: () => new Promise((resolve) => (answer = resolve)) },
    });
    await kind('never');
    expect(said()).toContain('Not compared yet');
    await click('pdf-compare');
    await kind('busy');
    expect(said()).toBe('Fetching the server’s PDF…');
    expect(verdict().getAttribute('aria-busy')).toBe('true');
    expect(screen.getByTestId('pdf-compare').getAttribute('aria-disabled')).toBe('true');
    await click('pdf-compare');
    expect(fake.requests('compare_pdf')).toEqual([about]);
    answer(differing());
    await kind('differs');
    expect(said()).toBe('3 differences from the server’s PDF, checked 1 Oct 2026');
  });

  it('is told for the invoice it was made for, whichever is open by then', async () => {
    let answer: (told: PdfComparison) => void = () => {};
    await openPdfTab({ handlers: { compare_pdf: () => new Promise((resolve) => (answer = resolve)) } });
    await kind('never');
    await click('pdf-compare');
    await kind('busy');
    await click('next');
    await kind('never');
    answer(found());
    await new Promise((resolve) => setTimeout(resolve));
    await kind('never');
    await click('previous');
    await kind('same');
  });

  it('is not told over by an older answer', async () => {
    let answer: (told: null) => void = () => {};
    const fake = await openPdfTab();
    await kind('never');
    fake.handlers.pdf_comparison = () => new Promise((resolve) => (answer = resolve));
    fake.invoices = [fake.invoices[0]!, { ...fake.invoices[1]!, cost: '1.00' }];
    fake.changed('farnsworth');
    await waitFor(() => expect(fake.requests('pdf_comparison')).toHaveLength(2));
    await click('pdf-compare');
    await kind('same');
    answer(null);
    await new Promise((resolve) => setTimeout(resolve));
    expect(verdict().dataset.verdict).toBe('same');
  });

  it('that does not work says why and what to do, and what was found before stays', async () => {
    const fake = await openPdfTab({ compared: found() });
    await kind('same');
    fake.printer.away = true;
    await click('pdf-compare');
    const error = await byId('pdf-compare-error');
    expect(error.getAttribute('role')).toBe('alert');
    expect(error.textContent).toContain('It was not compared again. The last comparison stands.');
    expect(error.textContent).toContain('does not answer. Try again once the portal answers.');
    expect(said()).toBe('Same as the server’s PDF, checked 1 Oct 2026');
    await expectAccessible();
    fake.printer.away = false;
    await click('pdf-compare');
    await waitFor(() => expect(maybe('pdf-compare-error')).toBeNull());
    await waitFor(() => expect(said()).toContain('checked 8 Oct 2026'));
  });

  it('of before the invoice changed is not vouched for', async () => {
    const fake = await openPdfTab({ compared: found() });
    await kind('same');
    fake.printer.compared.set(12, found({ outdated: true }));
    fake.invoices = [fake.invoices[0]!, { ...fake.invoices[1]!, cost: '1.00' }];
    fake.changed('farnsworth');
    await kind('outdated');
    expect(said()).toContain('Compared before the invoice changed – compare again');
  });

  it.each(['open', 'finalized'])('waits until an invoice that is %s is issued', async (state) => {
    const fake = await openPdfTab({ invoice: { state, issued_on: null } });
    await kind('not_issued');
    expect(said()).toContain('The server makes its PDF when the invoice is issued.');
    const button = screen.getByTestId('pdf-compare');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.getAttribute('aria-describedby')).toBe('pdf-verdict');
    await click('pdf-compare');
    expect(fake.requests('compare_pdf')).toEqual([]);
  });

  it('that cannot be read is not taken for one that was never made', async () => {
    await openPdfTab({
      handlers: {
        pdf_comparison: () => {
          throw { code: 'failed', message: 'the cache is locked', hint: null, retryable: true, field: null };
        },
      },
    });
    await kind('unread');
    expect(said()).toBe('The last comparison could not be read. The cache is locked.');
  });
});

describe('the differences', () => {
  it('open in a list, amounts first and marked', async () => {
    await openPdfTab({ compared: differing() });
    await kind('differs');
    const button = screen.getByTestId('pdf-differences-open');
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await click('pdf-differences-open');
    expect(button.getAttribute('aria-expanded')).toBe('true');
    const list = screen.getAllByTestId('pdf-difference').map((row) => row.textContent?.replace(/\s+/g, ' '));
    expect(list[0]).toContain('Amount Total cost');
    expect(list[0]).toContain('12.50');
    expect(list[0]).toContain('10.00');
    expect(list[1]).toContain('The customer’s Name');
    expect(list[1]).toContain('It was renamed.');
    expect(list[1]).not.toContain('Amount');
    const [here, there] = within(screen.getAllByTestId('pdf-difference')[2]!).getAllByRole('cell');
    expect(within(here!).getByRole('img').getAttribute('aria-label')).toBe('nothing');
    expect(there!.textContent).toBe('Thank you');
    expect(maybe('pdf-pages-differ')).toBeNull();
    await expectAccessible();
    await click('pdf-differences-open');
    expect(maybe('pdf-differences')).toBeNull();
  });

  it('are those of the open invoice only', async () => {
    await openPdfTab({ compared: differing() });
    await kind('differs');
    await click('pdf-differences-open');
    await click('next');
    await kind('never');
    expect(maybe('pdf-differences')).toBeNull();
  });

  it('can be of pages alone', async () => {
    await openPdfTab({ compared: found({ same: false, pages_there: 1 }) });
    await kind('differs');
    await click('pdf-differences-open');
    expect(screen.getByTestId('pdf-pages-differ').textContent).toBe('2 pages here, 1 in the server’s PDF.');
    expect(maybe('pdf-difference')).toBeNull();
  });
});

describe('the server’s own PDF', () => {
  it('is shown once it was fetched, and it is said that it is', async () => {
    const fake = await openPdfTab();
    await kind('never');
    expect(maybe('pdf-server')).toBeNull();
    await click('pdf-compare');
    await kind('same');
    expect(fake.requests('server_pdf')).toEqual([]);
    const toggle = screen.getByTestId('pdf-server');
    expect(toggle.getAttribute('aria-label')).toBe('Show the server’s PDF');
    expect(toggle.getAttribute('aria-pressed')).toBe('false');
    await click('pdf-server');
    await waitFor(() => expect(shown.at(-1)).toContain('server'));
    expect(fake.requests('server_pdf')).toEqual([about]);
    expect(toggle.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByTestId('pdf-server-shown').textContent).toContain('fetched 8 Oct 2026');
    await expectAccessible();
    await click('pdf-server-back');
    await waitFor(() => expect(shown.at(-1)).toBe('Invoice for September, 2026'));
    expect(maybe('pdf-server-shown')).toBeNull();
  });

  it('is not what is shown of the next invoice', async () => {
    await openPdfTab({ compared: found() });
    await kind('same');
    await click('pdf-server');
    await byId('pdf-server-shown');
    await click('next');
    await waitFor(() => expect(maybe('pdf-server-shown')).toBeNull());
    await waitFor(() => expect(shown.at(-1)).toBe('Invoice for September, 2026'));
  });

  it('that cannot be read says so, and leads back', async () => {
    await openPdfTab({
      compared: found(),
      handlers: {
        server_pdf: () => {
          throw {
            code: 'not_found',
            message: 'it was not fetched',
            hint: 'Compare again.',
            retryable: false,
            field: null,
          };
        },
      },
    });
    await kind('same');
    await click('pdf-server');
    await waitFor(() =>
      expect(screen.getByTestId('pdf-error').textContent).toContain('The server’s PDF could not be shown.'),
    );
    expect(screen.getByTestId('pdf-error').textContent).toContain('It was not fetched. Compare again.');
    await click('pdf-server-back');
    await waitFor(() => expect(screen.getByTestId('pdf-error').textContent).toContain('could not be made'));
  });
});
