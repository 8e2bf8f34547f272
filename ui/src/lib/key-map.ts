/** All keys by group: those of the actions, and those that parts of the window have for themselves. */
import { type Action, actionGroups, type Chord, mod } from './actions';
import { words } from './words';

export interface KeyEntry {
  label: string;
  keys: readonly Chord[];
}

export interface KeyGroup {
  title: string;
  entries: KeyEntry[];
}

const key = (...names: string[]): Chord[] => names.map((name) => ({ key: name }));

/** The list and the PDF take these while they have the focus. */
function ownKeys(): KeyGroup[] {
  const w = words.keyMap;
  const k = w.keys;
  return [
    {
      title: w.list,
      entries: [
        { label: k.move, keys: key('ArrowUp', 'ArrowDown', 'j', 'k') },
        { label: k.jump, keys: key('Home', 'End') },
        { label: k.page, keys: key('PageUp', 'PageDown') },
        { label: k.tick, keys: key('x') },
        {
          label: k.extend,
          keys: [
            { key: 'ArrowUp', shift: true },
            { key: 'ArrowDown', shift: true },
          ],
        },
        { label: k.all, keys: [mod('a')] },
        { label: k.enter, keys: key('Enter') },
        { label: k.escape, keys: key('Escape') },
      ],
    },
    {
      title: w.pdf,
      entries: [
        { label: k.zoom, keys: [mod('+'), mod('-')] },
        { label: k.fit, keys: [mod('0')] },
      ],
    },
  ];
}

export function keyGroups(actions: readonly Action[]): KeyGroup[] {
  const own = actionGroups.map((group) => ({
    title: words.actions.groups[group],
    entries: actions
      .filter((action) => action.group === group && action.keys?.length)
      .map(({ label, keys }) => ({ label, keys: keys!.filter(({ silent }) => !silent) })),
  }));
  return [...own, ...ownKeys()].filter(({ entries }) => entries.length > 0);
}
