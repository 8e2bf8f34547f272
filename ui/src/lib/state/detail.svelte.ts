import type { Change, Error as ApiError, InvoiceDetail, JournalEntry } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { readWholeJournal } from './changes.svelte';

export const tabs = ['details', 'pdf', 'payments', 'history'] as const;
export type Tab = (typeof tabs)[number];

/** The invoice in the detail pane. The one before stays until the next one is read. */
export class OpenInvoice {
  readonly connection: string;
  id = $state<number | null>(null);
  data = $state.raw<InvoiceDetail | null>(null);
  error = $state<ApiError | null>(null);
  tab = $state<Tab>('details');
  /**
   * What syncs saw change on an invoice and what was changed from here, the newest first. It is read only where
   * it is looked at.
   */
  history = $state.raw<{ id: number; changes: Change[]; entries: JournalEntry[] } | null>(null);
  historyError = $state<ApiError | null>(null);

  private generation = 0;
  private historyGeneration = 0;

  constructor(connection: string) {
    this.connection = connection;
  }

  async open(id: number): Promise<void> {
    if (this.id === id && this.data) return;
    this.id = id;
    await this.read();
  }

  close(): void {
    this.generation += 1;
    this.id = null;
    this.data = null;
    this.error = null;
    this.history = null;
  }

  async read(): Promise<void> {
    if (this.id === null) return;
    const generation = ++this.generation;
    try {
      const data = await call('invoice', { connection: this.connection, id: this.id });
      if (generation !== this.generation) return;
      this.data = data;
      this.error = null;
    } catch (thrown) {
      if (generation !== this.generation) return;
      this.data = null;
      this.error = asApiError(thrown);
    }
  }

  async readHistory(): Promise<void> {
    const id = this.id;
    if (id === null) return;
    const generation = ++this.historyGeneration;
    try {
      const [changes, entries] = await Promise.all([
        call('invoice_changes', { connection: this.connection, id }),
        readWholeJournal(this.connection, id, []),
      ]);
      if (generation !== this.historyGeneration) return;
      this.history = { id, changes, entries };
      this.historyError = null;
    } catch (thrown) {
      if (generation === this.historyGeneration) this.historyError = asApiError(thrown);
    }
  }
}
