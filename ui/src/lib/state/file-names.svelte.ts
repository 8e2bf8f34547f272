import type { Error as ApiError, FileNames } from '../../api/bindings';
import { asApiError, call } from '../../api/call';
import { noFilter, toRequest } from '../filters';
import { debounce } from '../throttle';
import { words } from '../words';

const pause = 250;

/** How the files of a connection would be named with a pattern, as it is typed. */
export class NameExamples {
  pattern = $state('');
  names = $state.raw<FileNames | null>(null);
  error = $state.raw<ApiError | null>(null);
  private generation = 0;
  private readonly later = debounce(() => void this.look(), pause);

  constructor(
    private readonly connection: string,
    pattern: string,
    /** A pattern that can be used was typed. */
    private readonly onfit: (pattern: string) => void,
  ) {
    this.pattern = pattern;
    void this.look(false);
  }

  get problem(): string | null {
    return this.names?.problem ?? null;
  }

  type(pattern: string): void {
    this.pattern = pattern;
    this.generation += 1;
    this.later();
  }

  /** What was typed last is kept, though the pause of typing is not over. */
  leave(): void {
    this.later.flush();
  }

  private async look(typed = true): Promise<void> {
    const generation = ++this.generation;
    const { connection, pattern: name_pattern } = this;
    if (!name_pattern.trim()) {
      this.names = { examples: [], problem: words.settings.pdf.patternMissing };
      return;
    }
    try {
      const filter = toRequest('all', noFilter);
      const names = await call('file_names', { connection, ids: null, filter, name_pattern });
      if (generation !== this.generation) return;
      this.names = names;
      this.error = null;
      if (typed && names.problem === null) this.onfit(name_pattern);
    } catch (thrown) {
      if (generation === this.generation) this.error = asApiError(thrown);
    }
  }
}
