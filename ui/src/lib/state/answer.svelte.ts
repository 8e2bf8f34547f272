import type { Error as ApiError } from '../../api/bindings';
import { asApiError } from '../../api/call';

/**
 * The answer to the newest question. What is shown stays until its successor is there; an answer that comes late
 * is dropped, and what could not be read again stays only where it answers the same question.
 */
export class Answer<T> {
  value = $state.raw<T | null>(null);
  error = $state<ApiError | null>(null);
  private question = '';
  private asked = 0;

  async ask(question: unknown, work: () => Promise<T>): Promise<void> {
    const asked = ++this.asked;
    const key = JSON.stringify(question);
    try {
      const value = await work();
      if (asked !== this.asked) return;
      this.value = value;
      this.question = key;
      this.error = null;
    } catch (thrown) {
      if (asked !== this.asked) return;
      if (key !== this.question) this.value = null;
      this.error = asApiError(thrown);
    }
  }
}
