import type { AmountRead } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { amountFormat } from '../amount-format';

/** So long after the last key an amount is read. */
const readAfter = 250;

/**
 * An amount as it is typed, and as the core understands it. Only what was understood is ever sent, and only
 * while it is what stands in the field.
 */
export class TypedAmount {
  text = $state('');
  private answer = $state.raw<{ text: string; read: AmountRead } | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Called when the understood amount changed. */
  onRead: () => void = () => {};

  constructor(text: string) {
    this.text = text;
    if (text) void this.read();
  }

  /** What was understood of what stands there now. */
  get amount(): string | null {
    return this.answer?.text === this.text ? this.answer.read.amount : null;
  }

  get problem(): string | null {
    return this.answer?.text === this.text && this.text.trim() !== '' ? this.answer.read.problem : null;
  }

  typed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(), readAfter);
  }

  /** Reads what stands there, now. */
  async read(): Promise<string | null> {
    clearTimeout(this.timer);
    const { text } = this;
    if (this.answer?.text !== text) {
      let read: AmountRead;
      try {
        read = await call('read_amount', { text, format: amountFormat() });
      } catch (thrown) {
        read = { amount: null, problem: asApiError(thrown).message };
      }
      // Whoever typed on meanwhile gets the answer to what stands there now.
      if (this.text !== text) return null;
      this.answer = { text, read };
      this.onRead();
    }
    return this.amount;
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
