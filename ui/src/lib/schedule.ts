/** When connections are synced without being asked. */

/**
 * How often one looks whether a sync is due. Looking at the time again and again, instead of one long timer,
 * also works after the computer slept, and takes up new settings by itself.
 */
export const lookEvery = 60_000;

/** A connection, as far as its times are concerned. */
export interface Synced {
  /** Minutes between two syncs; 0 is never. */
  everyMinutes(): Promise<number>;
  /** When a sync of this window ended last; null when none did since the window was opened. */
  readonly syncEnded: number | null;
  /** Nothing may start: a sync runs, or a person paused it. */
  readonly held: boolean;
  /** Starts a sync; `held` is true from then on until it ends. */
  syncByItself(): unknown;
}

export function isDue(everyMinutes: number, ended: number | null, now: number): boolean {
  if (everyMinutes <= 0) return false;
  // A clock that was set back must not silence it for hours.
  return ended === null || now < ended || now - ended >= everyMinutes * 60_000;
}

export class Schedule {
  constructor(private readonly connections: () => Synced[]) {}

  /** Looks now and then until the function it gives back is called. */
  start(): () => void {
    const timer = setInterval(() => void this.look(), lookEvery);
    return () => clearInterval(timer);
  }

  /** Starts what is due. Connections do not wait for each other: a first fill may take an hour. */
  async look(): Promise<void> {
    await Promise.all(this.connections().map((connection) => this.lookAt(connection)));
  }

  private async lookAt(connection: Synced): Promise<void> {
    if (connection.held) return;
    let every: number;
    try {
      every = await connection.everyMinutes();
    } catch {
      // A cache that cannot be read says so where it is shown.
      return;
    }
    // A person may have started or paused one meanwhile.
    if (connection.held || !isDue(every, connection.syncEnded, Date.now())) return;
    void connection.syncByItself();
  }
}
