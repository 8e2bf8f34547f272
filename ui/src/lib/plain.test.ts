import { describe, expect, it } from 'vitest';
import { fit, parts, plain } from './plain';

describe('text as it is searched', () => {
  it.each([
    ['Çelik Yazılım A.Ş.', 'celik yazilim a.s.'],
    ['Łódź', 'lodz'],
    ['Øresund Maps', 'oresund maps'],
    ['Größe', 'grosse'],
    ['Þórshöfn', 'thorshofn'],
    ['みどり物流', 'みとり物流'],
  ])('of %s is %s', (text, bare) => {
    expect(plain(text)).toBe(bare);
  });

  it('marks what was found in the text as it is written', () => {
    expect(parts('Çelik Yazılım A.Ş.', 'YAZILIM cel')).toEqual([
      { text: 'Çel', found: true },
      { text: 'ik ', found: false },
      { text: 'Yazılım', found: true },
      { text: ' A.Ş.', found: false },
    ]);
    expect(parts('Große Straße', 'strasse')).toEqual([
      { text: 'Große ', found: false },
      { text: 'Straße', found: true },
    ]);
    expect(parts('Invoice', '')).toEqual([{ text: 'Invoice', found: false }]);
  });

  it('fits best where words begin, and not at all where one is missing', () => {
    expect(fit('Sync now', 'sync')).toBeGreaterThan(fit('Pause sync', 'sync'));
    expect(fit('Pause sync', 'sync')).toBeGreaterThan(fit('Resync', 'sync'));
    expect(fit('Pause sync', 'pause now')).toBe(0);
    expect(fit('Anything', '')).toBe(1);
  });
});
