/**
 * What the window remembers of itself between starts: places and widths, never data. A full or forbidden
 * storage must not stop the program, so both ways may quietly do nothing.
 */
const prefix = 'billfold.';

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Nothing is lost but the place one was at.
  }
}

export function recall(key: string): unknown {
  try {
    const stored = localStorage.getItem(prefix + key);
    return stored === null ? undefined : JSON.parse(stored);
  } catch {
    return undefined;
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // As above.
  }
}
