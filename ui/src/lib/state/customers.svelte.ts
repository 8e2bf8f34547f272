import { SvelteMap } from 'svelte/reactivity';
import type {
  CustomerColumn,
  CustomerList,
  CustomerRow,
  CustomerSort,
  Error as ApiError,
} from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { firstOrder, nextOrder, readOrder } from '../customers';
import { forget, recall, remember } from '../remember';
import { throttle } from '../throttle';

export const pageSize = 100;
/** All of them are read in pages of this many, to be copied. */
const copyPage = 1000;
/** Pages kept besides those in sight. */
const keptPages = 80;
/** How often the sidebar's count follows: it adds up every invoice. */
const countEvery = 5000;

type Range = { first: number; end: number };

/** The list of customers, over pages. What is shown stays until its successor is complete. */
export class Customers {
  readonly connection: string;
  query = $state('');
  sort = $state<CustomerSort>(firstOrder);
  /** Of the rows that are shown; null before the first answer. */
  facts = $state.raw<Omit<CustomerList, 'rows'> | null>(null);
  error = $state<ApiError | null>(null);
  /** The row the keyboard is at. */
  active = $state(0);
  /** All customers, whatever is searched for. */
  total = $state<number | null>(null);
  pages = new SvelteMap<number, CustomerRow[]>();

  /** Another question was answered: the list starts from its top. */
  onRestart: () => void = () => {};

  /** The count of the sidebar follows the data, less often than what is looked at. */
  readonly follow = throttle(() => this.count(), countEvery);

  private sight: Range = { first: 0, end: pageSize };
  private generation = 0;
  private gone = false;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen depends on it
  private loading = new Set<number>();

  constructor(connection: string) {
    this.connection = connection;
    const stored = (recall(`customers.${connection}`) ?? {}) as Record<string, unknown>;
    if (typeof stored.query === 'string') this.query = stored.query;
    this.sort = readOrder(stored.sort);
  }

  get rows(): number {
    return this.facts?.count ?? 0;
  }

  row(index: number): CustomerRow | undefined {
    return this.pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  search(query: string): Promise<void> {
    this.query = query;
    return this.ask();
  }

  sortBy(column: CustomerColumn): Promise<void> {
    this.sort = nextOrder(this.sort, column);
    return this.ask();
  }

  /** Reads again what is in sight. */
  refresh(): Promise<void> {
    return this.load(this.sight, () => {
      this.active = Math.max(0, Math.min(this.active, this.rows - 1));
    });
  }

  /** The grid says which rows are in sight; missing pages are read. */
  show(first: number, end: number): void {
    this.sight = { first, end };
    const generation = this.generation;
    for (const page of pagesOf({ first, end: Math.min(end, this.rows) })) {
      if (this.pages.has(page) || this.loading.has(page)) continue;
      this.loading.add(page);
      this.read(page)
        .then(({ rows }) => {
          if (generation !== this.generation) return;
          this.pages.set(page, rows);
          this.drop(page);
        })
        .catch((thrown: unknown) => {
          if (generation === this.generation) this.error = asApiError(thrown);
        })
        .finally(() => {
          if (generation === this.generation) this.loading.delete(page);
        });
    }
  }

  /** Every row that is found, in the order it is shown. */
  async all(): Promise<CustomerRow[]> {
    const rows: CustomerRow[] = [];
    for (;;) {
      const page = await this.readRows(rows.length, copyPage);
      rows.push(...page.rows);
      if (page.rows.length === 0 || rows.length >= page.count) return rows;
    }
  }

  forget(): void {
    this.gone = true;
    forget(`customers.${this.connection}`);
  }

  private ask(): Promise<void> {
    remember(`customers.${this.connection}`, { query: this.query, sort: this.sort });
    return this.load({ first: 0, end: pageSize }, () => {
      this.active = 0;
      this.sight = { first: 0, end: pageSize };
      this.onRestart();
    });
  }

  private async load(range: Range, then: () => void): Promise<void> {
    const generation = ++this.generation;
    this.loading.clear();
    try {
      const numbers = pagesOf(range);
      const pages = await Promise.all(numbers.map((page) => this.read(page)));
      if (generation !== this.generation) return;
      this.facts = pages[0]!;
      if (!this.query.trim()) this.total = this.facts.customers;
      this.error = null;
      this.pages.clear();
      numbers.forEach((page, at) => this.pages.set(page, pages[at]!.rows));
      then();
    } catch (thrown) {
      if (generation === this.generation) this.error = asApiError(thrown);
    }
  }

  private async count(): Promise<void> {
    if (this.gone) return;
    try {
      const request = { connection: this.connection, query: null, sort: { ...firstOrder } };
      this.total = (await call('customer_list', { ...request, offset: 0, limit: 1 })).customers;
    } catch {
      // A number beside a name is not worth a message; the view itself says what is wrong.
    }
  }

  private read(page: number): Promise<CustomerList> {
    return this.readRows(page * pageSize, pageSize);
  }

  private readRows(offset: number, limit: number): Promise<CustomerList> {
    const query = this.query.trim() || null;
    return call('customer_list', {
      connection: this.connection,
      query,
      sort: { ...this.sort },
      offset,
      limit,
    });
  }

  /** Lets go of the pages furthest from the one just read. */
  private drop(near: number): void {
    if (this.pages.size <= keptPages) return;
    const far = [...this.pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
    for (const page of far.slice(0, this.pages.size - keptPages)) this.pages.delete(page);
  }
}

function pagesOf({ first, end }: Range): number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(Math.max(first, end - 1) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
