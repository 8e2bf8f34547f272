import type { SyncProgress } from '../api/bindings';

/** The one seam between the page and what it runs in. */
export interface Platform {
  /** Calls a command of the core. Rejects with the core's `Error` object. */
  invoke(command: string, request: unknown, onProgress?: (progress: SyncProgress) => void): Promise<unknown>;
  /** Tells when the cached data of a connection changed. Gives back a function that stops listening. */
  onDataChanged(listener: (connection: string) => void): () => void;
  /** Tells which entry of a native menu was chosen, by its id. Gives back a function that stops listening. */
  onMenu(listener: (id: string) => void): () => void;
}
