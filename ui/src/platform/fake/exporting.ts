/** Tables, text to paste, files that were written, and saved views. */
import type * as api from '../../api/bindings';

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

type Which = { ids: number[] | null; filter: api.InvoiceFilter };

export class FakeExporter {
  /** Milliseconds an invoice takes. */
  pace = 0;
  views: api.SavedView[] = [];
  private stopped = false;

  constructor(private books: Books) {}

  private chosen({ ids, filter }: Which): api.Invoice[] {
    if (!ids) return this.books.matches(filter);
    return ids.flatMap((id) => this.books.invoices.find((one) => one.id === id) ?? []);
  }

  private async walk(count: number, onProgress?: (progress: api.SyncProgress) => void): Promise<void> {
    this.stopped = false;
    for (let done = 0; done < count; done += 1) {
      onProgress?.({ phase: 'writing', done, total: count, waiting: null });
      if (this.pace) await new Promise((resolve) => setTimeout(resolve, this.pace));
      if (this.stopped)
        throw { code: 'stopped', message: 'it was stopped', hint: null, retryable: true, field: null };
    }
  }

  readonly answers: Handlers = {
    export_invoices: async (request, onProgress) => {
      const chosen = this.chosen(request);
      await this.walk(chosen.length, onProgress);
      return {
        file: {
          file_name: `invoices.${request.format}`,
          folder: '/home/ana/Documents',
          missing_characters: [],
        },
        invoices: chosen.length,
        line_items: request.line_items ? chosen.flatMap((one) => one.line_items).length : 0,
      };
    },
    stop_export: () => (this.stopped = true),
    copy_invoices: (request) =>
      ['Number\tCustomer\tTotal']
        .concat(this.chosen(request).map((one) => [one.friendly_id, one.buyer.org_name, one.cost].join('\t')))
        .join('\n'),
    open_pdf: async (request, onProgress) => {
      const chosen = this.chosen(request);
      await this.walk(chosen.length, onProgress);
      return {
        printed: chosen.length,
        unchanged: 0,
        left: 0,
        file_name: 'Invoices.pdf',
        folder: '/tmp/billfold',
        missing_characters: [],
        printed_without: [],
      };
    },
    show_written: () => null,
    open_written: () => null,
    open_invoice_window: () => null,
    saved_views: () => structuredClone(this.views),
    set_saved_views: ({ views }) => structuredClone((this.views = structuredClone(views))),
  };
}

/** What somebody may have saved. */
export const sampleViews = (): api.SavedView[] => {
  const filter = {
    period_from: null,
    period_to: null,
    buyer_id: null,
    outstanding_on: null,
    min: null,
    max: null,
  };
  return [
    {
      name: 'Large and unpaid',
      filter: { ...filter, states: ['unpaid', 'failed'], min: '5000' },
      sort: { column: 'total', descending: true },
      columns: ['number', 'customer', 'issued', 'due', 'state', 'total', 'payments'],
    },
    {
      name: 'Dollars this quarter',
      filter: { ...filter, currency: 'USD', issued: { from: '2026-10-01', to: '2026-12-31' } },
      sort: { column: 'issued', descending: true },
      columns: [],
    },
  ];
};
