/**
 * Runs `work` at once, then at most once per `every` milliseconds; the last request is never dropped.
 * While `work` is still running, no second one starts.
 */
export function throttle(work: () => Promise<unknown> | void, every: number): () => void {
  let busy = false;
  let again = false;
  const run = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    const pause = new Promise((resolve) => setTimeout(resolve, every));
    try {
      await work();
    } finally {
      await pause;
      busy = false;
      if (again) {
        again = false;
        void run();
      }
    }
  };
  return () => void run();
}

/** Waits for a pause in typing. */
export function debounce<A extends unknown[]>(work: (...given: A) => void, pause: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting: A | null = null;
  const run = () => {
    const given = waiting;
    later.cancel();
    if (given) work(...given);
  };
  const later = (...given: A) => {
    clearTimeout(timer);
    waiting = given;
    timer = setTimeout(run, pause);
  };
  later.cancel = () => {
    clearTimeout(timer);
    waiting = null;
  };
  /** Does at once what is waited for. */
  later.flush = run;
  return later;
}
