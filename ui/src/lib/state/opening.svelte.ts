import type { Error as ApiError, Layout, PrintResult, SyncProgress } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { tooManyIds } from '../printing';
import type { Targets } from './ticks.svelte';

/** Beyond so many a person is asked first: they are about to fill a printer. */
export const printsWithoutQuestion = 200;
/** Few are ready before a dialog could be read. */
const quick = 20;
const patience = 400;

export type OpeningPhase = 'question' | 'running' | 'failed' | 'done';

export interface OpeningQuestion {
  connection: string;
  count: number;
  targets: () => Promise<Targets | null>;
  layout: Layout;
  /** Tells what became of it. */
  onend: (opening: Opening) => void;
}

/** One PDF of many invoices, made to be opened with the system's program and printed there. */
export class Opening {
  phase = $state<OpeningPhase>('question');
  progress = $state.raw<SyncProgress | null>(null);
  result = $state.raw<PrintResult | null>(null);
  error = $state.raw<ApiError | null>(null);
  stopping = $state(false);
  stopError = $state.raw<ApiError | null>(null);
  /** It takes a while, and a person wants to see how far it is. */
  private slow = $state(false);
  readonly count: number;

  constructor(private readonly question: OpeningQuestion) {
    this.count = question.count;
    if (question.count <= printsWithoutQuestion) void this.start();
  }

  /** Whether there is something to see or to decide. */
  get shown(): boolean {
    return this.phase === 'question' || this.phase === 'failed' || (this.phase === 'running' && this.slow);
  }

  async start(): Promise<void> {
    if (this.phase === 'running') return;
    this.phase = 'running';
    this.error = null;
    this.slow = this.count > quick;
    const timer = setTimeout(() => (this.slow = true), patience);
    const { connection, layout } = this.question;
    try {
      const targets = await this.question.targets();
      if (!targets) throw tooManyIds();
      const request = { connection, ...targets, layout };
      this.result = await call('open_pdf', request, (progress) => (this.progress = progress));
      this.phase = 'done';
    } catch (thrown) {
      this.error = asApiError(thrown);
      this.phase = this.error.code === 'stopped' ? 'done' : 'failed';
    } finally {
      clearTimeout(timer);
    }
    this.question.onend(this);
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
}
