import { describe, expect, it } from 'vitest';
import { everything, flip, flipAll, has, headTick, nothing, set, size } from './selection';

describe('a selection', () => {
  it('is a set of ids until all are ticked, and then all but a set of ids', () => {
    const some = flip(flip(nothing, 3), 7);
    expect(some).toEqual({ kind: 'some', ids: new Set([3, 7]) });
    expect(size(some, 1_000_000)).toBe(2);
    const but = flip(everything, 7);
    expect(but).toEqual({ kind: 'all', except: new Set([7]) });
    expect(size(but, 1_000_000)).toBe(999_999);
    expect([has(some, 7), has(some, 8), has(but, 7), has(but, 8)]).toEqual([true, false, false, true]);
  });

  it('is followed by another and never changed', () => {
    const before = flip(nothing, 3);
    flip(before, 3);
    set(before, [4, 5], true);
    expect(before).toEqual({ kind: 'some', ids: new Set([3]) });
  });

  it('ticks and unticks many', () => {
    expect(set(flip(nothing, 3), [3, 4], true)).toEqual({ kind: 'some', ids: new Set([3, 4]) });
    expect(set(everything, [3, 4], false)).toEqual({ kind: 'all', except: new Set([3, 4]) });
    expect(set(set(everything, [3, 4], false), [4, 5], true)).toEqual({ kind: 'all', except: new Set([3]) });
  });

  it('shows in the header as none, mixed or all', () => {
    expect(headTick(nothing, 3)).toBe('none');
    expect(headTick(flip(nothing, 1), 3)).toBe('mixed');
    expect(headTick(everything, 3)).toBe('all');
    expect(headTick(flip(everything, 1), 3)).toBe('mixed');
    expect(headTick(set(everything, [1, 2, 3], false), 3)).toBe('none');
    // Three ids in a list of three need not be those of its rows.
    expect(headTick(set(nothing, [1, 2, 9], true), 3)).toBe('mixed');
  });

  it('goes from all to none by the header, and from anything else to all', () => {
    expect(flipAll(everything, 3)).toBe(nothing);
    expect(flipAll(nothing, 3)).toBe(everything);
    expect(flipAll(flip(everything, 1), 3)).toBe(everything);
  });
});
