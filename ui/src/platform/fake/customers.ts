/** Customers, one row for each currency they were invoiced in. */
import type * as api from '../../api/bindings';
import { anyInvoice, decimal, figureOf } from './figures';

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
const counting = ['open', 'finalized', 'pending', 'unpaid', 'paid', 'failed'];

const plain = (text: string | null) =>
  (text ?? '')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const cents = (amount: string) => BigInt(amount.replace('.', ''));

const keys: Record<api.CustomerColumn, (row: api.CustomerRow) => string | bigint> = {
  name: (row) => plain(row.name),
  invoices: (row) => BigInt(row.invoiced.count),
  invoiced: (row) => cents(row.invoiced.amount),
  balance: (row) => cents(row.balance.amount),
  overdue: (row) => cents(row.overdue.amount),
  last_payment: (row) => row.last_paid_at ?? '',
};

export class FakeCustomers {
  /** Pretends to have this many rows, by repeating the ones there are. */
  pretend: number | null = null;
  private readonly books: Books;

  constructor(books: Books) {
    this.books = books;
  }

  readonly answers: Handlers = {
    customer_list: (request) => this.list(request),
  };

  private rows(): api.CustomerRow[] {
    const groups = new Map<string, api.Invoice[]>();
    for (const invoice of this.books.matches(anyInvoice)) {
      const key = `${invoice.buyer.id} ${invoice.currency ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), invoice]);
    }
    return [...groups.values()].map((own) => {
      const { buyer, currency } = own.at(-1)!;
      const filter = { buyer_id: buyer.id, currency: currency ?? '' };
      const paid = own
        .filter(({ paid_at }) => paid_at !== null)
        .sort((a, b) => a.paid_at!.localeCompare(b.paid_at!))
        .at(-1);
      return {
        id: buyer.id,
        name: buyer.org_name,
        deleted: buyer.status === 'deleted',
        currency,
        invoiced: figureOf(this.books, { ...filter, states: counting }),
        balance: figureOf(this.books, { ...filter, states: owed }),
        overdue: figureOf(this.books, { ...filter, overdue: true }),
        last_paid_at: paid?.paid_at ?? null,
        last_paid: paid?.cost ?? null,
      };
    });
  }

  private list({ query, sort, offset, limit }: api.CustomerListRequest): api.CustomerList {
    const wanted = plain(query);
    const found = this.rows().filter(
      ({ id, name }) => !wanted || plain(name).includes(wanted) || String(id) === wanted,
    );
    const key = keys[sort.column];
    const turn = sort.descending ? -1 : 1;
    const compare = (a: string | bigint, b: string | bigint) => (a < b ? -1 : a > b ? 1 : 0);
    found.sort((a, b) => turn * compare(key(a), key(b)) || compare(plain(a.name), plain(b.name)));
    const count = found.length > 0 && this.pretend ? this.pretend : found.length;
    const ids = new Set(found.map(({ id }) => id));
    const currencies = [...new Set(found.map(({ currency }) => currency))].sort((a, b) =>
      (b ?? '').localeCompare(a ?? ''),
    );
    const sum = (
      rows: api.CustomerRow[],
      part: 'balance' | 'overdue',
      currency: string | null,
    ): api.Figure => ({
      count: rows.reduce((before, row) => before + row[part].count, 0),
      amount: decimal(rows.reduce((before, row) => before + cents(row[part].amount), 0n)),
      filter: {
        ...anyInvoice,
        currency: currency ?? '',
        ...(part === 'balance' ? { states: owed } : { overdue: true }),
      },
    });
    return {
      customers: this.pretend ?? ids.size,
      count,
      rows: Array.from(
        { length: Math.max(0, Math.min(limit, count - offset)) },
        (_, at) => found[(offset + at) % found.length]!,
      ),
      sums: currencies.reverse().map((currency) => {
        const rows = found.filter((row) => row.currency === currency);
        return {
          currency,
          balance: sum(rows, 'balance', currency),
          overdue: sum(rows, 'overdue', currency),
        };
      }),
    };
  }
}
