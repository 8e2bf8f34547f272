/** Where the headers of a list are on screen. */
import type { SortColumn } from '../api/bindings';

const heads = (row: HTMLElement) => [...row.querySelectorAll<HTMLElement>('[data-head]')];

/** How wide a column is drawn. */
export function widthOf(row: HTMLElement, column: SortColumn): number {
  const found = heads(row).find((head) => head.dataset.head === column);
  return Math.round(found?.getBoundingClientRect().width ?? 0);
}

/** The place of the header under the pointer; beyond the ends the first or the last. */
export function placeUnder(row: HTMLElement, x: number): number {
  const all = heads(row);
  const at = all.findIndex((head) => x < head.getBoundingClientRect().right);
  return at < 0 ? all.length - 1 : at;
}

/** As wide as the widest of what is drawn in a column, its header included; 0 where nothing is drawn. */
export function fitWidth(grid: HTMLElement, column: SortColumn): number {
  const cells = [...grid.querySelectorAll<HTMLElement>(`.c-${column}`)];
  const widths = cells.map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const content = range.getBoundingClientRect?.().width ?? 0;
    const inner = [...cell.querySelectorAll<HTMLElement>('.clip')];
    const cut = inner.reduce((sum, part) => sum + part.scrollWidth - part.clientWidth, 0);
    return content + Math.max(0, cut);
  });
  const widest = Math.max(0, ...widths);
  return widest > 0 ? Math.ceil(widest) + 14 : 0;
}
