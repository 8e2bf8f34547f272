import { SvelteMap } from 'svelte/reactivity';
import type { Connection, Status } from '../../api/bindings';
import { call } from '../../api/call';
import { ageOf } from '../sync-state';
import { words } from '../words';

/** How old the data of each connection is, read when the list of connections is opened. */
export class Ages {
  private readonly known = new SvelteMap<string, Status>();

  read(connections: readonly Connection[]): void {
    for (const { name } of connections) {
      call('status', { connection: name }).then(
        (status) => this.known.set(name, status),
        // One whose cache cannot be read says so where it is shown.
        () => this.known.delete(name),
      );
    }
  }

  /** `Data of 13:47`; null while it is not known. */
  of(name: string, today: string): string | null {
    const status = this.known.get(name);
    if (!status) return null;
    const age = ageOf(status, today);
    return age === null ? words.sidebar.neverSynced : words.sidebar.dataOf(age);
  }
}
