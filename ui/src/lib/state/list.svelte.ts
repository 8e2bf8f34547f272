import { SvelteMap } from 'svelte/reactivity';
import type { Error as ApiError, InvoiceRow, ListTotals, Sort, SortColumn } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { type ListFilter, nextSort, toRequest } from '../filters';
import type { ListView } from '../views';
import { Ticks } from './ticks.svelte';

export const pageSize = 100;

/** Pages kept besides those in sight. A page is about 25 KB. */
const keptPages = 80;
/** Pages read at the same time. What is no longer wanted by then is not asked for. */
const mostReads = 3;
/** Pages read ahead of where one scrolls. */
const ahead = 2;

/**
 * A list over pages of SQL: the page of the window holds a few hundred rows, whatever the size of the cache.
 * What is shown stays until its successor is complete, so nothing flickers when a filter or the data changes.
 */
export class InvoiceList {
  readonly connection: string;
  view = $state<ListView>('all');
  filter = $state<ListFilter>()!;
  sort = $state<Sort>()!;
  totals = $state<ListTotals | null>(null);
  error = $state<ApiError | null>(null);
  /** The row the keyboard is at. */
  active = $state(0);
  pages = new SvelteMap<number, InvoiceRow[]>();
  readonly ticks = new Ticks(this);

  /** Called when rows came in above those in sight, so that the grid can stay at the same invoices. */
  onShift: (rows: number) => void = () => {};
  /** Called when another question was answered and the list starts from its top. */
  onRestart: () => void = () => {};

  /** The place of the upper edge of what one sees, in rows: a grid that is drawn anew starts there. */
  topRow = 0;

  /** Rows in sight, as the grid last said. */
  private sight = { first: 0, end: pageSize };
  /** Pages that are wanted and not held, the most urgent first. */
  private wanted: number[] = [];
  private generation = 0;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen depends on it
  private loading = new Set<number>();

  constructor(connection: string, filter: ListFilter, sort: Sort) {
    this.connection = connection;
    this.filter = filter;
    this.sort = sort;
  }

  get count(): number {
    return this.totals?.count ?? 0;
  }

