import { expect, test } from 'vitest';
import { sentences } from './sentences';

test('parts become sentences', () => {
  expect(sentences('nothing listens there', null, 'Try again.')).toBe('Nothing listens there. Try again.');
  expect(sentences(undefined)).toBe('');
});
