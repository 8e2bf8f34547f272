import type {
  Error as ApiError,
  ExportColumns,
  ExportResult,
  FileNames,
  Layout,
  PrintResult,
  Sort,
  SyncProgress,
} from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import {
  type ExportTarget,
  isTable,
  type PrintChoices,
  readChoices,
  tooManyIds,
  usualPattern,
} from '../printing';
import { recall, remember } from '../remember';
import { debounce } from '../throttle';
import { words } from '../words';
import type { Targets } from './ticks.svelte';

/**
 * `form` asks how, `asking` waits for the system's own question where to, `running` writes, and `done` and `failed`
 * tell what became of it.
 */
export type PrintPhase = 'form' | 'asking' | 'running' | 'done' | 'failed';

export interface PrintQuestion {
  connection: string;
  /** How many there are as far as the list knows. */
  count: number;
  /** They were ticked; otherwise they are all that the list shows. */
  ticked: boolean;
  targets: () => Promise<Targets | null>;
  /** The layout that is looked at, where none was chosen here before. */
  layout: Layout;
  /** How files are named, where that was set for the program as a whole. */
  pattern?: string | null;
  /** The order of the rows of a table. */
  sort: Sort;
  /** Tells what became of it where nobody looks. */
  onend: (printing: Printing) => void;
}

const pause = 250;

/** Many invoices as PDFs or as a table, from the question to what became of it. */
export class Printing {
  phase = $state<PrintPhase>('form');
  layout = $state<Layout>('server');
  target = $state<ExportTarget>('folder');
  pattern = $state('');
  columns = $state<ExportColumns>('full');
  lineItems = $state(false);
  /** The first names, while the pattern is the one they were made of. */
  names = $state.raw<FileNames | null>(null);
  namesError = $state.raw<ApiError | null>(null);
  progress = $state.raw<SyncProgress | null>(null);
  result = $state.raw<PrintResult | null>(null);
  /** The same of a table. */
  table = $state.raw<ExportResult | null>(null);
  /** Why it did not start, or why it ended without a result. */
  error = $state.raw<ApiError | null>(null);
  stopping = $state(false);
  stopError = $state.raw<ApiError | null>(null);
  readonly count: number;
  readonly ticked: boolean;

  private known: Promise<Targets | null> | null = null;
  private generation = 0;
  private readonly lookLater = debounce(() => void this.look(), pause);

  constructor(private readonly question: PrintQuestion) {
    this.count = question.count;
    this.ticked = question.ticked;
    const kept = readChoices(recall('print'), question.layout, question.pattern);
    this.layout = kept.layout;
    this.target = kept.target;
    this.pattern = kept.pattern;
    this.columns = kept.columns;
    this.lineItems = kept.lineItems;
  }

  /** Whether there are files to be named by a pattern. */
  get named(): boolean {
    return this.target === 'folder' || this.target === 'zip';
  }

  /** What is wrong with the pattern; one big file needs none. */
  get problem(): string | null {
    return this.named ? (this.names?.problem ?? null) : null;
  }

  /** Files of their own that are through stay, whatever came later; one big file is put in place at its end. */
  get wroteSome(): boolean {
    return this.target === 'folder' && (this.progress?.done ?? 0) > 0;
  }

  /** The pattern is another one by now. */
  typed(pattern: string): void {
    this.pattern = pattern;
    this.names = null;
    this.namesError = null;
    this.generation += 1;
    this.lookLater();
  }

  /** The first names are asked for where they are shown. */
  showNames(): void {
    if (!this.names && !this.namesError) void this.look();
  }

  /** Nobody asks any more. What runs goes on. */
  leave(): void {
    this.lookLater.cancel();
  }

  private async look(): Promise<void> {
    const generation = ++this.generation;
    const name_pattern = this.pattern;
    if (!name_pattern.trim()) {
      this.names = { examples: [], problem: words.printing.patternMissing };
      return;
    }
    try {
      const names = await call('file_names', {
        connection: this.question.connection,
        ...(await this.targets()),
        name_pattern,
      });
      if (generation === this.generation) this.names = names;
    } catch (thrown) {
      if (generation === this.generation) this.namesError = asApiError(thrown);
    }
  }

  /** Prints, once for each press. Dismissing the system's question leads back to the form. */
  async start(): Promise<void> {
    if (this.phase !== 'form' || this.problem) return;
    const { connection } = this.question;
    const { layout, target, pattern, columns, lineItems } = this;
    const choices: PrintChoices = { layout, target, pattern, columns, lineItems };
    remember('print', choices);
    this.phase = 'asking';
    this.progress = null;
    this.result = null;
    this.table = null;
    this.error = null;
    this.stopping = false;
    this.stopError = null;
    try {
      const targets = await this.targets();
      const follow = (progress: SyncProgress) => this.follow(progress);
      if (isTable(target)) {
        const { sort } = this.question;
        const request = { connection, ...targets, sort, format: target, columns, line_items: lineItems };
        this.table = await call('export_invoices', request, follow);
      } else {
        const name_pattern = target === 'merged' ? usualPattern : pattern;
        this.result = await call(
          'print_pdfs',
          { connection, ...targets, layout, target, name_pattern },
          follow,
        );
      }
      this.phase = this.result || this.table ? 'done' : 'form';
    } catch (thrown) {
      this.fail(asApiError(thrown));
    }
    if (this.phase !== 'form') this.question.onend(this);
  }

  /** What is said last may come after the result. */
  private follow(progress: SyncProgress): void {
    if (this.phase !== 'asking' && this.phase !== 'running') return;
    this.phase = 'running';
    this.progress = progress;
  }

  private fail(error: ApiError): void {
    if (error.field === 'name_pattern') this.names = { examples: [], problem: error.message };
    else this.error = error;
    this.phase = error.field === null ? 'failed' : 'form';
  }

  /** Back to the form, with everything as it was chosen. */
  again(): void {
    if (this.phase !== 'failed') return;
    this.error = null;
    this.phase = 'form';
    this.namesError = null;
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.stopError = null;
    try {
      const command = isTable(this.target) ? 'stop_export' : 'stop_printing';
      await call(command, { connection: this.question.connection });
    } catch (thrown) {
      this.stopping = false;
      this.stopError = asApiError(thrown);
    }
  }

  /** Read once: what is ticked while the question stands is another matter. */
  private async targets(): Promise<Targets> {
    const reading = (this.known ??= this.question.targets());
    const forget = () => {
      if (this.known === reading) this.known = null;
    };
    const targets = await reading.catch((thrown: unknown) => {
      forget();
      throw thrown;
    });
    if (!targets) throw tooManyIds();
    return targets;
  }
}
