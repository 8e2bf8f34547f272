import type { Customer, InvoiceFilter } from '../../api/bindings';
import { asApiError, call, type ApiError } from '../../api/call';
import { firstSort, noFilter, toRequest } from '../filters';
import {
  actionOption,
  customerOption,
  findActions,
  type Found,
  foundOf,
  invoiceOption,
  type Option,
  type OptionGroup,
  readQuery,
  suggested,
} from '../palette';
import { recentInvoices } from '../recent';
import { debounce } from '../throttle';
import { words } from '../words';
import type { App } from './app.svelte';
import type { Workspace } from './workspace.svelte';

/** Shorter than a person notices, longer than between two letters typed in a hurry. */
const pause = 60;
const mostCustomers = 4;
const mostInvoices = 6;
const mostActions = 8;

interface Answer {
  text: string;
  customers: Customer[];
  invoices: Found[];
  /** All that match, of which the first are shown. */
  count: number;
}

const nothing: Answer = { text: '', customers: [], invoices: [], count: 0 };

/** What is looked for in the palette. What was found before stays until the next answer is there. */
export class Search {
  typed = $state('');
  answer = $state.raw<Answer>(nothing);
  error = $state.raw<ApiError | null>(null);
  recent = $state.raw<Found[]>([]);
  private generation = 0;
  private readonly later = debounce(() => void this.look(), pause);

  constructor(
    private readonly app: App,
    private readonly workspace: Workspace,
    typed: string,
  ) {
    this.typed = typed;
    void this.readRecent();
    if (typed) void this.look();
  }

  readonly query = $derived.by(() => readQuery(this.typed));

  readonly groups: OptionGroup[] = $derived.by(() => {
    const { text, only } = this.query;
    const w = words.palette.groups;
    const actions = findActions(this.app.actions.all, text);
    if (only) return filled([{ title: w.actions, options: actions.map(actionOption) }]);
    if (!text) {
      const recent = this.recentOptions;
      const keys = recent.map(({ key }) => key);
      const others = suggested(this.app.actions.all).map(actionOption);
      return filled([
        { title: w.recent, options: recent },
        { title: w.actions, options: others.filter(({ key }) => !keys.includes(key)) },
      ]);
    }
    const { customers, invoices, count } = this.answer;
    return filled([
      { title: w.customers, options: customers.map(customerOption) },
      {
        title: w.invoices,
        options: [
          ...invoices.map(invoiceOption),
          ...(count > invoices.length ? [{ kind: 'all', key: 'all', count } satisfies Option] : []),
        ],
      },
      { title: w.actions, options: actions.slice(0, mostActions).map(actionOption) },
    ]);
  });

  readonly options: Option[] = $derived(this.groups.flatMap(({ options }) => options));

  /** How many there are of what was typed; not said while nothing is looked for. */
  readonly hits: number | null = $derived.by(() => {
    const { text, only } = this.query;
    if (only) return this.options.length;
    if (!text || this.answer.text !== text) return null;
    const actions = findActions(this.app.actions.all, text).length;
    return this.answer.customers.length + this.answer.count + actions;
  });

  private get recentOptions(): Option[] {
    const { recent } = this.app.actions;
    const actions = recent.flatMap((id) => this.app.actions.find(id) ?? []).filter(({ why }) => !why);
    return [...this.recent.slice(0, 4).map(invoiceOption), ...actions.slice(0, 3).map(actionOption)];
  }

  /** Everything that matches, as the list finds it. */
  get filter(): InvoiceFilter {
    return toRequest('all', { ...noFilter, query: this.query.text });
  }

  type(typed: string): void {
    this.typed = typed;
    this.generation += 1;
    this.later();
  }

  leave(): void {
    this.generation += 1;
    this.later.cancel();
  }

  private async look(): Promise<void> {
    const generation = ++this.generation;
    const { text, only } = this.query;
    if (!text || only) {
      this.answer = nothing;
      this.error = null;
      return;
    }
    const connection = this.workspace.name;
    const { filter } = this;
    try {
      const [customers, invoices, totals] = await Promise.all([
        call('customers', { connection, query: text, limit: mostCustomers }),
        call('list_invoices', { connection, filter, sort: firstSort, offset: 0, limit: mostInvoices }),
        call('total_invoices', { connection, filter }),
      ]);
      if (generation !== this.generation) return;
      this.answer = { text, customers: customers.slice(0, mostCustomers), invoices, count: totals.count };
      this.error = null;
    } catch (thrown) {
      if (generation !== this.generation) return;
      this.answer = { ...nothing, text };
      this.error = asApiError(thrown);
    }
  }

  private async readRecent(): Promise<void> {
    const connection = this.workspace.name;
    const read = recentInvoices(connection).map((id) =>
      call('invoice', { connection, id }).then(foundOf, () => null),
    );
    // One that is gone is left out.
    this.recent = (await Promise.all(read)).filter((found) => found !== null);
  }
}

const filled = (groups: OptionGroup[]) => groups.filter(({ options }) => options.length > 0);
