import { describe, expect, it } from 'vitest';
import { named } from './characters';
import { inOrder, insertField, readChoices, usualPattern } from './printing';

describe('what was chosen before', () => {
  it('is taken as far as it still fits', () => {
    expect(readChoices(undefined, 'readable')).toEqual({
      layout: 'readable',
      target: 'folder',
      pattern: usualPattern,
      columns: 'full',
      lineItems: false,
    });
    const kept = { layout: 'server', target: 'xlsx', pattern: '{id}', columns: 'portal', lineItems: true };
    expect(readChoices(kept, 'readable')).toEqual(kept);
    expect(readChoices({ layout: 'x', target: 7, pattern: '  ' }, 'readable')).toEqual({
      layout: 'server',
      target: 'folder',
      pattern: usualPattern,
      columns: 'full',
      lineItems: false,
    });
    expect(readChoices('broken', 'server').target).toBe('folder');
  });
});

describe('a field', () => {
  it('goes where the cursor is, and what is marked gives way', () => {
    expect(insertField('a  b', 'id', 2, 2)).toEqual({ text: 'a {id} b', caret: 6 });
    expect(insertField('a xyz', 'id', 2, 5)).toEqual({ text: 'a {id}', caret: 6 });
  });

  it('stands apart from another field', () => {
    expect(insertField('{number}', 'id', 8, 8)).toEqual({ text: '{number} {id}', caret: 13 });
    expect(insertField('{number}', 'id', 0, 0)).toEqual({ text: '{id} {number}', caret: 5 });
  });
});

describe('the order', () => {
  it('is that of the list, and what it does not hold comes last', () => {
    expect(inOrder([1, 2, 3, 4, 5], [5, 3, 1])).toEqual([5, 3, 1, 2, 4]);
  });
});

describe('characters', () => {
  it('are named with their number, and not endlessly', () => {
    expect(named(['𐎠', 'é'])).toEqual(['“𐎠” (U+103A0)', '“é” (U+00E9)']);
    expect(named(['e\u0301'])).toEqual(['“e\u0301” (U+0065 U+0301)']);
    expect(named([...'abcdefgh'])).toHaveLength(7);
    expect(named([...'abcdefgh']).at(-1)).toBe('2 more');
  });
});
