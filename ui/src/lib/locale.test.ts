import { afterEach, describe, expect, it, vi } from 'vitest';
import css from '../styles/tokens.css?raw';
import { followLanguage, page } from './language';
import { languages, tongueOf } from './locale';
import { recall } from './remember';
import { catalogues, type Words } from './words';
import { en } from './words/en';
import { pluralsOf } from './words/plural';

describe('the language', () => {
  it.each([
    [null, null, ['de-AT'], { language: 'de', numbers: 'de-AT', dates: 'de-AT' }],
    ['es', null, ['de-AT'], { language: 'es', numbers: 'es-ES', dates: 'es-ES' }],
    ['en', null, ['en-US'], { language: 'en', numbers: 'en-US', dates: 'en-US' }],
    // The names of months stay in the language of the window.
    ['en', 'de-DE', ['en-US'], { language: 'en', numbers: 'de-DE', dates: 'en-DE' }],
    [null, 'ja-JP', ['C'], { language: 'en', numbers: 'ja-JP', dates: 'en-JP' }],
    // What another version kept.
    ['tlh', 'no such_tag', ['ja'], { language: 'ja', numbers: 'ja-JP', dates: 'ja-JP' }],
  ])('chosen as %j with formats %j on %j', (language, formats, system, tongue) => {
    expect(tongueOf(language, formats, system)).toEqual(tongue);
  });

  afterEach(() => void vi.restoreAllMocks());

  it('is remembered, and the page is loaded again in it', () => {
    const reload = vi.spyOn(page, 'reload').mockImplementation(() => {});
    expect(followLanguage({ language: null, formats: null })).toBe(false);
    expect(reload).not.toHaveBeenCalled();
    expect(followLanguage({ language: 'de', formats: null })).toBe(true);
    expect(recall('language')).toBe('de');
    expect(reload).toHaveBeenCalledTimes(1);
    expect(followLanguage({ language: null, formats: 'de-DE' })).toBe(true);
    // The system's own language, chosen: nothing on screen would change.
    expect(followLanguage({ language: 'en', formats: null })).toBe(false);
  });

  it('does not load the page again and again where nothing can be remembered', () => {
    const reload = vi.spyOn(page, 'reload').mockImplementation(() => {});
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('full');
    });
    expect(followLanguage({ language: 'de', formats: null })).toBe(false);
    expect(reload).not.toHaveBeenCalled();
  });
});

/** Every name in a catalogue with what is there; functions with the number of values they take. */
function shapeOf(value: unknown, at = ''): string[] {
  if (typeof value === 'function') return [`${at}(${value.length})`];
  if (typeof value !== 'object' || value === null) return [`${at}: ${typeof value}`];
  return Object.entries(value).flatMap(([name, inner]) => shapeOf(inner, `${at}.${name}`));
}

/** Names that the core or the portal gives, which a language may add to. */
const shape = (words: Words) => shapeOf(words).sort();

describe('the words', () => {
  it('are there in every language but English', () => {
    expect(Object.keys(catalogues).sort()).toEqual(languages.filter((one) => one !== 'en').sort());
  });

  it.each(Object.entries(catalogues))('in %s have the same shape as in English', async (_, load) => {
    expect(shape(await load())).toEqual(shape(en));
  });

  it.each(Object.entries(catalogues))('in %s are empty only where they are in English', async (_, load) => {
    const empty = (words: Words) =>
      JSON.stringify(words, (_, value: unknown) => (value === '' ? '∅' : value)).split('∅').length;
    expect(empty(await load())).toBe(empty(en));
  });

  it('follow the plurals of their language', () => {
    const { counted } = pluralsOf('es');
    expect(counted(1, { one: 'factura', other: 'facturas' })).toBe('1 factura');
    expect(counted(0, { one: 'factura', other: 'facturas' })).toBe('0 facturas');
    expect(pluralsOf('ja').plural(1, { one: 'x', other: '件' })).toBe('件');
  });
});

/** Contrast by WCAG of two colours like `#2f5fd0`. */
function contrast(one: string, other: string): number {
  const light = (color: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(color.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright! + 0.05) / (dark! + 0.05);
}

describe('the colours of connections', () => {
  const blocks = {
    light: css.slice(0, css.indexOf('@media (prefers-color-scheme: dark)')),
    'dark by the system': css.slice(
      css.indexOf('@media (prefers-color-scheme: dark)'),
      css.indexOf(":root[data-theme='dark']"),
    ),
    'dark by choice': css.slice(css.indexOf(":root[data-theme='dark']")),
  };

  it.each(Object.entries(blocks))('can be told from what is behind and before them, %s', async (_, block) => {
    const { colors } = await import('./settings');
    const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)![1]!;
    for (const color of colors) {
      const own = token(`conn-${color}`);
      for (const surface of ['surface', 'surface-sidebar', 'surface-raised'])
        expect(contrast(own, token(surface)), `${color} on ${surface}`).toBeGreaterThanOrEqual(3);
      expect(contrast(own, token('conn-letter')), `letter on ${color}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
