import { type Action, mod } from '../../lib/actions';
import type { Workspace } from '../../lib/state/workspace.svelte';
import { isListView } from '../../lib/views';
import { words } from '../../lib/words';
import type { Places } from './places';

/** What can be done with the list. */
export function listActions(workspace: Workspace, places: Places): Action[] {
  const w = words.actions;
  const { list } = workspace;
  /** That page has a search of its own. */
  const inCustomers = workspace.view === 'customers';
  const elsewhere = isListView(workspace.view) ? null : w.why.noList;
  const empty = elsewhere ?? (list.count === 0 ? w.why.nothingShown : null);
  return [
    {
      id: 'search',
      group: 'list',
      label: inCustomers ? words.customers.search : w.search,
      icon: 'search',
      keys: [mod('f'), { key: '/' }],
      why: inCustomers ? null : elsewhere,
      menu: 'view',
      run: places.focusSearch,
    },
    {
      id: 'invoice.new',
      group: 'file',
      label: w.create,
      hint: w.createHint,
      icon: 'plus',
      keys: [mod('n')],
      why: workspace.status?.changes_off ?? null,
      refusal: words.newInvoice.off,
      menu: 'file',
      run: places.create,
    },
    {
      id: 'list.print',
      group: 'file',
      label: w.export,
      hint: w.exportHint,
      icon: 'export',
      keys: [mod('e')],
      why: empty,
      refusal: elsewhere ? undefined : words.printing.none,
      menu: 'file',
      run: places.print,
    },
    {
      id: 'list.select_all',
      group: 'list',
      label: w.selectAll,
      icon: 'check',
      why: empty,
      menu: 'view',
      run: () => list.ticks.all(),
    },
    {
      id: 'list.clear',
      group: 'list',
      label: w.clearSelection,
      icon: 'x',
      why: elsewhere ?? (list.ticks.count === 0 ? w.why.nothingSelected : null),
      menu: 'view',
      run: () => list.ticks.clear(),
    },
  ];
}
