import { describe, expect, it } from 'vitest';
import {
  fullHeight,
  type Geometry,
  rowsPerPage,
  rowTop,
  scrollHeight,
  scrollTopOf,
  slice,
  tallest,
  topOf,
  topToReveal,
} from './windowing';

const short: Geometry = { rows: 1000, rowHeight: 30, viewport: 600 };
const million: Geometry = { rows: 1_000_000, rowHeight: 30, viewport: 647 };

/** The greatest height WebKit gives an element. */
const webkitLimit = 33_554_428;

describe('a list that fits', () => {
  it('scrolls pixel by pixel', () => {
    expect(scrollHeight(short)).toBe(30_000);
    expect(topOf(short, 12_345)).toBe(12_345);
    expect(rowTop(short, 12_345, 12_345, 7)).toBe(210);
  });

  it('draws what is in sight and the spare rows, within the list', () => {
    expect(slice(short, 0, 5)).toEqual({ first: 0, end: 25 });
    expect(slice(short, 15, 0)).toEqual({ first: 0, end: 21 });
    expect(slice(short, 29_400, 5)).toEqual({ first: 975, end: 1000 });
    expect(slice({ ...short, rows: 0 }, 0, 5)).toEqual({ first: 0, end: 0 });
  });

  it('moves as little as needed to show a row', () => {
    expect(topToReveal(short, 300, 15)).toBe(300);
    expect(topToReveal(short, 300, 3)).toBe(90);
    expect(topToReveal(short, 300, 30)).toBe(330);
    expect(rowsPerPage(short)).toBe(20);
  });
});

describe('a list of a million rows', () => {
  it('stays below what a web view can hold', () => {
    expect(fullHeight(million)).toBe(30_000_000);
    expect(scrollHeight(million)).toBe(tallest);
    expect(tallest).toBeLessThan(webkitLimit);
  });

  it('reaches both ends', () => {
    expect(slice(million, topOf(million, 0), 0).first).toBe(0);
    const end = scrollHeight(million) - million.viewport;
    expect(slice(million, topOf(million, end), 0).end).toBe(1_000_000);
    expect(topOf(million, end)).toBe(fullHeight(million) - million.viewport);
    // Web views go past the end for a moment when they bounce.
    expect(topOf(million, end + 500)).toBe(fullHeight(million) - million.viewport);
    expect(topOf(million, -50)).toBe(0);
  });

  it('goes there and back', () => {
    for (const top of [0, 30, 12_345_678, 29_000_000]) {
      expect(topOf(million, scrollTopOf(million, top))).toBeCloseTo(top, 3);
    }
  });

  it('can bring every row to the upper edge, next to its neighbours', () => {
    for (const row of [0, 1, 499_999, 777_777, 999_970]) {
      const top = topToReveal(million, fullHeight(million), row);
      expect(slice(million, top, 0).first).toBe(row);
      // The bar is rounded to whole pixels; the rows are placed against what it became.
      const scrollTop = Math.round(scrollTopOf(million, top));
      expect(rowTop(million, top, scrollTop, row) - scrollTop).toBeCloseTo(0, 6);
      expect(rowTop(million, top, scrollTop, row + 1) - rowTop(million, top, scrollTop, row)).toBeCloseTo(
        30,
        6,
      );
    }
  });
});
