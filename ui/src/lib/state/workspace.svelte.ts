import type {
  Error as ApiError,
  Connection,
  InvoiceFilter,
  MonthCount,
  SortColumn,
  Status,
  SyncProgress,
  SyncRun,
  ViewCounts,
} from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { clean, type ListFilter, nextSort, noFilter, readFilter, readSort } from '../filters';
import { noteInvoice } from '../recent';
import { recall, remember } from '../remember';
import type { Synced } from '../schedule';
import type { SyncFacts } from '../sync-state';
import { debounce, throttle } from '../throttle';
import { isListView, listViews, type ListView, type View, views } from '../views';
import { Changes } from './changes.svelte';
import { Columns } from './columns.svelte';
import { Comparisons } from './comparisons.svelte';
import { CustomerNames } from './customer-names.svelte';
import { Customers } from './customers.svelte';
import { OpenInvoice } from './detail.svelte';
import { Figures } from './figures.svelte';
import { InvoiceList } from './list.svelte';
import type { Opening } from './opening.svelte';
import type { Printing } from './printing.svelte';
import { SavedViews } from './saved-views.svelte';

/** While data arrives, the screen follows at most this often. */
const refreshEvery = 500;
/** How often one looks whether a sync that runs elsewhere has ended. */
const watchEvery = 2000;
/** The portal is surely done with a change whose answer was lost; the core settles it from then on. */
export const surelyOver = 95_000;

/** Everything the window knows about one connection: its views, its list, its open invoice, its sync. */
export class Workspace implements Synced {
  connection = $state<Connection>()!;
  view = $state<View>('all');
  status = $state<Status | null>(null);
  counts = $state<ViewCounts | null>(null);
  months = $state<MonthCount[]>([]);
  runs = $state<SyncRun[] | null>(null);
  running = $state(false);
  progress = $state<SyncProgress | null>(null);
  syncError = $state<ApiError | null>(null);
  /** The running or last sync was started by the clock, not by a person. */
  byItself = $state(false);
  /** The comparison that runs now. */
  verifying = $state<SyncProgress | null>(null);
  verifyError = $state<ApiError | null>(null);
  readError = $state<ApiError | null>(null);

  readonly list: InvoiceList;
  readonly detail: OpenInvoice;
  readonly changes = new Changes(this);
  readonly comparisons: Comparisons;
  readonly columns: Columns;
  readonly customerNames: CustomerNames;
  readonly saved = new SavedViews(this);
  readonly figures: Figures;
  readonly customers: Customers;
  /** PDFs that are asked about or made now. They go on while another connection is looked at. */
  printing = $state.raw<Printing | null>(null);
  /** PDFs that are made now to be opened elsewhere and printed there. */
  opening = $state.raw<Opening | null>(null);
  /** On screen now. What is not is brought up to date all the same, but nothing is read for its sake. */
  shown = false;
  /** Called with each sync that came to its end. */
  onSynced: (run: SyncRun) => void = () => {};
  syncEnded: number | null = null;
  /** Filters are kept per view. */
  private filters: Partial<Record<ListView, ListFilter>> = {};
  /** The order of every view that has none of its own. */
  private sort = readSort(null);
  private watching: ReturnType<typeof setTimeout> | undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private unsettled = 0;
  private entered = false;
  private gone = false;

  /** An invoice counts as looked at when somebody stays with it, not when they pass it by. */
  private readonly noteLater = debounce((id: number) => noteInvoice(this.name, id), 1000);

  /** Follows the data: throttled, so that a sync of thousands of pages stays cheap to watch. */
  readonly follow = throttle(() => this.readAll(), refreshEvery);

  /** It belongs to the window of one invoice: no place is kept, and the list is not read. */
  private readonly apart: boolean;

  constructor(connection: Connection, { apart = false } = {}) {
    this.apart = apart;
    this.connection = connection;
    const stored = ((apart ? null : recall(`place.${connection.name}`)) ?? {}) as Record<string, unknown>;
    const filters = (stored.filters ?? {}) as Record<string, unknown>;
    for (const view of listViews) this.filters[view] = readFilter(filters[view]);
    this.view = views.find((view) => view === stored.view) ?? 'all';
    this.saved.restore(stored);
    this.sort = readSort(stored.sort);
    const listView = isListView(this.view) ? this.view : 'all';
    this.list = new InvoiceList(connection.name, this.filters[listView]!, this.sort);
    this.list.view = listView;
    if (isListView(this.view) && typeof stored.top === 'number') this.list.topRow = Math.max(0, stored.top);
    this.detail = new OpenInvoice(connection.name);
    this.comparisons = new Comparisons(connection.name);
    this.columns = new Columns(connection.name);
    this.columns.onchange = () => this.changed();
    this.customerNames = new CustomerNames(connection.name);
    this.figures = new Figures(connection.name);
    this.customers = new Customers(connection.name);
    if (typeof stored.open === 'number') this.detail.id = stored.open;
  }

