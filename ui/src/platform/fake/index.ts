/**
 * An in-memory platform for component tests and for `npm run dev` in a plain browser. It knows the shapes of
 * the core's answers, not its rules: those are tested where they are written.
 */
import type * as api from '../../api/bindings';
import type { Platform } from '../types';
import { FakeBulk } from './bulk';
import { FakeCustomers } from './customers';
import { FakeExporter, sampleViews } from './exporting';
import { okDiagnosis, refusedDiagnosis } from './diagnoses';
import { alsoMatching, FakeFigures, figuresScene } from './figures';
import { makeInvoices } from './invoices';
import { FakePrinter, printScene } from './printing';
import { matching, sorted, toRow, totalsOf } from './query';
import { FakeSettings } from './settings';
import { differing, usualSettings, verificationOf } from './verification';
import { FakeDesk, writeScene } from './writes';

type Handler = (request: never, onProgress?: (progress: api.SyncProgress) => void) => unknown;
type Handlers = {
  [K in keyof api.Commands]?: (
    request: api.Commands[K]['request'],
    onProgress?: (p: api.SyncProgress) => void,
  ) => api.Commands[K]['response'] | Promise<api.Commands[K]['response']>;
};

export interface FakeOptions {
  /** Connections that are there at the start. */
  connections?: api.Connection[];
  invoices?: api.Invoice[];
  today?: string;
  /** Answers of a test's own; they come before the ones here. */
  handlers?: Handlers;
  /** Pretends to hold this many invoices, by repeating the ones it has. */
  pretend?: number;
  /** Milliseconds between two pages of a pretended sync. */
  pace?: number;
  syncedAt?: string | null;
  /** The newest comparison; without it, one in which everything agrees, as of the last sync. */
  verification?: api.Verification | null;
  /** What syncs saw change, the oldest first. */
  changes?: api.Change[];
  settings?: Partial<api.SyncSettings>;
  preferences?: Partial<api.Preferences>;
  savedViews?: api.SavedView[];
}

export const today = '2026-10-08';

export const usualPreferences: api.Preferences = {
  theme: 'system',
  density: 'normal',
  language: null,
  formats: null,
  name_pattern: null,
  pdf_folder: null,
  notifications: false,
  tray: false,
  menu_bar: true,
};

/** A filter that every invoice passes. */
const nothing: api.InvoiceFilter = {
  period_from: null,
  period_to: null,
  buyer_id: null,
  outstanding_on: null,
  min: null,
  max: null,
};

export function connection(name = 'farnsworth', more: Partial<api.Connection> = {}): api.Connection {
  return {
    name,
    url: `https://${name}-admin.example.com`,
    read_only: false,
    sample: false,
    org_name: 'Farnsworth APIs S.L.',
    has_token: true,
    color: null,
    ...more,
  };
}

export class Fake implements Platform {
  connections: api.Connection[];
  invoices: api.Invoice[];
  /** Every call, in order, for tests to look at. */
  calls: { command: string; request: unknown }[] = [];
  handlers: Handlers;
  syncedAt: string | null;
  verification: api.Verification | null;
  changes: api.Change[];
  settings: api.SyncSettings;
  preferences: api.Preferences;
  /** Where invoices are changed. */
  readonly desk = new FakeDesk(this);
  readonly bulk = new FakeBulk(this);
  readonly printer = new FakePrinter(this);
  readonly exporter = new FakeExporter(this);
  readonly figures = new FakeFigures(this);
  readonly customers = new FakeCustomers(this);
  readonly set = new FakeSettings(this);
  private listeners = new Set<(connection: string) => void>();
  private menuListeners = new Set<(id: string) => void>();
  private runs: api.SyncRun[] = [];
  private stopped = false;
  private arrived = Number.POSITIVE_INFINITY;

