import type { InvoiceFilter, InvoiceRow } from '../../api/bindings';
import { toRequest } from '../filters';
import { everything, flip, flipAll, has, nothing, type Selection, set, size } from '../selection';
import type { InvoiceList } from './list.svelte';

/** Ids are read for a range, and for all but some; beyond so many a person is asked to narrow the list. */
export const mostIds = 10_000;
const idsPerPage = 1000;

/** Ticks set in one go, from one row to another. */
interface Range {
  /** The invoice it starts at, and the one it was last drawn to. */
  from: number;
  to: number;
  /** The places of both, while the rows are those of this edition of the list. */
  fromIndex: number;
  toIndex: number;
  edition: number;
  /** What was ticked before. Drawing the range shorter gives back what was there. */
  before: Selection;
  on: boolean;
}

/** Which invoices are ticked, as the core is asked for them. */
export interface Targets {
  /** Null for all that the filter finds. */
  ids: number[] | null;
  filter: InvoiceFilter;
}

/** The ticks of a list. Places are those of the moment; what is kept are ids. */
export class Ticks {
  selection = $state.raw<Selection>(nothing);
  private range: Range | null = null;

  constructor(private readonly list: InvoiceList) {}

  get count(): number {
    return size(this.selection, this.list.count);
  }

  has(id: number): boolean {
    return has(this.selection, id);
  }

  /** Ticks a row, or takes its tick away. A range is drawn from here. */
  async flip(index: number): Promise<void> {
    const row = await this.rowNow(index);
    if (!row) return;
    this.selection = flip(this.selection, row.id);
    this.start(row.id, index, this.has(row.id));
  }

  /** Gives every row from the last one ticked to this one what that one has. False when there are too many. */
  async drawTo(index: number): Promise<boolean> {
    const from = this.startIndex();
    if (from >= 0) return this.draw(from, index);
    await this.flip(index);
    return true;
  }

  /** Moves the end of a range from one row to another. Without a range that ends here, one starts here. */
  async extend(from: number, to: number): Promise<boolean> {
    if (!this.endsAt(from)) {
      // The next key may come before a promise does: what is held is taken at once.
      const row = this.list.row(from) ?? (await this.rowNow(from));
      if (!row) return true;
      this.start(row.id, from, true);
    }
    return this.draw(this.startIndex(), to);
  }

  all(): void {
    this.become(everything);
  }

  flipAll(): void {
    this.become(flipAll(this.selection, this.list.count));
  }

  clear(): void {
    this.become(nothing);
  }

  /** As the core is asked for them; null when the ids are too many to be named. */
  async targets(): Promise<Targets | null> {
    const { list, selection } = this;
    const filter = toRequest(list.view, list.filter);
    if (selection.kind === 'some') return { ids: [...selection.ids].sort((a, b) => a - b), filter };
    if (selection.except.size === 0) return { ids: null, filter };
    if (list.count > mostIds) return null;
    const ids = await this.readIds(0, list.count - 1);
    // A row may be read twice when others came in above it meanwhile.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing on screen depends on it
    return { ids: [...new Set(ids)].filter((id) => has(selection, id)), filter };
  }

  private become(selection: Selection): void {
    this.selection = selection;
    this.range = null;
  }

  private start(id: number, index: number, on: boolean): void {
    const { selection: before } = this;
    const { edition } = this.list;
    this.range = { from: id, to: id, fromIndex: index, toIndex: index, edition, before, on };
  }

  /** Whether a range ends at a place. Rows that are still read for it belong to it already. */
  private endsAt(index: number): boolean {
    if (!this.range || this.startIndex() < 0) return false;
    const { to, toIndex, edition } = this.range;
    return edition === this.list.edition ? toIndex === index : this.list.row(index)?.id === to;
  }

  /** Where the range starts; -1 when there is none, or when nobody knows any more where. */
  private startIndex(): number {
    if (!this.range) return -1;
    const { from, fromIndex, edition } = this.range;
    return edition === this.list.edition ? fromIndex : this.list.indexOf(from);
  }

  private async draw(from: number, to: number): Promise<boolean> {
    const { list, range } = this;
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    if (!range || last - first >= mostIds) return !range;
    const { edition } = list;
    if (edition === range.edition) range.toIndex = to;
    const ids = this.heldIds(first, last) ?? (await this.readIds(first, last));
    // The rows moved, or the range is another by now: what was read is not what is meant.
    if (edition !== list.edition || range !== this.range) return true;
    if (edition === range.edition && range.toIndex !== to) return true;
    this.selection = set(range.before, ids, range.on);
    range.to = (to === last ? ids.at(-1) : ids[0]) ?? range.from;
    return true;
  }

  private heldIds(first: number, last: number): number[] | null {
    const rows = Array.from({ length: last - first + 1 }, (_, at) => this.list.row(first + at));
    return rows.every((row) => row !== undefined) ? rows.map(({ id }) => id) : null;
  }

  private async readIds(first: number, last: number): Promise<number[]> {
    const ids: number[] = [];
    for (let offset = first; offset <= last; offset += idsPerPage) {
      const rows = await this.list.readRows(offset, Math.min(idsPerPage, last + 1 - offset));
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  }

  /** The row at a place, unless other rows are there by the time it was read. */
  private async rowNow(index: number): Promise<InvoiceRow | undefined> {
    const held = this.list.row(index);
    if (held) return held;
    const edition = this.list.edition;
    const row = await this.list.fetch(index);
    return edition === this.list.edition ? row : undefined;
  }
}