  get name(): string {
    return this.connection.name;
  }

  /** A person paused the sync, and wants it to stay so until they resume it or open the window again. */
  get paused(): boolean {
    return this.syncError?.code === 'stopped';
  }

  get held(): boolean {
    return this.running || this.verifying !== null || this.paused || this.gone;
  }

  /** What is known about syncing; nothing before the first look. */
  syncFacts(today: string): SyncFacts | null {
    const { status, running, progress, verifying, syncError } = this;
    return status && { status, running, progress, verifying, error: syncError, today };
  }

  /** Comes on screen: what is not known yet is read, what is known is read again. */
  async enter(): Promise<void> {
    this.shown = true;
    if (this.entered) return this.follow();
    this.entered = true;
    const from = this.list.topRow;
    this.customers.follow();
    await Promise.all([this.enterList(from), this.readAround(), this.detail.read()]);
    if (this.detail.error?.code === 'not_found') this.close();
  }

  /** The place one was at: a saved view is read before its list is. */
  private async enterList(from: number): Promise<void> {
    await this.readSaved();
    const view = this.view === 'all' ? this.saved.current : null;
    if (view) await this.openSaved(view.name, from);
    else await this.list.ask({ from });
  }

  private async readSaved(): Promise<void> {
    try {
      await this.saved.read();
      void this.saved.count().catch(() => undefined);
    } catch (thrown) {
      this.readError = asApiError(thrown);
    }
  }

  /** Shows one invoice alone. */
  async enterApart(id: number): Promise<void> {
    this.shown = true;
    this.entered = true;
    this.detail.id = id;
    await Promise.all([this.readAround(), this.detail.read()]);
  }

  async readAll(): Promise<void> {
    if (this.gone || !this.shown) return;
    if (this.apart) {
      await Promise.all([this.readAround(), this.detail.read()]);
      return;
    }
    this.customers.follow();
    await Promise.all([this.list.refresh(), this.readAround(), this.detail.read(), this.readPage()]);
  }

  /** Sums are read again only while they are looked at. */
  private async readPage(): Promise<void> {
    if (this.view === 'figures') await this.figures.refresh();
    else if (this.view === 'customers') await this.customers.refresh();
  }

  private async readAround(): Promise<void> {
    const request = { connection: this.name };
    try {
      const [status, counts, months, runs] = await Promise.all([
        call('status', request),
        call('view_counts', request),
        call('months', request),
        this.view === 'activity' ? call('sync_runs', request) : this.runs,
        this.view === 'changes' ? this.changes.read() : undefined,
      ]);
      this.status = status;
      this.connection = status.connection;
      this.counts = counts;
      this.months = months;
      this.runs = runs;
      this.readError = null;
      // A sync of thousands of pages is counted at its end.
      if (this.saved.all.length > 0 && !this.running) void this.saved.count().catch(() => undefined);
      this.watch();
      this.settleLater(status.unsettled);
    } catch (thrown) {
      this.readError = asApiError(thrown);
    }
  }

  async go(view: View): Promise<void> {
    const before = this.view;
    this.view = view;
    if (!isListView(view)) {
      this.keepPlace();
      return this.readAround();
    }
    const same = !isListView(before) && this.list.view === view && this.saved.open === null;
    this.saved.open = null;
    this.columns.use(null);
    this.keepPlace();
    // Whoever was elsewhere for a moment finds the list as it was.
    if (same && this.list.totals) await this.list.refresh();
    else await this.list.ask({ view, filter: this.filters[view]!, sort: this.sort });
  }

  /** Goes to the view that has them all, with exactly this filter, from the top. */
  async showInvoices(filter: InvoiceFilter): Promise<void> {
    this.filters.all = clean(filter);
    this.close();
    this.view = 'all';
    this.saved.open = null;
    this.columns.use(null);
    this.keepPlace();
    await this.list.ask({ view: 'all', filter: this.filters.all, sort: this.sort });
  }

  /** Opens a view the person made, as it is saved or as it was changed since. */
  async openSaved(name: string, from = 0): Promise<void> {
    const view = this.saved.named(name);
    if (!view) return;
    const { filter, sort, columns } = this.saved.partsOf(view);
    this.view = 'all';
    this.saved.open = name;
    this.columns.use(columns);
    this.keepPlace();
    await this.list.ask({ view: 'all', filter: clean(filter), sort: { ...sort }, from });
  }

  async filter(change: Partial<ListFilter>): Promise<void> {
    const filter = clean({ ...this.list.filter, ...change });
    if (this.saved.open === null) this.filters[this.list.view] = filter;
    const answered = this.list.ask({ filter });
    this.changed();
    await answered;
  }

  clearFilters(): Promise<void> {
    return this.filter({ ...emptied, ...noFilter });
  }

  async sortBy(column: SortColumn): Promise<void> {
    const sort = nextSort(this.list.sort, column);
    if (this.saved.open === null) this.sort = sort;
    const answered = this.list.ask({ sort });
    this.changed();
    await answered;
  }