  constructor(private options: FakeOptions = {}) {
    this.connections = structuredClone(options.connections ?? [connection()]);
    this.invoices = options.invoices ?? makeInvoices(180);
    this.handlers = options.handlers ?? {};
    this.syncedAt = options.syncedAt === undefined ? `${options.today ?? today}T13:47:00` : options.syncedAt;
    if (this.syncedAt === null) this.arrived = 0;
    this.verification =
      options.verification !== undefined
        ? options.verification
        : this.syncedAt === null
          ? null
          : verificationOf(this.invoices, this.syncedAt);
    this.changes = options.changes ?? [];
    this.settings = { ...usualSettings, ...options.settings };
    this.preferences = { ...usualPreferences, ...options.preferences };
    this.bulk.pace = 4 * (options.pace ?? 0);
    this.printer.pace = (options.pace ?? 0) / 2;
    this.exporter.pace = (options.pace ?? 0) / 2;
    this.exporter.views = structuredClone(options.savedViews ?? []);
  }

  async invoke(
    command: string,
    request: unknown,
    onProgress?: (p: api.SyncProgress) => void,
  ): Promise<unknown> {
    // A structured clone is what a real call makes of it: a proxy or a function would be refused there too.
    this.calls.push({ command, request: structuredClone(request) });
    const own = this.handlers[command as keyof api.Commands] as Handler | undefined;
    const handler = own ?? (this.answers[command as keyof api.Commands] as Handler | undefined);
    if (!handler) throw new Error(`No such command: ${command}`);
    return handler(request as never, onProgress);
  }

