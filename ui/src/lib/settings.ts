/** The parts of the settings, and what the sync settings offer. */
export const sections = ['connection', 'print', 'pdf', 'look', 'data', 'about'] as const;
export type Section = (typeof sections)[number];

export const readSection = (stored: unknown): Section =>
  sections.find((one) => one === stored) ?? 'connection';

/** A value that was set elsewhere stays a choice. */
const offered = (usual: readonly number[]) => (kept: number) =>
  [...new Set([...usual, kept])].sort((a, b) => a - b);

export const choices = {
  everyMinutes: offered([0, 5, 15, 30, 60]),
  fullCheckDays: offered([0, 1, 7, 30]),
};

/** Requests per minute as typed; nothing typed is no limit, which is kept as 0. Null when it is no such number. */
export function parseRate(typed: string): number | null {
  const text = typed.trim();
  if (text === '') return 0;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Colours of a connection; tokens.css has the same. Red is not among them: it means that something is wrong. */
export const colors = ['blue', 'sky', 'teal', 'green', 'ochre', 'pink', 'violet', 'slate'] as const;
export type Color = (typeof colors)[number];

/** What another version or program set is shown as none. */
export const readColor = (color: string | null): Color | null =>
  colors.find((known) => known === color) ?? null;