  /** A person changed what the list shows. */
  private changed(): void {
    this.saved.follow();
    this.keepPlace();
  }

  open(id: number): Promise<void> {
    const opened = this.detail.open(id);
    this.keepPlace();
    this.noteLater(id);
    return opened;
  }

  close(): void {
    this.detail.close();
    this.keepPlace();
  }

  /** Opens an invoice from anywhere, in the view that has them all. */
  async reveal(id: number): Promise<void> {
    const opened = this.open(id);
    await this.go('all');
    await opened;
  }

  /** Opens the neighbour of the open invoice. Without one in the list, the first. */
  step(by: 1 | -1): Promise<void> {
    const at = this.list.indexOf(this.detail.id);
    return this.openAt(at < 0 ? 0 : at + by);
  }

  async openAt(index: number): Promise<void> {
    if (index < 0 || index >= this.list.count) return;
    this.list.active = index;
    const row = await this.list.fetch(index);
    // Whoever holds a key down is further on by the time a page was read.
    if (row && this.list.active === index) await this.open(row.id);
  }

  /** Brings the cache up to date. How it ended is in `syncError` and in the status. */
  async sync({ full = false, byItself = false } = {}): Promise<void> {
    if (this.running || this.verifying) return;
    this.running = true;
    this.byItself = byItself;
    this.progress = null;
    this.syncError = null;
    try {
      const run = await call('sync', { connection: this.name, full }, (progress) => {
        this.progress = progress;
        this.follow();
      });
      this.onSynced(run);
    } catch (thrown) {
      const error = asApiError(thrown);
      // Another program is at it: whoever asked is told, and whoever did not has what they want.
      if (!byItself || error.code !== 'busy') this.syncError = error;
    } finally {
      await this.readAround();
      this.syncEnded = Date.now();
      this.running = false;
      this.follow();
    }
  }

  syncByItself(): Promise<void> {
    return this.sync({ byItself: true });
  }

  async everyMinutes(): Promise<number> {
    return (await call('sync_settings', { connection: this.name })).every_minutes;
  }

  /** The connection was just made: it is filled even when nothing else is synced by itself. */
  async fill(): Promise<void> {
    const { synced_at, settings } = await call('status', { connection: this.name });
    if (synced_at === null || settings.every_minutes > 0) void this.sync();
  }

  /** Pauses a running sync: what was read is kept, and `sync` goes on from there. */
  async pause(): Promise<void> {
    await call('stop_sync', { connection: this.name });
  }

  /** Compares everything held with the portal. What was found is in the status. */
  async verify(): Promise<void> {
    if (this.running || this.verifying) return;
    this.verifying = { phase: 'verifying', done: 0, total: null, waiting: null };
    this.verifyError = null;
    try {
      await call('verify', { connection: this.name }, (progress) => (this.verifying = progress));
    } catch (thrown) {
      this.verifyError = asApiError(thrown);
    } finally {
      await this.readAround();
      this.verifying = null;
    }
  }

  /** Another cache took the place of the one that was read: nothing of that one stays on screen. */
  async restored(): Promise<void> {
    await Promise.all([this.list.ask(), this.readAround(), this.detail.read()]);
    this.list.ticks.clear();
    if (this.detail.error?.code === 'not_found') this.close();
  }

  /** The connection was forgotten: nothing of it is read or remembered any more. */
  leave(): void {
    this.gone = true;
    this.figures.forget();
    this.customers.forget();
    clearTimeout(this.watching);
    clearTimeout(this.settling);
  }

  /** One more change is not settled: it is looked at again once, by itself. What stays open then waits for a person. */
  private settleLater(unsettled: number): void {
    const more = unsettled > this.unsettled;
    this.unsettled = unsettled;
    if (!more || this.gone) return;
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      call('settle_writes', { connection: this.name })
        // A portal that cannot be read is told by the next sync.
        .catch(() => undefined)
        .finally(() => this.follow());
    }, surelyOver);
  }

  private watch(): void {
    clearTimeout(this.watching);
    const elsewhere = this.status?.syncing || this.syncError?.code === 'busy';
    if (this.gone || this.running || !elsewhere) return;
    this.watching = setTimeout(() => {
      // It was said that another program is syncing; from here on the status tells whether it still is.
      if (this.syncError?.code === 'busy') this.syncError = null;
      this.follow();
    }, watchEvery);
  }

  keepPlace(): void {
    if (this.apart) return;
    const { view, filters, sort, list } = this;
    const place = { view, filters, sort, open: this.detail.id, top: list.topRow, ...this.saved.place };
    remember(`place.${this.name}`, place);
  }
}

/** What takes everything away that a filter need not name. */
const emptied: Partial<ListFilter> = {
  states: null,
  number: null,
  buyer: null,
  query: null,
  issued: null,
  due: null,
  paid: null,
  overdue: null,
  currency: null,
};
