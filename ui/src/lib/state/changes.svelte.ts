import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  DraftCheck,
  Error as ApiError,
  JournalEntry,
  SyncProgress,
  WriteResult,
  WriteStatus,
} from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import type { Asking } from '../asking';
import { isUnsettled } from '../writes';

export const pageSize = 100;

const unsettled: WriteStatus[] = ['unknown', 'sending'];
const settled: WriteStatus[] = ['done', 'not_done', 'refused', 'discarded'];

/** What is read again once something was sent. */
interface Surroundings {
  readonly name: string;
  readAll(): Promise<void>;
}

/** The journal of a connection: what is not settled, what is prepared, what was sent. */
export class Changes {
  unsettled = $state.raw<JournalEntry[]>([]);
  drafts = $state.raw<JournalEntry[]>([]);
  /** The newest first, as far as they were asked for. */
  sent = $state.raw<JournalEntry[]>([]);
  hasMore = $state(false);
  loaded = $state(false);
  error = $state.raw<ApiError | null>(null);

  /** What a person is asked about now. It outlives what is drawn below it. */
  asking = $state.raw<Asking | null>(null);
  /** What is under way; nothing else is begun meanwhile. */
  busy = $state<'settle' | 'check' | 'send' | 'accept' | 'discard' | 'decide' | null>(null);
  progress = $state.raw<SyncProgress | null>(null);
  /** What a comparison with the portal, or an attempt to send, said of a prepared change. */
  readonly checks = new SvelteMap<number, DraftCheck>();
  /** Looked at again without learning anything: only then is a person's own word asked for. */
  readonly looked = new SvelteSet<number>();

  private generation = 0;
  private pages = 1;

  constructor(private readonly around: Surroundings) {}

  async read(): Promise<void> {
    const generation = ++this.generation;
    try {
      const [open, drafts, ...sent] = await Promise.all([
        this.all(unsettled),
        this.all(['draft']),
        ...Array.from({ length: this.pages }, (_, page) => this.page(settled, page)),
      ]);
      if (generation !== this.generation) return;
      this.unsettled = open!;
      this.drafts = drafts!;
      this.sent = sent.flat();
      this.hasMore = sent.at(-1)!.length === pageSize;
      this.error = null;
      this.forgetGone();
      this.loaded = true;
    } catch (thrown) {
      if (generation === this.generation) this.error = asApiError(thrown);
    }
  }

  async readMore(): Promise<void> {
    this.pages += 1;
    await this.read();
  }

  /** Looks again at everything that is not settled. What stays so may be decided by a person. */
  async settle(): Promise<void> {
    const entries = await this.once('settle', () => call('settle_writes', { connection: this.around.name }));
    for (const entry of entries ?? []) if (isUnsettled(entry)) this.looked.add(entry.id);
  }

  async check(ids: number[]): Promise<void> {
    const checks = await this.once('check', () => call('check_drafts', this.request(ids)));
    for (const check of checks ?? []) this.checks.set(check.entry.id, check);
  }

  /** Sends prepared changes, in the order they were made. A conflict stays with the change it belongs to. */
  async send(ids: number[]): Promise<WriteResult[] | null> {
    const results = await this.once('send', () =>
      call('send_drafts', this.request(ids), (progress) => (this.progress = progress)),
    );
    for (const { outcome, conflict, entries } of results ?? []) {
      const entry = entries[0];
      if (outcome === 'conflict' && entry) this.checks.set(entry.id, { entry, conflict, problem: null });
    }
    return results;
  }

  accept(ids: number[]): Promise<unknown> {
    return this.once('accept', async () => {
      const entries = await call('accept_drafts', this.request(ids));
      for (const id of ids) this.checks.delete(id);
      return entries;
    });
  }

  discard(ids: number[]): Promise<unknown> {
    return this.once('discard', () => call('discard_drafts', this.request(ids)));
  }

  decide(id: number, happened: boolean): Promise<unknown> {
    return this.once('decide', () => call('decide_write', { connection: this.around.name, id, happened }));
  }

  private request(ids: number[]) {
    return { connection: this.around.name, ids };
  }

  /** One thing at a time, and each press once. What goes wrong is thrown to whoever asked. */
  private async once<T>(what: NonNullable<Changes['busy']>, work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = what;
    this.progress = null;
    try {
      return await work();
    } finally {
      await this.around.readAll();
      this.busy = null;
      this.progress = null;
    }
  }

  private page(statuses: WriteStatus[], page: number): Promise<JournalEntry[]> {
    return readJournal(this.around.name, null, statuses, page);
  }

  private all(statuses: WriteStatus[]): Promise<JournalEntry[]> {
    return readWholeJournal(this.around.name, null, statuses);
  }

  /** What was sent, settled or thrown away elsewhere is no longer compared or decided here. */
  private forgetGone(): void {
    for (const id of this.checks.keys())
      if (!this.drafts.some((draft) => draft.id === id)) this.checks.delete(id);
    for (const id of this.looked)
      if (!this.unsettled.some((entry) => entry.id === id)) this.looked.delete(id);
  }
}

function readJournal(
  connection: string,
  invoice_id: number | null,
  statuses: WriteStatus[],
  page: number,
): Promise<JournalEntry[]> {
  return call('journal', { connection, invoice_id, statuses, offset: page * pageSize, limit: pageSize });
}

/** All lines of some kinds, the newest first. For kinds of which there are few, and for one invoice. */
export async function readWholeJournal(
  connection: string,
  invoice_id: number | null,
  statuses: WriteStatus[],
): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (let page = 0; ; page += 1) {
    const read = await readJournal(connection, invoice_id, statuses, page);
    entries.push(...read);
    if (read.length < pageSize) return entries;
  }
}
