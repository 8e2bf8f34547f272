import { SvelteMap } from 'svelte/reactivity';
import { call } from '../../api/call';
import { firstSort, noFilter } from '../filters';
import { words } from '../words';

/** Names of customers that are known by their id alone, as their newest invoice has them. */
export class CustomerNames {
  private readonly known = new SvelteMap<number, string>();
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen depends on it
  private readonly asked = new Set<number>();

  constructor(private readonly connection: string) {}

  /** The name, or the number of the account until it is read. */
  of(id: number): string {
    return this.known.get(id) ?? words.filters.customerId(id);
  }

  learn(id: number, name: string): void {
    this.known.set(id, name);
    this.asked.add(id);
  }

  async read(id: number): Promise<void> {
    if (this.asked.has(id)) return;
    this.asked.add(id);
    try {
      const filter = { ...noFilter, buyer_id: id };
      const request = { connection: this.connection, filter, sort: firstSort, offset: 0, limit: 1 };
      const [row] = await call('list_invoices', request);
      if (row?.buyer_name) this.known.set(id, row.buyer_name);
    } catch {
      // The number of the account says which one it is, too.
      this.asked.delete(id);
    }
  }
}
