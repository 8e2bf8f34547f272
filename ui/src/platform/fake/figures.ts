/** Sums of invoices by month and by age, in whole cents, each with a filter that finds what it is a sum of. */
import type * as api from '../../api/bindings';

type Handlers = {
  [K in keyof api.Commands]?: (
    request: api.Commands[K]['request'],
  ) => api.Commands[K]['response'] | Promise<api.Commands[K]['response']>;
};

interface Books {
  today: string;
  matches(filter: api.InvoiceFilter): api.Invoice[];
}

const owed = ['pending', 'unpaid', 'failed'];

const within = (day: string | null, range: api.DateRange | null | undefined) =>
  !range ||
  (day !== null &&
    (!range.from || day.slice(0, 10) >= range.from) &&
    (!range.to || day.slice(0, 10) <= range.to));

function outstandingOn({ issued_on, state, paid_at }: api.Invoice, day: string): boolean {
  if (!issued_on || issued_on > day) return false;
  return owed.includes(state) || (state === 'paid' && (paid_at ?? '').slice(0, 10) > day);
}

/** The parts of a filter that figures need. */
export function alsoMatching(invoices: api.Invoice[], filter: api.InvoiceFilter): api.Invoice[] {
  return invoices.filter(
    (invoice) =>
      (filter.buyer_id === null || filter.buyer_id === undefined || invoice.buyer.id === filter.buyer_id) &&
      (typeof filter.currency !== 'string' || (invoice.currency ?? '') === filter.currency) &&
      (!filter.outstanding_on || outstandingOn(invoice, filter.outstanding_on)) &&
      within(invoice.issued_on, filter.issued) &&
      within(invoice.due_on, filter.due) &&
      within(invoice.paid_at, filter.paid),
  );
}

export const anyInvoice: api.InvoiceFilter = {
  period_from: null,
  period_to: null,
  buyer_id: null,
  outstanding_on: null,
  min: null,
  max: null,
};

const cents = (amount: string) => BigInt(amount.replace('.', ''));

export function decimal(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const addUp = (invoices: api.Invoice[]) => invoices.reduce((sum, { cost }) => sum + cents(cost), 0n);

export function figureOf(books: Books, more: Partial<api.InvoiceFilter>): api.Figure {
  const filter = { ...anyInvoice, ...more };
  const found = books.matches(filter);
  return { count: found.length, amount: decimal(addUp(found)), filter };
}

/** The currencies of invoices, the one with the most first. */
export function currenciesOf(invoices: api.Invoice[]): (string | null)[] {
  const counts = new Map<string | null, number>();
  for (const { currency } of invoices) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([currency]) => currency);
}

/** By state, so that a filter can say it. */
const states = {
  in_process: ['open', 'finalized', 'pending'],
  overdue: ['unpaid', 'failed'],
  paid: ['paid'],
};
const counting = Object.values(states).flat();

const dayBefore = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - by * 86_400_000).toISOString().slice(0, 10);

export class FakeFigures {
  /** What the cache cannot know about a day before today. */
  uncertain: string | null =
    'When an invoice was cancelled the portal does not say: cancelled ones are left out of earlier days too.';
  /** What was written, in order. */
  written: api.FigureExportRequest[] = [];
  shown: api.WrittenRequest[] = [];
  private readonly books: Books;

  constructor(books: Books) {
    this.books = books;
  }

  readonly answers: Handlers = {
    earnings: ({ from, to }) => this.earnings(from, to),
    receivables: (request) => this.receivables(request),
    export_figures: (request) => {
      this.written.push(request);
      const file_name = `${request.table.table}.${request.format}`;
      return { file_name, folder: '/home/ana/Reports', missing_characters: [] };
    },
    show_written: (request) => {
      this.shown.push(request);
      return null;
    },
  };

  private groups(more: Partial<api.InvoiceFilter>): api.EarningGroups {
    const figure = (chosen: string[]) => figureOf(this.books, { ...more, states: chosen });
    return {
      total: figure(counting),
      in_process: figure(states.in_process),
      overdue: figure(states.overdue),
      paid: figure(states.paid),
      other: null,
    };
  }

  private earnings(from: string | null, to: string | null): api.Earnings {
    const span = { period_from: from, period_to: to };
    const found = this.books.matches({ ...anyInvoice, ...span, states: counting });
    return {
      as_of: this.books.today,
      currencies: currenciesOf(found).map((currency) => {
        const own = found.filter((invoice) => invoice.currency === currency);
        const months = [...new Set(own.map(({ period }) => period.from.slice(0, 7)))].sort().reverse();
        const code = { currency: currency ?? '' };
        return {
          currency,
          months: months.map((month) => ({
            month,
            groups: this.groups({ ...code, period_from: month, period_to: month }),
          })),
          sum: this.groups({ ...code, ...span }),
        };
      }),
    };
  }

  private ageing(day: string, more: Partial<api.InvoiceFilter>): api.Ageing {
    const figure = (due?: api.DateRange) =>
      figureOf(this.books, { ...more, outstanding_on: day, ...(due ? { due } : {}) });
    return {
      total: figure(),
      not_due: figure({ from: day, to: null }),
      days_1_30: figure({ from: dayBefore(day, 30), to: dayBefore(day, 1) }),
      days_31_60: figure({ from: dayBefore(day, 60), to: dayBefore(day, 31) }),
      days_61_90: figure({ from: dayBefore(day, 90), to: dayBefore(day, 61) }),
      days_91_up: figure({ from: null, to: dayBefore(day, 91) }),
    };
  }

  private receivables({ as_of, customers }: api.ReceivablesRequest): api.Receivables {
    const day = as_of ?? this.books.today;
    const found = this.books.matches({ ...anyInvoice, outstanding_on: day });
    return {
      as_of: day,
      uncertain: as_of !== null && as_of < this.books.today ? this.uncertain : null,
      currencies: currenciesOf(found).map((currency) => {
        const own = found.filter((invoice) => invoice.currency === currency);
        const ids = [...new Set(own.map(({ buyer }) => buyer.id))];
        const owing = ids
          .map((id) => ({ id, sum: addUp(own.filter(({ buyer }) => buyer.id === id)) }))
          .sort((a, b) => (a.sum < b.sum ? 1 : -1));
        return {
          currency,
          sum: this.ageing(day, { currency: currency ?? '' }),
          customer_count: owing.length,
          customers: owing.slice(0, customers).map(({ id }) => {
            const { buyer } = own.findLast((invoice) => invoice.buyer.id === id)!;
            return {
              id,
              name: buyer.org_name,
              deleted: buyer.status === 'deleted',
              ageing: this.ageing(day, { currency: currency ?? '', buyer_id: id }),
            };
          }),
        };
      }),
    };
  }
}

/** `?credits`: some months have more credited than charged. `?customers=5000` pretends to have many. */
export function figuresScene(invoices: api.Invoice[], wanted: URLSearchParams): void {
  if (!wanted.has('credits')) return;
  for (const invoice of invoices) {
    const month = Number(invoice.period.from.slice(5, 7));
    if (month === 3 && invoice.state === 'paid') invoice.cost = `-${invoice.cost}`;
    if (month === 6 && invoice.state !== 'paid') invoice.cost = `-${invoice.cost}`;
    if (month === 8 && invoice.state === 'unpaid') invoice.cost = '12.50';
  }
}