  row(index: number): InvoiceRow | undefined {
    return this.pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Whether all rows from one to before another are held. */
  holds(first: number, end: number): boolean {
    const last = Math.min(end, this.count);
    return first >= last || pagesOf({ first, end: last }).every((page) => this.pages.has(page));
  }

  /** The row at a place, read when its page is not held. */
  async fetch(index: number): Promise<InvoiceRow | undefined> {
    const held = this.row(index);
    return held ?? (await this.read(Math.floor(index / pageSize)))[index % pageSize];
  }

  /** Where an invoice is among the rows held here; -1 when it is not among them. */
  indexOf(id: number | null): number {
    if (id === null) return -1;
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at >= 0) return page * pageSize + at;
    }
    return -1;
  }

  /** Asks another question: from the top, with nothing carried over but what is on screen until the answer. */
  async ask(
    question: { view?: ListView; filter?: ListFilter; sort?: Sort; from?: number } = {},
  ): Promise<void> {
    // What was ticked among other rows is not what will be in sight. The rows before are so until the answer.
    const others = question.view !== undefined || question.filter !== undefined;
    if (others) this.ticks.clear();
    if (question.view) this.view = question.view;
    if (question.filter) this.filter = question.filter;
    if (question.sort) this.sort = question.sort;
    const from = Math.max(0, Math.floor(question.from ?? 0));
    const sight = { first: from, end: from + pageSize };
    await this.load(sight, async (read) => {
      if (others) this.ticks.clear();
      const first = Math.max(0, Math.min(from, this.count - 1));
      // There are fewer rows than when the place was remembered.
      if (first < from) await read({ first, end: first + 1 });
      this.active = first;
      this.topRow = first === from ? (question.from ?? 0) : first;
      this.sight = { first, end: first + pageSize };
      this.onRestart();
    });
  }

  sortBy(column: SortColumn): Promise<void> {
    return this.ask({ sort: nextSort(this.sort, column) });
  }

  /** Reads again what is in sight, and stays at the same invoices when rows were added above. */
  async refresh(): Promise<void> {
    const anchor = this.sight.first > 0 ? this.row(this.sight.first) : undefined;
    const before = this.count;
    const anchorAt = this.sight.first;
    await this.load(this.sight, async (read, held) => {
      const active = this.active;
      if (anchor) {
        // New rows usually are all above or all below; looking there too finds the anchor in most cases.
        const guess = anchorAt + this.count - before;
        if (guess !== anchorAt && guess >= 0) await read({ first: guess, end: guess + 1 });
        const now = this.indexOf(anchor.id);
        if (now >= 0 && now !== anchorAt) this.onShift(now - anchorAt);
      }
      // Whoever moved on meanwhile stays where they are.
      if (this.active !== active) return;
      const at = this.indexOf(held?.id ?? null);
      this.active = at >= 0 ? at : Math.max(0, Math.min(active, this.count - 1));
    });
  }

  /** The ids of the rows held here, from the top down. */
  get ids(): number[] {
    const pages = [...this.pages].sort(([a], [b]) => a - b);
    return pages.flatMap(([, rows]) => rows.map(({ id }) => id));
  }

  /** Every row held here. */
  get rows(): InvoiceRow[] {
    return [...this.pages.values()].flat();
  }

  /** Another number once rows may be at other places than before. */
  get edition(): number {
    return this.generation;
  }

  /** The grid says which rows are in sight; missing pages are read, and the next ones in the direction of scrolling. */
  show(first: number, end: number): void {
    const down = first >= this.sight.first;
    this.sight = { first, end };
    if (this.count === 0) return;
    const shown = pagesOf({ first, end: Math.min(end, this.count) });
    const edge = down ? shown.at(-1)! : shown[0]!;
    const next = Array.from({ length: ahead }, (_, at) => edge + (down ? at + 1 : -at - 1));
    const back = down ? shown[0]! - 1 : shown.at(-1)! + 1;
    const last = Math.floor((this.count - 1) / pageSize);
    this.wanted = [...shown, ...next, back].filter((page) => page >= 0 && page <= last);
    this.readWanted();
  }

  /** A list of a million rows is dragged past more pages than anybody will look at: only the last ones are read. */
  private readWanted(): void {
    const { generation } = this;
    for (const page of this.wanted) {
      if (this.loading.size >= mostReads) return;
      if (this.pages.has(page) || this.loading.has(page)) continue;
      this.loading.add(page);
      this.read(page)
        .then((rows) => {
          if (generation !== this.generation) return;
          this.pages.set(page, rows);
          this.drop(page);
        })
        .catch((thrown: unknown) => {
          if (generation !== this.generation) return;
          this.error = asApiError(thrown);
          // It is asked for again by whoever scrolls on, and not endlessly by itself.
          this.wanted = [];
        })
        .finally(() => {
          if (generation !== this.generation) return;
          this.loading.delete(page);
          this.readWanted();
        });
    }
  }

  private async load(
    range: { first: number; end: number },
    then: (
      read: (more: { first: number; end: number }) => Promise<void>,
      held: InvoiceRow | undefined,
    ) => void | Promise<void>,
  ): Promise<void> {
    const generation = ++this.generation;
    this.loading.clear();
    this.wanted = [];
    try {
      const numbers = pagesOf(range);
      const [totals, ...pages] = await Promise.all([
        call('total_invoices', { connection: this.connection, filter: toRequest(this.view, this.filter) }),
        ...numbers.map((page) => this.read(page)),
      ]);
      if (generation !== this.generation) return;
      const held = this.row(this.active);
      this.totals = totals;
      this.error = null;
      this.pages.clear();
      numbers.forEach((page, at) => this.pages.set(page, pages[at]!));
      await then(async (more) => {
        for (const page of pagesOf(more)) {
          if (this.pages.has(page)) continue;
          const rows = await this.read(page);
          if (generation === this.generation) this.pages.set(page, rows);
        }
      }, held);
    } catch (thrown) {
      if (generation === this.generation) this.error = asApiError(thrown);
    }
  }

  private read(page: number): Promise<InvoiceRow[]> {
    return this.readRows(page * pageSize, pageSize);
  }

  readRows(offset: number, limit: number): Promise<InvoiceRow[]> {
    return call('list_invoices', {
      connection: this.connection,
      filter: toRequest(this.view, this.filter),
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

function pagesOf({ first, end }: { first: number; end: number }): number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(Math.max(first, end - 1) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
