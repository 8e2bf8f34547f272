import type { Error as ApiError, InvoiceDetail } from '../../api/bindings';
import { asApiError, call } from '../../api/call';

export const tabs = ['details', 'pdf', 'payments'] as const;
export type Tab = (typeof tabs)[number];

/** The invoice in the detail pane. The one before stays until the next one is read. */
export class OpenInvoice {
  readonly connection: string;
  id = $state<number | null>(null);
  data = $state.raw<InvoiceDetail | null>(null);
  error = $state<ApiError | null>(null);
  tab = $state<Tab>('details');

  private generation = 0;

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
}
