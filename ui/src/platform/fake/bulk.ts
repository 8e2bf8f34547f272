/** The same change for many invoices, customers, and invoices that are made: over the desk that changes single ones. */
import type * as api from '../../api/bindings';
import { invoice as makeInvoice, buyer } from './invoices';
import { totalsOf } from './query';
import type { FakeDesk } from './writes';

type Handlers = {
  [K in keyof api.Commands]?: (
    request: api.Commands[K]['request'],
    onProgress?: (p: api.SyncProgress) => void,
  ) => api.Commands[K]['response'] | Promise<api.Commands[K]['response']>;
};

interface Books {
  invoices: api.Invoice[];
  readonly desk: FakeDesk;
  matches(filter: api.InvoiceFilter): api.Invoice[];
}

const most = 10_000;

function refuse(code: api.ErrorCode, message: string, field: string | null = null): never {
  throw { code, message, hint: null, retryable: false, field };
}

export class FakeBulk {
  /** Milliseconds an invoice takes. */
  pace = 0;
  private stopped = false;
  private running = false;

  constructor(private books: Books) {}

  private possible(invoice: api.Invoice, action: api.BulkAction): api.Effect[] | null {
    const { offers, lines_can_change } = this.books.desk.detailPart(invoice);
    if (action.action === 'add_line_item') return lines_can_change ? ['changes_total'] : null;
    const offer = offers.find(({ write }) =>
      action.action === 'charge'
        ? write.action === 'charge'
        : write.action === 'change_state' && write.state === action.state,
    );
    return offer?.effects ?? null;
  }

  private row(invoice: api.Invoice, action: api.BulkAction): api.BulkRow {
    const what = action.action === 'change_state' ? `become ${action.state}` : 'do this';
    return {
      id: invoice.id,
      friendly_id: invoice.friendly_id,
      buyer_name: invoice.buyer.org_name,
      state: invoice.state,
      currency: invoice.currency,
      cost: invoice.cost,
      problem: this.possible(invoice, action) ? null : `an invoice that is ${invoice.state} cannot ${what}`,
      version: versionOf(invoice),
    };
  }

  private preview({ action, ids, filter }: api.BulkPreviewRequest): api.BulkPreview {
    const chosen = ids
      ? this.books.invoices.filter(({ id }) => ids.includes(id))
      : this.books.matches(filter);
    if (chosen.length > most) refuse('invalid_input', 'more than 10000 invoices cannot be changed together');
    const possible = chosen.filter((invoice) => this.possible(invoice, action));
    return {
      rows: chosen.map((invoice) => this.row(invoice, action)),
      possible: totalsOf(possible).totals,
      effects: [...new Set(possible.flatMap((invoice) => this.possible(invoice, action)!))],
      totals_to_type: action.action === 'charge',
    };
  }

  private compareTotals({ action, rows, typed_totals, format }: api.BulkRequest): void {
    if (action.action !== 'charge') return;
    const chosen = this.books.invoices.filter(({ id }) => rows.some((row) => row.id === id));
    for (const { currency, cost } of totalsOf(chosen).totals) {
      const { text } = typed_totals.find((typed) => typed.currency === currency) ?? { text: '' };
      const plain = text
        .trim()
        .replaceAll(format.group ?? '', '')
        .replace(format.decimal, '.');
      if (plain !== cost)
        refuse(
          'invalid_input',
          `\`${text}\` is not what the charges in ${currency} come to`,
          `total.${currency}`,
        );
    }
  }

  private async change(row: api.BulkTarget, action: api.BulkAction): Promise<api.BulkRowResult> {
    const invoice = this.books.invoices.find(({ id }) => id === row.id)!;
    const about = {
      invoice_id: row.id,
      friendly_id: invoice.friendly_id,
      buyer_name: invoice.buyer.org_name,
    };
    if (versionOf(invoice) !== row.version)
      return {
        ...about,
        outcome: 'conflict',
        message: 'Nothing was sent: the invoice changed since the preview.',
      };
    const write = { ...action, invoice_id: row.id };
    const { outcome, message } = await this.books.desk.answers.write!({
      connection: '',
      writes: [write],
      seen: invoice,
    });
    return { ...about, outcome, message };
  }

  private async run(
    { action, rows }: api.BulkRequest,
    onProgress?: (progress: api.SyncProgress) => void,
  ): Promise<api.BulkResult> {
    const result: api.BulkResult = { results: [], left: 0, ended_early: null };
    for (const [done, row] of rows.entries()) {
      onProgress?.({ phase: 'writing', done, total: rows.length, waiting: null });
      if (this.pace) await new Promise((resolve) => setTimeout(resolve, this.pace));
      if (this.stopped) result.ended_early = 'It was stopped.';
      if (result.ended_early) break;
      const told = await this.change(row, action);
      if (told.outcome === 'offline') result.ended_early = told.message;
      else result.results.push(told);
    }
    result.left = rows.length - result.results.length;
    return result;
  }

  private customers({ query, limit }: api.CustomersRequest): api.Customer[] {
    const all = new Map(
      this.books.invoices
        .filter(({ buyer }) => buyer.status === null)
        .map(({ buyer }) => [buyer.id!, { id: buyer.id!, org_name: buyer.org_name }]),
    );
    const wanted = plain(query);
    return [...all.values()]
      .filter(({ id, org_name }) => plain(org_name ?? '').includes(wanted) || String(id) === wanted)
      .sort((a, b) => (a.org_name ?? '').localeCompare(b.org_name ?? ''))
      .slice(0, limit);
  }

  /** Makes the invoice that was asked for, when the desk says that it happened. */
  private async create(request: api.WriteRequest): Promise<api.WriteResult> {
    const result = await this.books.desk.answers.write!(request);
    const write = request.writes[0];
    if (write?.action !== 'create_invoice' || result.outcome !== 'done' || result.invoice_id !== null)
      return result;
    const id = Math.max(0, ...this.books.invoices.map((one) => one.id)) + 1;
    const customer = this.books.invoices.find((one) => one.buyer.id === write.account_id)?.buyer;
    const made = makeInvoice(id, {
      friendly_id: `${write.period}-${String(id).padStart(8, '0')}`,
      creation_type: 'manual',
      state: 'open',
      period: { from: `${write.period}-01`, to: `${write.period}-28` },
      issued_on: null,
      due_on: null,
      paid_at: null,
      cost: '0.00',
      vat_amount: null,
      cost_without_vat: '0.0',
      buyer: customer ?? buyer({ id: write.account_id }),
      line_items: [],
    });
    this.books.invoices = [...this.books.invoices, made];
    return { ...result, invoice_id: id };
  }

  readonly answers: Handlers = {
    customers: (request) => this.customers(request),
    preview_bulk: (request) => this.preview(request),
    run_bulk: async (request, onProgress) => {
      if (this.running) refuse('busy', 'another action on several invoices is running');
      this.compareTotals(request);
      this.stopped = false;
      this.running = true;
      return this.run(request, onProgress).finally(() => (this.running = false));
    },
    stop_bulk: () => {
      this.stopped = this.running;
      return this.running;
    },
    write: (request) => this.create(request),
  };
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const versionOf = ({ id, state, cost }: api.Invoice) => `${id} ${state} ${cost}`;
