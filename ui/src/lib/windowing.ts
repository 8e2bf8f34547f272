/**
 * The arithmetic of a list that draws only the rows in sight.
 *
 * `top` is the pixel of the full list at the upper edge of what one sees. `scrollTop` is where the scroll bar
 * is. They are the same until the list is taller than `tallest`; then the scroll range is squeezed and one
 * pixel of the scroll bar stands for several of the list.
 */

/**
 * WebKit cuts an element off at 33,554,428 px, but painting is done in 32-bit floats, which have no whole
 * pixels left long before: rows shiver and their lines vanish. Up to here a quarter of a pixel is exact.
 */
export const tallest = 4_000_000;

export interface Geometry {
  rows: number;
  rowHeight: number;
  /** Height of the part of the list one sees. */
  viewport: number;
}

export interface Slice {
  first: number;
  /** One after the last row to draw. */
  end: number;
}

/** Height of all rows, were there no limit. */
export function fullHeight(g: Geometry): number {
  return g.rows * g.rowHeight;
}

/** Height of the element that makes the scroll bar. */
export function scrollHeight(g: Geometry): number {
  return Math.min(fullHeight(g), tallest);
}

export function isSqueezed(g: Geometry): boolean {
  return fullHeight(g) > tallest;
}

/** How many pixels of the list one pixel of scrolling stands for; 1 unless squeezed. */
function scale(g: Geometry): number {
  const range = scrollHeight(g) - g.viewport;
  return range > 0 ? Math.max(1, (fullHeight(g) - g.viewport) / range) : 1;
}

/** The list neither starts below the upper edge nor ends above the lower one. */
export function clampTop(g: Geometry, top: number): number {
  return Math.max(0, Math.min(fullHeight(g) - g.viewport, top));
}

export function topOf(g: Geometry, scrollTop: number): number {
  return clampTop(g, scrollTop * scale(g));
}

export function scrollTopOf(g: Geometry, top: number): number {
  return clampTop(g, top) / scale(g);
}

/** The rows to draw: those in sight and `spare` on either side. */
export function slice(g: Geometry, top: number, spare: number): Slice {
  const first = Math.max(0, Math.floor(top / g.rowHeight) - spare);
  const end = Math.min(g.rows, Math.ceil((top + g.viewport) / g.rowHeight) + spare);
  return { first: Math.min(first, end), end };
}

/** Where a row is put inside the scrolled element. */
export function rowTop(g: Geometry, top: number, scrollTop: number, row: number): number {
  return isSqueezed(g) ? scrollTop + (row * g.rowHeight - top) : row * g.rowHeight;
}

/** How many whole rows one sees, at least one. */
export function rowsPerPage(g: Geometry): number {
  return Math.max(1, Math.floor(g.viewport / g.rowHeight));
}

/** The `top` that brings a row into sight with as little movement as possible. */
export function topToReveal(g: Geometry, top: number, row: number): number {
  const start = row * g.rowHeight;
  if (start < top) return start;
  if (start + g.rowHeight > top + g.viewport) return clampTop(g, start + g.rowHeight - g.viewport);
  return top;
}
