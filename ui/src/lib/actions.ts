/**
 * What a person can do, as plain data: keys, the palette, the keyboard map and the native menus are all made from the
 * same entries, so that a new action is entered once.
 */
import { onMac } from './shortcuts';
import { words } from './words';

/** In the order of the palette and of the keyboard map. */
export const actionGroups = [
  'go',
  'invoice',
  'list',
  'file',
  'sync',
  'connection',
  'view',
  'window',
  'help',
] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** The native menus, in the order of the bar. */
export const menuNames = ['file', 'view', 'invoice', 'go', 'help'] as const;
export type MenuName = (typeof menuNames)[number];

export interface Chord {
  /** As `KeyboardEvent.key` names it, a letter in lower case. */
  key: string;
  mod?: boolean;
  shift?: boolean;
  alt?: boolean;
  /** Works, and is not worth showing beside the others. */
  silent?: boolean;
}

export interface Action {
  /** Unique; native menus send it back. */
  id: string;
  group: ActionGroup;
  /** As on a button: with `…` when a question follows. */
  label: string;
  icon: string;
  /** A state's glyph instead of the icon. */
  state?: string;
  /** The first is shown, all of them work. */
  keys?: readonly Chord[];
  /** Why it cannot be done now; it can when absent or null. */
  why?: string | null;
  /** Said above the reason, where there are better words than that it cannot be done. */
  refusal?: string;
  /** What it does, in a few words. */
  hint?: string;
  /** Other words it is found by. */
  also?: string;
  danger?: boolean;
  /** Of several only one holds: this one does. */
  checked?: boolean;
  menu?: MenuName;
  /** A line stands above it in the menu. */
  line?: boolean;
  /** Not offered in the palette, such as the palette itself. */
  hidden?: boolean;
  run: () => unknown;
}

export const mod = (key: string, more: Partial<Chord> = {}): Chord => ({ key, mod: true, ...more });

const named: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', '-': '−' };

/** `Ctrl Shift K`, and `⇧ ⌘ K` on macOS. */
export function chordWords({ key, mod, shift, alt }: Chord, mac = onMac): string {
  const last = named[key] ?? words.keyNames[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  const held = mac
    ? [alt && '⌥', shift && '⇧', mod && '⌘']
    : [mod && words.keyNames.Control, alt && words.keyNames.Alt, shift && words.keyNames.Shift];
  return [...held.filter(Boolean), last].join(' ');
}

/** For `aria-keyshortcuts`. */
export function chordAria({ key, mod, shift, alt }: Chord, mac = onMac): string {
  const held = [mod && (mac ? 'Meta' : 'Control'), alt && 'Alt', shift && 'Shift'];
  return [...held.filter(Boolean), key.length === 1 ? key.toUpperCase() : key].join('+');
}

/** For a native menu. A single key there would be taken from whoever types: those have none. */
export function chordNative({ key, mod, shift, alt }: Chord): string | null {
  const isFunction = /^F\d+$/.test(key);
  if (!mod && !alt && !isFunction) return null;
  const held = [mod && 'CmdOrCtrl', alt && 'Alt', shift && 'Shift'];
  // The key of the plus; written as such it would be read as nothing between two others.
  const name = key === '+' ? '=' : key;
  return [...held.filter(Boolean), name.length === 1 ? name.toUpperCase() : name].join('+');
}

export interface Pressed {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Keys that need Shift on some keyboards and not on others. */
const anyShift = '?/+=-,';

export function matches(chord: Chord, event: Pressed, mac = onMac): boolean {
  // With Alt, a Mac types another character, and French digits need Shift; the place of the key stays the same.
  const digit = event.code?.startsWith('Digit') ? event.code.slice(5) : undefined;
  const isDigit = /^\d$/.test(chord.key);
  if (isDigit ? (digit ?? event.key) !== chord.key : event.key.toLowerCase() !== chord.key.toLowerCase())
    return false;
  const held = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (held !== Boolean(chord.mod) || other || event.altKey !== Boolean(chord.alt)) return false;
  return anyShift.includes(chord.key) || event.shiftKey === Boolean(chord.shift);
}

/** Keys that a text field takes for itself. */
export const isPlain = ({ key, mod, alt }: Chord) => !mod && !alt && key.length === 1;

/** The action of a key; `typing` leaves single characters to the field they are typed into. */
export function actionFor(actions: readonly Action[], event: Pressed, typing: boolean): Action | undefined {
  return actions.find(({ keys }) =>
    keys?.some((chord) => !(typing && isPlain(chord)) && matches(chord, event)),
  );
}