  onDataChanged(listener: (connection: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onMenu(listener: (id: string) => void): () => void {
    this.menuListeners.add(listener);
    return () => this.menuListeners.delete(listener);
  }

  /** The native menus as they were set last. */
  menus(): api.Menus {
    return this.set.menus ?? { bar: [], tray: [] };
  }

  /** Chooses an entry of a native menu. */
  choose(id: string): void {
    for (const listener of this.menuListeners) listener(id);
  }

  changed(name: string): void {
    for (const listener of this.listeners) listener(name);
  }

  requests(command: keyof api.Commands): unknown[] {
    return this.calls.filter((call) => call.command === command).map((call) => call.request);
  }

  private held(): api.Invoice[] {
    return this.invoices.slice(0, this.arrived);
  }

  private find(name: string): api.Connection {
    return this.connections.find((known) => known.name === name) ?? connection(name);
  }

  private remember(found: api.Connection): api.Connection {
    if (!this.connections.some((known) => known.name === found.name)) this.connections.push(found);
    return found;
  }

  matches(filter: api.InvoiceFilter): api.Invoice[] {
    return alsoMatching(matching(this.held(), filter, this.today), filter);
  }

  get today(): string {
    return this.options.today ?? today;
  }

  private answers: Handlers = {
    ...this.desk.answers,
    ...this.bulk.answers,
    ...this.printer.answers,
    ...this.exporter.answers,
    ...this.figures.answers,
    ...this.customers.answers,
    ...this.set.answers,
    app_state: () => ({
      version: '0.0.0',
      today: this.options.today ?? today,
      connections: structuredClone(this.connections),
      token_storage: 'keychain',
      preferences: { ...this.preferences },
    }),
    connect: ({ name, url, read_only }) => ({
      outcome: 'connected',
      connection: this.remember(connection(name ?? new URL(url).host, { url, read_only })),
      diagnosis: okDiagnosis,
    }),
    provide_token: (request) => {
      const found = this.find(request.connection);
      found.has_token = true;
      return { outcome: 'connected', connection: structuredClone(found), diagnosis: okDiagnosis };
    },
    choose_ca_file: () => 'company-ca.pem',
    try_sample_data: () =>
      this.remember(connection('Sample data', { sample: true, url: 'http://127.0.0.1:1' })),
    disconnect: (request) => {
      this.connections = this.connections.filter((known) => known.name !== request.connection);
      return null;
    },
    list_invoices: ({ filter, sort, offset, limit }) => {
      const found = sorted(this.matches(filter), sort);
      const pretend = this.options.pretend;
      if (!pretend || found.length === 0)
        return found.slice(offset, offset + limit).map((i) => toRow(i, today));
      return Array.from({ length: Math.min(limit, Math.max(0, pretend - offset)) }, (_, at) => ({
        ...toRow(found[(offset + at) % found.length]!, today),
        id: offset + at + 1,
      }));
    },
    total_invoices: ({ filter }) => {
      const totals = totalsOf(this.matches(filter));
      return this.options.pretend && totals.count > 0 ? { ...totals, count: this.options.pretend } : totals;
    },
    view_counts: () => {
      const count = (filter: Partial<api.InvoiceFilter>) => this.matches({ ...nothing, ...filter }).length;
      return {
        all: this.options.pretend ?? count({}),
        to_review: count({ states: ['finalized'] }),
        outstanding: count({ states: ['pending', 'unpaid', 'failed'] }),
        overdue: count({ overdue: true }),
        failed: count({ states: ['failed'] }),
        paid: count({ states: ['paid'] }),
        cancelled: count({ states: ['cancelled'] }),
      };
    },
    months: () => {
      const counts = new Map<string, number>();
      for (const { period } of this.held()) {
        const month = period.from.slice(0, 7);
        counts.set(month, (counts.get(month) ?? 0) + 1);
      }
      return [...counts].sort(([a], [b]) => b.localeCompare(a)).map(([month, count]) => ({ month, count }));
    },
    invoice: ({ id }) => {
      const invoice = this.invoices.find((one) => one.id === id);
      if (!invoice)
        throw { code: 'not_found', message: 'No such invoice', hint: null, retryable: false, field: null };
      return {
        invoice: structuredClone(invoice),
        overdue: toRow(invoice, today).overdue,
        read_at: `${today}T11:47:00Z`,
        missing: false,
        printed_without: [...this.printer.without],
        ...this.desk.detailPart(invoice),
      };
    },
    open_in_portal: () => null,
    open_token_settings: () => null,
    sync: ({ full }, onProgress) => this.pretendSync(full, onProgress),
    stop_sync: () => (this.stopped = true),
    status: (request) => ({
      connection: structuredClone(this.find(request.connection)),
      invoices: this.options.pretend ?? this.held().length,
      server_invoices: this.invoices.length,
      synced_at: this.syncedAt,
      checked_at: this.syncedAt,
      verification: structuredClone(this.verification),
      settings: { ...this.settings },
      last_run: this.runs[0] ?? null,
      syncing: false,
      payments_waiting: 0,
      ...this.desk.statusPart(),
      odd_values: 0,
      printed_without: [...this.printer.without],
      kept_aside: [],
      data_file: 'farnsworth.sqlite',
      data_bytes: 1_240_000,
    }),
    sync_runs: () => structuredClone(this.runs),
    verify: (_request, onProgress) => this.pretendVerify(onProgress),
    changes: ({ since }) => this.changes.filter((change) => change.seen_at >= since),
    invoice_changes: ({ id }) => this.changes.filter((change) => change.invoice_id === id).reverse(),
    sync_settings: () => ({ ...this.settings }),
    set_sync_settings: ({ settings }) => (this.settings = { ...settings }),
  };

  private async pretendVerify(onProgress?: (progress: api.SyncProgress) => void): Promise<api.Verification> {
    const total = this.invoices.length;
    for (let done = 0; this.options.pace && done < total; done += 20) {
      onProgress?.({ phase: 'verifying', done, total, waiting: null });
      await new Promise((resolve) => setTimeout(resolve, this.options.pace));
    }
    this.verification = verificationOf(this.invoices, `${this.options.today ?? today}T14:05:00`);
    return this.verification;
  }

  private async pretendSync(
    full: boolean,
    onProgress?: (progress: api.SyncProgress) => void,
  ): Promise<api.SyncRun> {
    const started = new Date().toISOString();
    const first = this.syncedAt === null;
    let reached = 0;
    const total = this.invoices.length;
    this.stopped = false;
    onProgress?.({ phase: 'starting', done: 0, total: null, waiting: null });
    for (let done = 0; this.options.pace && done < total && !this.stopped; done += 20) {
      reached = done;
      this.arrived = first ? done : this.arrived;
      onProgress?.({ phase: 'invoices', done, total, waiting: null });
      await new Promise((resolve) => setTimeout(resolve, this.options.pace));
    }
    if (!this.stopped) {
      this.arrived = Number.POSITIVE_INFINITY;
      this.syncedAt = `${this.options.today ?? today}T14:02:00`;
      if (first || full) this.verification = verificationOf(this.invoices, this.syncedAt);
    }
    const run: api.SyncRun = {
      id: this.runs.length + 1,
      kind: first ? 'first' : full ? 'full' : 'delta',
      started_at: started,
      finished_at: new Date().toISOString(),
      outcome: this.stopped ? 'stopped' : 'done',
      added: 3,
      changed: 4,
      unchanged: total - 7,
      missing: 0,
      payments_read: 12,
      requests: 14,
      bytes: 734_003,
      phase: this.stopped ? 'invoices' : 'payments',
      phase_done: this.stopped ? reached : 12,
      phase_total: this.stopped ? total : 12,
      error: null,
    };
    this.runs.unshift(run);
    if (this.stopped) {
      const message = 'the sync was stopped';
      throw { code: 'stopped', message, hint: null, retryable: true, field: null };
    }
    return run;
  }
}

/** One field of an invoice as a sync saw it change. */
export function change(invoice: number, field: string, more: Partial<api.Change> = {}): api.Change {
  return {
    invoice_id: invoice,
    friendly_id: null,
    field,
    before: null,
    after: null,
    run: 1,
    seen_at: '2026-10-07T08:00:00Z',
    ...more,
  };
}

/** Something to look at in the history of each invoice. */
function sampleChanges(invoices: api.Invoice[]): api.Change[] {
  const later = { run: 2, seen_at: '2026-10-08T11:47:00Z' };
  return invoices.flatMap(({ id, line_items: [line] }) => [
    change(id, `line_items[${line?.id}].cost`, { before: '1400.0', after: line?.cost }),
    change(id, 'cost', { before: '3972.21', after: '4032.71' }),
    change(id, 'state', { before: 'pending', after: 'paid', ...later }),
    change(id, 'payment_transactions[5]', {
      after: { id: 5, message: 'Transaction approved', amount: '4032.71', currency: 'EUR' },
      ...later,
    }),
  ]);
}

/** Three portals, of which one can only be read and one has no token. */
const manyConnections = () => [
  connection('farnsworth', { color: 'teal' }),
  connection('planet-express', { org_name: 'Planet Express Ltd.', color: 'violet', read_only: true }),
  connection('momcorp', { org_name: null, color: 'ochre', has_token: false }),
];

/** `?first`, `?rows=1000000`, `?offline` and so on choose a scene in a plain browser. */
export function fakeFromAddress(address: string): Fake {
  const wanted = new URLSearchParams(address);
  const fake = new Fake({
    connections: wanted.has('first') ? [] : wanted.has('many') ? manyConnections() : [connection()],
    savedViews: wanted.has('plain') ? [] : sampleViews(),
    invoices: wanted.has('held') ? makeInvoices(Number(wanted.get('held'))) : undefined,
    pretend: wanted.has('rows') ? Number(wanted.get('rows')) : undefined,
    pace: wanted.has('slow') ? 800 : 60,
    syncedAt: wanted.has('empty') || wanted.has('first') ? null : undefined,
    preferences: {
      language: wanted.get('lang'),
      density: (wanted.get('density') as api.Density | null) ?? 'normal',
    },
  });
  const refuse = (code: api.ErrorCode, message: string) => () => {
    throw { code, message, hint: null, retryable: true, field: null };
  };
  if (wanted.has('offline'))
    fake.handlers.sync = refuse('offline', 'farnsworth-admin.example.com does not answer.');
  if (wanted.has('failed')) fake.handlers.sync = refuse('failed', 'The portal answered 503.');
  if (wanted.has('token')) fake.handlers.sync = refuse('refused', 'The portal said “Access denied”.');
  if (wanted.has('differs') && fake.verification)
    fake.verification = differing(fake.verification, fake.invoices);
  writeScene(fake.desk, fake.invoices, wanted);
  printScene(fake.printer, fake.invoices, wanted);
  figuresScene(fake.invoices, wanted);
  if (wanted.has('customers')) fake.customers.pretend = Number(wanted.get('customers'));
  fake.changes = sampleChanges(fake.invoices);
  if (wanted.has('refused')) {
    fake.handlers.connect = () => ({ outcome: 'not_connected', diagnosis: refusedDiagnosis });
  }
  return fake;
}
