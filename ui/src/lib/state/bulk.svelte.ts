import type {
  BulkAction,
  BulkPreview,
  BulkResult,
  Error as ApiError,
  NewLineItem,
  SyncProgress,
  TypedTotal,
} from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { amountFormat } from '../amount-format';
import { actionOf, type BulkKind, countPossible, targetsOf } from '../bulk';
import { words } from '../words';
import { mostIds, type Targets } from './ticks.svelte';
import { nothingWasSent } from './writing.svelte';

/**
 * `line` asks for the line item, `looking` and `preview` ask what is possible, `running` sends, and `done` and
 * `failed` tell what became of it. Only `preview` leads to `running`, and only by a person's press.
 */
export type BulkPhase = 'line' | 'looking' | 'preview' | 'running' | 'done' | 'failed';

/** One action for many invoices, from the question to what became of it. */
export class Bulk {
  phase = $state<BulkPhase>('looking');
  line = $state.raw<NewLineItem | null>(null);
  preview = $state.raw<BulkPreview | null>(null);
  progress = $state.raw<SyncProgress | null>(null);
  result = $state.raw<BulkResult | null>(null);
  /** Why there is no preview, why it did not start, or why it ended without a result. */
  error = $state.raw<ApiError | null>(null);
  stopping = $state(false);
  stopError = $state.raw<ApiError | null>(null);
  /** Invoices of the selection of which nothing is held any more. */
  gone = $state(0);
  /** The totals as they are typed, by currency. */
  typed = $state.raw<Record<string, string>>({});

  /** Something may have been sent. */
  sent = false;
  private action: BulkAction | null = null;

  constructor(
    private readonly connection: string,
    readonly kind: BulkKind,
    private readonly targets: () => Promise<Targets | null>,
  ) {
    if (kind === 'add_line') this.phase = 'line';
    else void this.look();
  }

  get possible(): number {
    return this.preview ? countPossible(this.preview) : 0;
  }

  /** Something is possible, and what has to be typed is there. Whether it is right is said by the core. */
  get ready(): boolean {
    const { preview } = this;
    if (this.phase !== 'preview' || !preview || this.possible === 0) return false;
    return this.totals.every(({ text }) => text.trim() !== '');
  }

  private get totals(): TypedTotal[] {
    if (!this.preview?.totals_to_type) return [];
    return this.preview.possible.map(({ currency }) => ({
      currency,
      text: this.typed[currency ?? ''] ?? '',
    }));
  }

  type(currency: string, text: string): void {
    this.typed = { ...this.typed, [currency]: text };
  }

  /** What it would do. The line item is needed where one is to be added. */
  async look(line = this.line): Promise<void> {
    this.line = line;
    this.phase = 'looking';
    this.preview = null;
    this.error = null;
    this.typed = {};
    const action = (this.action = actionOf(this.kind, line));
    try {
      const targets = await this.targets();
      if (!targets) throw tooMany;
      const preview = await call('preview_bulk', { connection: this.connection, action, ...targets });
      this.gone = targets.ids ? Math.max(0, targets.ids.length - preview.rows.length) : 0;
      this.preview = preview;
    } catch (thrown) {
      this.error = asApiError(thrown);
    }
    this.phase = 'preview';
  }

  /** Sends it, once: whatever happens, it takes a preview and a press to get here again. */
  async start(): Promise<void> {
    const { preview, action } = this;
    if (!this.ready || !preview || !action) return;
    const request = {
      connection: this.connection,
      action,
      rows: targetsOf(preview),
      typed_totals: this.totals,
      format: amountFormat(),
    };
    this.phase = 'running';
    this.progress = null;
    this.error = null;
    this.stopping = false;
    this.stopError = null;
    try {
      this.result = await call('run_bulk', request, (progress) => (this.progress = progress));
      this.sent = true;
      this.phase = 'done';
    } catch (thrown) {
      const error = (this.error = asApiError(thrown));
      if (!nothingWasSent(error)) this.sent = true;
      this.phase = error.field !== null && nothingWasSent(error) ? 'preview' : 'failed';
    }
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    this.stopError = null;
    try {
      await call('stop_bulk', { connection: this.connection });
    } catch (thrown) {
      this.stopping = false;
      this.stopError = asApiError(thrown);
    }
  }
}

const tooMany: ApiError = {
  code: 'invalid_input',
  message: words.bulk.tooMany(mostIds),
  hint: words.bulk.tooManyHelp,
  retryable: false,
  field: null,
};
