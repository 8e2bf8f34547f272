import type {
  Error as ApiError,
  FileNames,
  Layout,
  PrintResult,
  PrintTarget,
  SyncProgress,
} from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { type PrintChoices, readChoices, usualPattern } from '../printing';
import { recall, remember } from '../remember';
import { debounce } from '../throttle';
import { words } from '../words';
import { mostIds, type Targets } from './ticks.svelte';

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
  /** Tells what became of it where nobody looks. */
  onend: (printing: Printing) => void;
}

const pause = 250;

/** The PDFs of many invoices, from the question to what became of it. */
export class Printing {
  phase = $state<PrintPhase>('form');
  layout = $state<Layout>('server');
  target = $state<PrintTarget>('folder');
  pattern = $state('');
  /** The first names, while the pattern is the one they were made of. */
  names = $state.raw<FileNames | null>(null);
  namesError = $state.raw<ApiError | null>(null);
  progress = $state.raw<SyncProgress | null>(null);
  result = $state.raw<PrintResult | null>(null);
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
    const { layout, target, pattern } = readChoices(recall('print'), question.layout);
    this.layout = layout;
    this.target = target;
    this.pattern = pattern;
    void this.look();
  }

  /** What is wrong with the pattern; one big file needs none. */
  get problem(): string | null {
    return this.target === 'merged' ? null : (this.names?.problem ?? null);
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
    const choices: PrintChoices = { layout: this.layout, target: this.target, pattern: this.pattern };
    remember('print', choices);
    this.phase = 'asking';
    this.progress = null;
    this.result = null;
    this.error = null;
    this.stopping = false;
    this.stopError = null;
    try {
      const { layout, target, pattern } = choices;
      const name_pattern = target === 'merged' ? usualPattern : pattern;
      const targets = await this.targets();
      const request = { connection, ...targets, layout, target, name_pattern };
      this.result = await call('print_pdfs', request, (progress) => this.follow(progress));
      this.phase = this.result ? 'done' : 'form';
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
    if (!this.names) void this.look();
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.stopError = null;
    try {
      await call('stop_printing', { connection: this.question.connection });
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
    if (!targets) throw tooMany;
    return targets;
  }
}

const tooMany: ApiError = {
  code: 'invalid_input',
  message: words.bulk.tooMany(mostIds),
  hint: words.bulk.tooManyHelp,
  retryable: false,
  field: null,
};
