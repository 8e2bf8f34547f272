/** PDFs: of one invoice and of many, and how they compare with the server's own. */
import type * as api from '../../api/bindings';
import { samplePdf } from './pdf';

type Handlers = {
  [K in keyof api.Commands]?: (
    request: api.Commands[K]['request'],
    onProgress?: (p: api.SyncProgress) => void,
  ) => api.Commands[K]['response'] | Promise<api.Commands[K]['response']>;
};

interface Books {
  invoices: api.Invoice[];
  matches(filter: api.InvoiceFilter): api.Invoice[];
}

function refuse(code: api.ErrorCode, message: string, more: Partial<api.Error> = {}): never {
  throw { code, message, hint: null, retryable: false, field: null, ...more };
}

export function comparison(more: Partial<api.PdfComparison> = {}): api.PdfComparison {
  return {
    compared_at: '2026-10-01T09:12:00Z',
    sha256: '9b1f44d07e31',
    same: true,
    words: 214,
    pages_here: 2,
    pages_there: 2,
    differences: [],
    outdated: false,
    ...more,
  };
}

export function difference(place: string, more: Partial<api.PdfDifference> = {}): api.PdfDifference {
  return { place, here: null, there: null, is_amount: false, explanation: null, ...more };
}

const threeDifferences = [
  difference('the customer’s Address', {
    here: 'Calle de Alcalá 46',
    there: 'Calle de Serrano 12',
    explanation: 'the customer’s address was changed in the portal after this PDF was made',
  }),
  difference('the customer’s VAT Code', {
    here: 'ESA58224108',
    explanation: 'the VAT code was entered after this PDF was made',
  }),
  difference('Total cost (VAT rate 21.0% included)', {
    here: '4032.71',
    there: '3972.21',
    is_amount: true,
    explanation: 'a line item was edited after this PDF was made',
  }),
];

export class FakePrinter {
  /** Milliseconds an invoice takes. */
  pace = 0;
  /** What the last comparison of an invoice gave. */
  readonly compared = new Map<number, api.PdfComparison>();
  /** What comparing it will give; without one, both are the same. */
  readonly truth = new Map<number, api.PdfComparison>();
  /** Characters no font has, by invoice. */
  readonly missing = new Map<number, string[]>();
  /** What nothing can be printed with. */
  without: string[] = [];
  /** After so many, the disk is full. */
  room = Number.POSITIVE_INFINITY;
  /** The portal does not answer. */
  away = false;
  private stopped = false;
  private running = false;

  constructor(private books: Books) {}

  private invoice(id: number): api.Invoice {
    return this.books.invoices.find((one) => one.id === id) ?? refuse('not_found', 'No such invoice');
  }

  private number(id: number): string {
    return this.books.invoices.find((one) => one.id === id)?.friendly_id ?? String(id);
  }

  private chosen({ ids, filter }: { ids: number[] | null; filter: api.InvoiceFilter }): api.Invoice[] {
    if (!ids) return this.books.matches(filter);
    return ids.flatMap((id) => this.books.invoices.find((one) => one.id === id) ?? []);
  }

