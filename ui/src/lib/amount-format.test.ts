import { describe, expect, it } from 'vitest';
import { amountFormat } from './amount-format';

describe('how a person writes amounts', () => {
  it.each([
    ['en-GB', { decimal: '.', group: ',' }],
    ['de-DE', { decimal: ',', group: '.' }],
    // Groups from five digits on only.
    ['es-ES', { decimal: ',', group: '.' }],
    ['fr-FR', { decimal: ',', group: '\u202f' }],
    ['en-IN', { decimal: '.', group: ',' }],
  ])('is that of %s', (locale, format) => {
    expect(amountFormat(locale)).toEqual(format);
  });

  it('is the one the window shows amounts in', () => {
    expect(amountFormat()).toEqual({ decimal: '.', group: ',' });
  });
});
