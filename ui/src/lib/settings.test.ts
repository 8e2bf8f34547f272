import { describe, expect, it } from 'vitest';
import { choices, parseRate } from './settings';

describe('the sync settings', () => {
  it('offer the usual values, and the kept one in its place', () => {
    expect(choices.everyMinutes(15)).toEqual([0, 5, 15, 30, 60]);
    expect(choices.everyMinutes(45)).toEqual([0, 5, 15, 30, 45, 60]);
    expect(choices.fullCheckDays(3)).toEqual([0, 1, 3, 7, 30]);
  });

  it('take nothing for no limit, and nothing else for it', () => {
    expect(parseRate(' ')).toBe(0);
    expect(parseRate(' 120 ')).toBe(120);
    for (const typed of ['-1', '1.5', '12a', '1e3', '12345678901']) expect(parseRate(typed)).toBeNull();
  });
});