  private names(request: api.FileNamesRequest): api.FileNames {
    const known = Object.keys(valuesOf(this.books.invoices[0]));
    const unknown = [...request.name_pattern.matchAll(/\{([^}]*)\}/g)].find(
      ([, name]) => !known.includes(name!),
    );
    if (unknown) return { examples: [], problem: `there is no field ${unknown[0]}` };
    const examples = this.chosen(request).slice(0, 3);
    return { examples: examples.map((one) => nameOf(one, request.name_pattern)), problem: null };
  }

  private async print(
    request: api.PrintRequest,
    onProgress?: (progress: api.SyncProgress) => void,
  ): Promise<api.PrintResult> {
    const { problem } = this.names(request);
    if (problem) refuse('invalid_input', problem, { field: 'name_pattern' });
    const chosen = this.chosen(request);
    const total = chosen.length;
    let printed = 0;
    for (const [done] of chosen.entries()) {
      onProgress?.({ phase: 'printing', done, total, waiting: null });
      if (this.pace) await new Promise((resolve) => setTimeout(resolve, this.pace));
      if (this.stopped) break;
      if (done >= this.room)
        refuse('failed', 'No space is left on the disk', {
          hint: 'Free some space, or choose another place.',
          retryable: true,
        });
      printed += 1;
    }
    // One file for all is not written before the last of them.
    if (request.target !== 'folder' && printed < total) printed = 0;
    const through = chosen.slice(0, printed);
    const files = { folder: null, zip: 'invoices.zip', merged: 'invoices.pdf' };
    return {
      printed,
      unchanged: request.target === 'folder' ? Math.floor(printed / 4) : 0,
      left: total - printed,
      file_name: files[request.target],
      folder: '/home/ana/Documents/Invoices',
      missing_characters: through
        .filter(({ id }) => this.missing.has(id))
        .map(({ id, friendly_id }) => ({ id, friendly_id, characters: this.missing.get(id)! })),
      printed_without: [...this.without],
    };
  }

  private async compare(id: number): Promise<api.PdfComparison> {
    if (this.away) refuse('offline', 'farnsworth-admin.example.com does not answer.', { retryable: true });
    const { state } = this.invoice(id);
    if (state === 'open' || state === 'finalized')
      refuse('invalid_input', 'the server makes the PDF when the invoice is issued');
    if (this.pace) await new Promise((resolve) => setTimeout(resolve, 20 * this.pace));
    const found = { ...(this.truth.get(id) ?? comparison()), compared_at: '2026-10-08T12:05:00Z' };
    this.compared.set(id, found);
    return structuredClone(found);
  }

  readonly answers: Handlers = {
    invoice_pdf: ({ id, layout }) =>
      samplePdf(this.number(id), layout === 'readable' ? 'Invoice, readable' : undefined),
    pdf_notes: ({ id }) => ({
      missing_characters: [...(this.missing.get(id) ?? [])],
      printed_without: [...this.without],
    }),
    save_pdf: ({ id }) => ({
      file_name: `${this.number(id)}.pdf`,
      folder: 'Documents',
      missing_characters: [...(this.missing.get(id) ?? [])],
    }),
    file_names: (request) => this.names(request),
    print_pdfs: async (request, onProgress) => {
      if (this.running) refuse('busy', 'other PDFs are being made');
      this.stopped = false;
      this.running = true;
      return this.print(request, onProgress).finally(() => (this.running = false));
    },
    stop_printing: () => {
      this.stopped = this.running;
      return this.running;
    },
    pdf_comparison: ({ id }) => structuredClone(this.compared.get(id) ?? null),
    compare_pdf: ({ id }) => this.compare(id),
    server_pdf: ({ id }) => samplePdf(this.number(id), 'Invoice for September, 2026 (server)'),
  };
}

function valuesOf(invoice: api.Invoice | undefined): Record<string, string> {
  return {
    id: String(invoice?.id ?? ''),
    number: invoice?.friendly_id ?? '',
    customer: invoice?.buyer.org_name ?? '',
    period: invoice?.period.from.slice(0, 7) ?? '',
    issued: invoice?.issued_on ?? '',
    due: invoice?.due_on ?? '',
    state: invoice?.state ?? '',
    currency: invoice?.currency ?? '',
    total: invoice?.cost ?? '',
  };
}

function nameOf(invoice: api.Invoice, pattern: string): string {
  const values = valuesOf(invoice);
  const name = pattern.replace(/\{([^}]*)\}/g, (_field, name: string) => values[name] ?? '');
  return `${name.replace(/[/\\:]/g, '-').trim()}.pdf`;
}

/** Of the newest issued invoices one is the same, one differs, one is out of date, and one was never compared. */
export function printScene(
  printer: FakePrinter,
  invoices: readonly api.Invoice[],
  wanted: URLSearchParams,
): void {
  const issued = invoices.filter(({ issued_on }) => issued_on !== null).toReversed();
  const [same, differs, outdated, never] = issued.map(({ id }) => id);
  const differing = comparison({ same: false, differences: threeDifferences });
  if (same !== undefined) printer.compared.set(same, comparison());
  if (differs !== undefined) {
    printer.compared.set(differs, differing);
    printer.truth.set(differs, differing);
  }
  if (outdated !== undefined) printer.compared.set(outdated, comparison({ outdated: true }));
  if (never !== undefined) printer.missing.set(never, ['𐎠', '𐎱']);
  if (wanted.has('without')) printer.without = ['the customers’ VAT codes', 'the labels'];
  if (wanted.has('full')) printer.room = 31;
  if (wanted.has('offline')) printer.away = true;
}
