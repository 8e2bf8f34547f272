import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Error as ApiError, PdfComparison } from '../../api/bindings';
import { asApiError, call } from '../../api/call';

/**
 * What comparing with the server's own PDFs gave, by invoice. It is kept beside the panes: whoever looks at another
 * invoice meanwhile finds the answer when they come back.
 */
export class Comparisons {
  /** Fetched and compared now. */
  readonly busy = new SvelteSet<number>();
  /** Why comparing did not work. What was found before stands. */
  readonly errors = new SvelteMap<number, ApiError>();
  /** Why it is not known what was found before. */
  readonly readErrors = new SvelteMap<number, ApiError>();
  private readonly found = new SvelteMap<number, PdfComparison | null>();
  private generation = 0;

  constructor(private readonly connection: string) {}

  /** Null when it was never compared, undefined while that is not known. */
  of(id: number): PdfComparison | null | undefined {
    return this.found.get(id);
  }

  async read(id: number): Promise<void> {
    const generation = this.generation;
    try {
      const found = await call('pdf_comparison', { connection: this.connection, id });
      // What a comparison found meanwhile is newer.
      if (generation === this.generation) this.found.set(id, found);
      this.readErrors.delete(id);
    } catch (thrown) {
      this.readErrors.set(id, asApiError(thrown));
    }
  }

  async compare(id: number): Promise<void> {
    if (this.busy.has(id)) return;
    this.busy.add(id);
    this.errors.delete(id);
    try {
      const found = await call('compare_pdf', { connection: this.connection, id });
      this.generation += 1;
      this.found.set(id, found);
      this.readErrors.delete(id);
    } catch (thrown) {
      this.errors.set(id, asApiError(thrown));
    } finally {
      this.busy.delete(id);
    }
  }
}
