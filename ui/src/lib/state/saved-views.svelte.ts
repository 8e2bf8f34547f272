import type { SavedView } from '../../api/bindings';
import { call } from '../../api/call';
import { complete } from '../columns';
import { clean, readColumns, readFilter, readSort, sameFilter, toRequest } from '../filters';
import type { Workspace } from './workspace.svelte';

export type ViewParts = Omit<SavedView, 'name'>;

/** The views a person made of a connection: which there are, which one is open, and whether it was changed since. */
export class SavedViews {
  all = $state.raw<SavedView[]>([]);
  /** How many invoices each finds, by its name. */
  counts = $state.raw<Readonly<Record<string, number>>>({});
  /** The name of the open one. */
  open = $state<string | null>(null);
  /** What open views were changed to, by their names. */
  private drafts = $state.raw<Readonly<Record<string, ViewParts>>>({});
  private counting = false;
  private again = false;

  constructor(private readonly workspace: Workspace) {}

  get current(): SavedView | null {
    return this.named(this.open);
  }

  get modified(): boolean {
    return this.open !== null && this.open in this.drafts;
  }

  named(name: string | null): SavedView | null {
    return this.all.find((view) => view.name === name) ?? null;
  }

  /** How a view is shown: as it is saved, or as it was changed since. */
  partsOf(view: SavedView): ViewParts {
    return this.drafts[view.name] ?? view;
  }

  /** A name is taken whatever its case; the one a view has is not taken by itself. */
  isTaken(name: string, but: string | null = null): boolean {
    const plain = (text: string) => text.trim().toLocaleLowerCase();
    return this.all.some((view) => view.name !== but && plain(view.name) === plain(name));
  }

  async read(): Promise<void> {
    this.all = await call('saved_views', { connection: this.workspace.name });
    if (this.open !== null && !this.current) this.open = null;
  }

  /** What the list shows now, as a view holds it. */
  now(): ViewParts {
    const { list, columns } = this.workspace;
    const filter = clean(toRequest(list.view, list.filter));
    return { filter, sort: { ...list.sort }, columns: [...columns.shown] };
  }

  /** The open view may be another than the saved one by now. */
  follow(): void {
    const { current, open } = this;
    if (!current || open === null) return;
    const now = this.now();
    const same =
      sameFilter(now.filter, current.filter) &&
      now.sort.column === current.sort.column &&
      now.sort.descending === current.sort.descending &&
      complete(now.columns).join() === complete(current.columns).join();
    this.drafts = same ? without(this.drafts, open) : { ...this.drafts, [open]: now };
  }

  /** Saves what is shown under a name, and opens it. */
  async add(name: string): Promise<void> {
    await this.write([...this.all, { name: name.trim(), ...this.now() }]);
    await this.workspace.openSaved(name.trim());
  }

  /** The open view becomes what is shown. */
  async update(): Promise<void> {
    const { open } = this;
    if (open === null) return;
    const now = this.now();
    await this.write(this.all.map((view) => (view.name === open ? { ...now, name: open } : view)));
    this.drafts = without(this.drafts, open);
    this.workspace.keepPlace();
  }

  async rename(from: string, to: string): Promise<void> {
    const name = to.trim();
    await this.write(this.all.map((view) => (view.name === from ? { ...view, name } : view)));
    const draft = this.drafts[from];
    if (draft && name !== from) this.drafts = { ...without(this.drafts, from), [name]: draft };
    if (this.open === from) this.open = name;
    this.workspace.keepPlace();
  }

  async move(name: string, by: 1 | -1): Promise<void> {
    const from = this.all.findIndex((view) => view.name === name);
    const to = from + by;
    if (from < 0 || to < 0 || to >= this.all.length) return;
    const rest = this.all.filter((view) => view.name !== name);
    await this.write([...rest.slice(0, to), this.all[from]!, ...rest.slice(to)]);
  }

  /** Takes a view away. What is given back puts it where it was. */
  async remove(name: string): Promise<() => Promise<void>> {
    const at = this.all.findIndex((view) => view.name === name);
    const view = this.all[at];
    await this.write(this.all.filter((one) => one.name !== name));
    this.drafts = without(this.drafts, name);
    if (this.open === name) await this.workspace.go('all');
    return async () => {
      if (!view || this.isTaken(name)) return;
      await this.write([...this.all.slice(0, at), view, ...this.all.slice(at)]);
    };
  }

  /** Drops what the open view was changed to. */
  async revert(): Promise<void> {
    const { open } = this;
    if (open === null) return;
    this.drafts = without(this.drafts, open);
    await this.workspace.openSaved(open);
  }

  /** Counts again, one view after the other, and never twice at a time. */
  async count(): Promise<void> {
    if (this.counting) {
      this.again = true;
      return;
    }
    this.counting = true;
    try {
      do {
        this.again = false;
        const counts: Record<string, number> = {};
        for (const { name, filter } of this.all) {
          const request = { connection: this.workspace.name, filter: clean(filter) };
          counts[name] = (await call('total_invoices', request)).count;
        }
        this.counts = counts;
      } while (this.again);
    } finally {
      this.counting = false;
    }
  }

  /** What is remembered of the place. */
  get place(): { saved: string | null; drafts: Readonly<Record<string, ViewParts>> } {
    return { saved: this.open, drafts: this.drafts };
  }

  restore(stored: Record<string, unknown>): void {
    if (typeof stored.saved === 'string') this.open = stored.saved;
    const drafts = (stored.drafts ?? {}) as Record<string, Record<string, unknown>>;
    this.drafts = Object.fromEntries(
      Object.entries(drafts).map(([name, draft]) => [
        name,
        { filter: readFilter(draft.filter), sort: readSort(draft.sort), columns: readColumns(draft.columns) },
      ]),
    );
  }

  private async write(views: SavedView[]): Promise<void> {
    this.all = await call('set_saved_views', { connection: this.workspace.name, views });
    void this.count().catch(() => undefined);
  }
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
