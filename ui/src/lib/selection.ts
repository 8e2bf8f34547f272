/**
 * Which invoices of a list are ticked. With a million rows their ids are nowhere on this side: a selection is
 * either a set of ids, or all that the list's filter finds but for a set of ids. Both are never changed, only
 * followed by another.
 */
export type Selection =
  { kind: 'some'; ids: ReadonlySet<number> } | { kind: 'all'; except: ReadonlySet<number> };

/** What the tick in the header shows. */
export type Tick = 'none' | 'mixed' | 'all';

export const nothing: Selection = { kind: 'some', ids: new Set() };
export const everything: Selection = { kind: 'all', except: new Set() };

export function has(selection: Selection, id: number): boolean {
  return selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id);
}

/** How many are ticked, in a list of so many. */
export function size(selection: Selection, count: number): number {
  return selection.kind === 'some' ? selection.ids.size : Math.max(0, count - selection.except.size);
}

/** Ticks invoices, or takes their ticks away. */
export function set(selection: Selection, ids: Iterable<number>, on: boolean): Selection {
  if (selection.kind === 'some') return { kind: 'some', ids: changed(selection.ids, ids, on) };
  return { kind: 'all', except: changed(selection.except, ids, !on) };
}

export function flip(selection: Selection, id: number): Selection {
  return set(selection, [id], !has(selection, id));
}

export function headTick(selection: Selection, count: number): Tick {
  const ticked = size(selection, count);
  if (ticked === 0) return 'none';
  // Ids may have left the list since they were ticked: as many as there are rows need not be all of them.
  return selection.kind === 'all' && ticked === count ? 'all' : 'mixed';
}

/** A click on the tick in the header: from all to none, and from anything else to all. */
export function flipAll(selection: Selection, count: number): Selection {
  return headTick(selection, count) === 'all' ? nothing : everything;
}

function changed(before: ReadonlySet<number>, ids: Iterable<number>, on: boolean): ReadonlySet<number> {
  const after = new Set(before);
  for (const id of ids) {
    if (on) after.add(id);
    else after.delete(id);
  }
  return after;
}
