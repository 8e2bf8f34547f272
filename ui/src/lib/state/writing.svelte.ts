import type { Error as ApiError, Invoice, Write, WriteCheck, WriteResult } from '../../api/bindings';
import { asApiError, call } from '../../api/call';

/** What is read again once something was sent. */
interface Surroundings {
  readonly name: string;
  readAll(): Promise<void>;
}

/**
 * One thing a person decides about an invoice as it was displayed: what it would do, whether it is under way,
 * what became of it. While it is under way a second press does nothing, and nothing here tries again by itself.
 */
export class Writing {
  check = $state.raw<WriteCheck | null>(null);
  result = $state.raw<WriteResult | null>(null);
  error = $state.raw<ApiError | null>(null);

  private pressed = $state(false);
  private calling = $state(false);
  private generation = 0;

  constructor(
    private readonly around: Surroundings,
    private readonly seen: Invoice | null,
  ) {}

  /** From the press of the button until the page shows what became of it. */
  get busy(): boolean {
    return this.pressed || this.calling;
  }

  /**
   * What a form does once its button is pressed: what is asked before anything is sent belongs to the press, too.
   * A second press, or a way out of the dialog, in between would meet a call that comes later.
   */
  async press(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.pressed = true;
    try {
      await work();
    } finally {
      this.pressed = false;
    }
  }

  private request(writes: Write[]) {
    return { connection: this.around.name, writes, seen: this.seen };
  }

  /** Asks what the writes would do. Whoever types on gets the answer to what stands there last. */
  async look(writes: Write[]): Promise<WriteCheck | null> {
    const generation = ++this.generation;
    try {
      const check = await call('check_write', this.request(writes));
      if (generation === this.generation) this.check = check;
      return check;
    } catch (thrown) {
      if (generation === this.generation) this.error = asApiError(thrown);
      return null;
    }
  }

  /** Sends, once. Gives what became of it; null when a call was under way already or nothing can be said. */
  send(writes: Write[]): Promise<WriteResult | null> {
    return this.once(async () => (this.result = await call('write', this.request(writes))));
  }

  /** Writes down without sending. */
  async prepare(writes: Write[]): Promise<boolean> {
    return (await this.once(() => call('prepare_write', this.request(writes)))) !== null;
  }

  private async once<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.calling) return null;
    this.calling = true;
    this.error = null;
    this.result = null;
    try {
      return await work();
    } catch (thrown) {
      this.error = asApiError(thrown);
      return null;
    } finally {
      // Whatever became of it, the page shows the invoice as it is now before anything can be pressed again.
      await this.around.readAll();
      this.calling = false;
    }
  }
}

/** Errors of which it is sure that they came before anything was sent. */
const before: readonly ApiError['code'][] = [
  'invalid_input',
  'not_connected',
  'token_needed',
  'offline',
  'refused',
  'not_found',
  'busy',
  'conflict',
];
export const nothingWasSent = (error: ApiError) => before.includes(error.code);
