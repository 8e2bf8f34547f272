/** The native menus, made from the actions. The system's own entries (cut, copy, paste) are added by the core. */
import type { Menu, MenuEntry, Menus } from '../api/bindings';
import { type Action, chordNative, menuNames } from './actions';
import { words } from './words';

/** Entries that the core does by itself. */
export const quitId = 'app.quit';
export const showWindowId = 'window.show';

const line: MenuEntry = { entry: 'line' };

const entry = (id: string, label: string, keys: string | null = null, enabled = true): MenuEntry => ({
  entry: 'action',
  id,
  label,
  keys,
  enabled,
});

function entryOf({ id, label, keys, why, checked }: Action): MenuEntry {
  const chord = keys?.map(chordNative).find((one) => one !== null) ?? null;
  return entry(id, checked ? `✓ ${label}` : label, chord, !why);
}

/** No line at the start, at the end or beside another. */
function tidy(entries: MenuEntry[]): MenuEntry[] {
  return entries.filter((one, at) => {
    if (one.entry !== 'line') return true;
    const next = entries[at + 1];
    return at > 0 && next !== undefined && next.entry !== 'line';
  });
}

export function barOf(actions: readonly Action[]): Menu[] {
  return menuNames
    .map((name) => {
      const entries = actions
        .filter(({ menu }) => menu === name)
        .flatMap((action) => (action.line ? [line, entryOf(action)] : [entryOf(action)]));
      if (name === 'file') entries.push(line, entry(quitId, words.actions.quit, 'CmdOrCtrl+Q'));
      return { title: words.actions.menus[name], entries: tidy(entries) };
    })
    .filter(({ entries }) => entries.length > 0);
}

export interface TrayFacts {
  /** What can be done from there. */
  actions: readonly Action[];
  /** A line for each connection: `Farnsworth: synced today 13:47`. */
  lines: readonly string[];
}

export function trayOf({ actions, lines }: TrayFacts): MenuEntry[] {
  return tidy([
    entry(showWindowId, words.actions.showWindow),
    line,
    ...lines.map((text, at) => entry(`state.${at}`, text, null, false)),
    ...actions.map(entryOf).map((one) => (one.entry === 'action' ? { ...one, keys: null } : one)),
    line,
    entry(quitId, words.actions.quit),
  ]);
}

export interface MenuWishes {
  bar: boolean;
  tray: boolean;
  mac: boolean;
}

export function menusOf(actions: readonly Action[], lines: readonly string[], wishes: MenuWishes): Menus {
  const fromTray = actions.filter(({ id }) => id === 'sync.now');
  return {
    bar: wishes.bar || wishes.mac ? barOf(actions) : [],
    tray: wishes.tray ? trayOf({ actions: fromTray, lines }) : [],
  };
}
