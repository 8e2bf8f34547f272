import { describe, expect, it } from 'vitest';
import { type Action, actionFor, chordAria, chordNative, chordWords, matches, mod } from './actions';
import { barOf, menusOf, quitId, trayOf } from './menus';

const pressed = (key: string, more: Partial<KeyboardEventInit> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const action = (id: string, more: Partial<Action> = {}): Action => ({
  id,
  group: 'go',
  label: id,
  icon: 'all',
  run: () => {},
  ...more,
});

describe('keys', () => {
  it('are Ctrl, and the command key on a Mac', () => {
    expect(matches(mod('k'), pressed('k', { ctrlKey: true }), false)).toBe(true);
    expect(matches(mod('k'), pressed('K', { ctrlKey: true }), false)).toBe(true);
    expect(matches(mod('k'), pressed('k', { metaKey: true }), false)).toBe(false);
    expect(matches(mod('k'), pressed('k', { metaKey: true }), true)).toBe(true);
    expect(matches(mod('k'), pressed('k', { ctrlKey: true }), true)).toBe(false);
    expect(matches(mod('k'), pressed('k'), false)).toBe(false);
    expect(matches(mod('k'), pressed('k', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matches(mod('k'), pressed('k', { ctrlKey: true, altKey: true }), false)).toBe(false);
  });

  it('go by the place of a digit, and by the sign where a keyboard needs Shift for it', () => {
    const two = { key: '2', alt: true };
    expect(matches(two, pressed('™', { altKey: true, code: 'Digit2' }), true)).toBe(true);
    expect(matches(mod('2'), pressed('é', { ctrlKey: true, code: 'Digit2' }), false)).toBe(true);
    expect(matches({ key: '?' }, pressed('?', { shiftKey: true }), false)).toBe(true);
    expect(matches({ key: '/' }, pressed('/', { shiftKey: true }), false)).toBe(true);
    expect(matches(mod('+'), pressed('+', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(matches({ key: 'F6', shift: true }, pressed('F6'), false)).toBe(false);
  });

  it('are left to a field where they are typed into it', () => {
    const actions = [action('map', { keys: [{ key: '?' }] }), action('find', { keys: [mod('f')] })];
    expect(actionFor(actions, pressed('?'), false)?.id).toBe('map');
    expect(actionFor(actions, pressed('?'), true)).toBeUndefined();
    expect(actionFor(actions, pressed('f', { ctrlKey: true }), true)?.id).toBe('find');
  });

  it('are written as people, readers and native menus know them', () => {
    const chord = mod('k', { shift: true });
    expect(chordWords(chord, false)).toBe('Ctrl Shift K');
    expect(chordWords(chord, true)).toBe('⇧ ⌘ K');
    expect(chordWords({ key: '2', alt: true }, true)).toBe('⌥ 2');
    expect(chordAria(chord, false)).toBe('Control+Shift+K');
    expect(chordNative(chord)).toBe('CmdOrCtrl+Shift+K');
    expect(chordNative(mod('+'))).toBe('CmdOrCtrl+=');
    expect(chordNative({ key: 'F6', shift: true })).toBe('Shift+F6');
    expect(chordNative({ key: '?' })).toBeNull();
  });
});

describe('native menus', () => {
  const actions = [
    action('new', { menu: 'file', label: 'New…', keys: [mod('n')] }),
    action('sync.now', { menu: 'file', label: 'Sync now', line: true, why: 'Offline' }),
    action('dark', { menu: 'view', label: 'Dark', line: true, checked: true }),
    action('elsewhere'),
  ];

  it('are made of the actions, with quit at the end of the first', () => {
    expect(barOf(actions)).toEqual([
      {
        title: 'File',
        entries: [
          { entry: 'action', id: 'new', label: 'New…', keys: 'CmdOrCtrl+N', enabled: true },
          { entry: 'line' },
          { entry: 'action', id: 'sync.now', label: 'Sync now', keys: null, enabled: false },
          { entry: 'line' },
          { entry: 'action', id: quitId, label: 'Quit Billfold', keys: 'CmdOrCtrl+Q', enabled: true },
        ],
      },
      {
        title: 'View',
        entries: [{ entry: 'action', id: 'dark', label: '✓ Dark', keys: null, enabled: true }],
      },
    ]);
  });

  it('are none where a person wants none, but always on a Mac', () => {
    expect(menusOf(actions, [], { bar: false, tray: false, mac: false })).toEqual({ bar: [], tray: [] });
    expect(menusOf(actions, [], { bar: false, tray: false, mac: true }).bar).not.toEqual([]);
  });

  it('tell in the tray how each connection is', () => {
    const entries = trayOf({ actions: [], lines: ['Farnsworth: Synced today 13:47'] });
    expect(
      entries.map((one) => (one.entry === 'line' ? '-' : `${one.label}${one.enabled ? '' : ' (off)'}`)),
    ).toEqual(['Show Billfold', '-', 'Farnsworth: Synced today 13:47 (off)', '-', 'Quit Billfold']);
  });
});
