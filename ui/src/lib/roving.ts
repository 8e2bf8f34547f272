/**
 * One tab stop for all figures of a table; the arrow keys move between them. A table of a hundred months would
 * otherwise be hundreds of stops.
 */
import type { Attachment } from 'svelte/attachments';

const chosen = '[data-stop]';

function setStop(table: HTMLElement, stop: HTMLElement | undefined): void {
  for (const one of table.querySelectorAll<HTMLElement>(`${chosen}[tabindex="0"]`)) one.tabIndex = -1;
  if (stop) stop.tabIndex = 0;
}

function next(table: HTMLTableElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const cell = from.closest<HTMLTableCellElement>('td, th')!;
  const row = cell.closest('tr')!;
  const own = [...row.querySelectorAll<HTMLElement>(chosen)];
  const at = own.indexOf(from);
  if (key === 'ArrowLeft') return own[at - 1];
  if (key === 'ArrowRight') return own[at + 1];
  if (key === 'Home') return own[0];
  if (key === 'End') return own.at(-1);
  const by = key === 'ArrowUp' ? -1 : 1;
  // Up and down stay in the column, past rows that have nothing there; a row of one button is met as well.
  for (let to = row.rowIndex + by; to >= 0 && to < table.rows.length; to += by) {
    const stops = [...table.rows[to]!.querySelectorAll<HTMLElement>(chosen)];
    const below = stops.find(
      (stop) => stop.closest<HTMLTableCellElement>('td, th')!.cellIndex === cell.cellIndex,
    );
    if (below) return below;
    if (stops.length === 1 && stops[0]!.closest<HTMLTableCellElement>('td, th')!.colSpan > 1) return stops[0];
  }
  return undefined;
}

const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'];

/** `rows` names what the table is made of: when it changes, the stop is looked for again. */
export function roving(rows: () => unknown): Attachment<HTMLTableElement> {
  return (table) => {
    rows();
    const stops = [...table.querySelectorAll<HTMLElement>(chosen)];
    if (!stops.some((stop) => stop.tabIndex === 0)) setStop(table, stops[0]);

    const onfocusin = (event: FocusEvent) => {
      const stop = (event.target as HTMLElement).closest<HTMLElement>(chosen);
      if (stop) setStop(table, stop);
    };
    const onkeydown = (event: KeyboardEvent) => {
      const from = (event.target as HTMLElement).closest<HTMLElement>(chosen);
      if (!from || !keys.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      next(table, from, event.key)?.focus();
    };
    table.addEventListener('focusin', onfocusin);
    table.addEventListener('keydown', onkeydown);
    return () => {
      table.removeEventListener('focusin', onfocusin);
      table.removeEventListener('keydown', onkeydown);
    };
  };
}
