import { words } from './words';

/** Keys of the whole window. `Mod` is Ctrl, and the command key on macOS. */
export const onMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform ?? '');

export function hasMod(event: KeyboardEvent | MouseEvent): boolean {
  return (onMac ? event.metaKey : event.ctrlKey) && !event.altKey;
}

/** `Ctrl F` or `⌘ F`, for tooltips. */
export function keys(...names: string[]): string {
  return names.map((name) => (name === 'Mod' ? (onMac ? '⌘' : words.keyNames.Control) : name)).join(' ');
}

/** Whether a key goes into a text field; single letters must not be taken from it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return target instanceof HTMLInputElement && !['checkbox', 'button', 'radio'].includes(target.type);
}

/** Moves the focus to the next pane, in the order a reader meets them. */
export function nextPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  );
  const now = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(now + by + panes.length) % panes.length];
  const target = pane?.querySelector<HTMLElement>('[data-pane-focus]') ?? pane;
  target?.focus();
}
