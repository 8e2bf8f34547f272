import type { Offer } from '../../api/bindings';
import { call } from '../../api/call';
import { type Action, mod } from '../../lib/actions';
import { ofEffects } from '../../lib/consequences';
import type { App } from '../../lib/state/app.svelte';
import { awayFrom } from '../../lib/state/away';
import { tabs } from '../../lib/state/detail.svelte';
import { askOffer, isEnd, isPossible, leadsTo, offersOff, offerWords } from '../../lib/state/offers';
import { printPdf } from '../../lib/state/print-pdf';
import { savePdf } from '../../lib/state/save-pdf';
import type { Workspace } from '../../lib/state/workspace.svelte';
import { isListView } from '../../lib/views';
import { words } from '../../lib/words';
import { isUnsettled, kindOf, layOut } from '../../lib/writes';
import type { Places } from './places';

/** What can be done with the open invoice. */
export function invoiceActions(app: App, workspace: Workspace, places: Places): Action[] {
  return [
    ...showActions(app, workspace, places),
    ...stepActions(workspace, places),
    ...changeActions(app, workspace),
  ];
}

/** The invoice beside the list; elsewhere none is open, as far as a person can see. */
const openId = ({ view, detail }: Workspace) => (isListView(view) ? detail.id : null);

function showActions(app: App, workspace: Workspace, places: Places): Action[] {
  const w = words.actions;
  const id = openId(workspace);
  const none = id === null ? w.why.noInvoice : null;
  const number = workspace.detail.data?.invoice.friendly_id ?? null;
  const { name, connection } = workspace;
  const once = (work: (id: number) => unknown) => () => id !== null && work(id);
  return [
    ...tabs.map((tab, at): Action => ({
      id: `tab.${tab}`,
      group: 'invoice',
      label: w.tab(words.detail.tabs[tab]),
      icon: 'page',
      keys: [{ key: String(at + 1), alt: true }],
      why: none,
      menu: 'invoice',
      run: () => (workspace.detail.tab = tab),
    })),
    {
      id: 'invoice.save_pdf',
      group: 'invoice',
      label: w.savePdf,
      icon: 'save',
      keys: [mod('s')],
      why: none,
      menu: 'invoice',
      line: true,
      run: once((id) => savePdf(app, name, id)),
    },
    {
      id: 'invoice.print_pdf',
      group: 'invoice',
      label: w.printPdf,
      hint: w.printHint,
      icon: 'print',
      keys: [mod('p')],
      why: none,
      menu: 'invoice',
      run: once((id) => printPdf(app, name, id)),
    },
    {
      id: 'invoice.portal',
      group: 'invoice',
      label: w.openInPortal,
      icon: 'external',
      keys: [mod('o')],
      why: none ?? (connection.sample ? w.why.sample : null),
      menu: 'invoice',
      line: true,
      run: once((id) => places.openInPortal(id)),
    },
    {
      id: 'invoice.window',
      group: 'invoice',
      label: w.ownWindow,
      icon: 'export',
      why: none,
      menu: 'invoice',
      run: once((id) =>
        app.attempt(() => call('open_invoice_window', { connection: name, id }), words.errors.title),
      ),
    },
    {
      id: 'invoice.copy_number',
      group: 'invoice',
      label: w.copyNumber,
      icon: 'copy',
      why: none ?? (number === null ? w.why.noNumber : null),
      menu: 'invoice',
      run: () => number !== null && places.copy(number),
    },
  ];
}

function stepActions(workspace: Workspace, places: Places): Action[] {
  const w = words.actions;
  const { list, detail } = workspace;
  const inList = isListView(workspace.view);
  const at = list.indexOf(detail.id);
  const empty = !inList ? w.why.noList : list.count === 0 ? w.why.nothingShown : null;
  return [
    {
      id: 'invoice.previous',
      group: 'invoice',
      label: w.previous,
      icon: 'chevron-up',
      why: empty ?? (at === 0 ? w.why.first : null),
      menu: 'invoice',
      line: true,
      run: () => workspace.step(-1),
    },
    {
      id: 'invoice.next',
      group: 'invoice',
      label: w.next,
      icon: 'chevron-down',
      why: empty ?? (at >= 0 && at === list.count - 1 ? w.why.last : null),
      menu: 'invoice',
      run: () => workspace.step(1),
    },
    {
      id: 'invoice.close',
      group: 'invoice',
      label: w.closeDetail,
      icon: 'x',
      why: openId(workspace) === null ? w.why.noInvoice : null,
      menu: 'invoice',
      run: () => places.closeDetail(),
    },
  ];
}

/** What changes the invoice. Each opens its question and sends nothing. */
function changeActions(app: App, workspace: Workspace): Action[] {
  const { data } = workspace.detail;
  if (openId(workspace) === null || !data) return [];
  const w = words.changes;
  const { invoice } = data;
  const away = awayFrom(workspace, app.today);
  const off = offersOff(data);
  const { head, menu } = layOut(data);
  const prepares = away !== null;
  const named = (label: string) => (prepares ? w.prepares(label) : label);
  const offered = (offer: Offer, at: number): Action => ({
    id: `act.${kindOf(offer.write)}`,
    group: 'invoice',
    label: offerWords(offer, invoice, away),
    hint: ofEffects(offer.effects)[0]?.text,
    icon: isEnd(offer) ? 'cancelled' : 'card',
    state: isEnd(offer) || kindOf(offer.write) === 'charge' ? undefined : leadsTo(offer),
    danger: isEnd(offer),
    why:
      off ?? (isPossible(offer, away) ? null : away === 'token' ? w.head.tokenCharge : w.head.offlineCharge),
    menu: 'invoice',
    line: at === 0,
    run: () => askOffer(workspace, invoice, offer, away),
  });
  const lines = data.lines_can_change && !data.waiting.some(isUnsettled);
  return [
    ...[...head, ...menu].map(offered),
    {
      id: 'act.number',
      group: 'invoice',
      label: named(words.actions.number),
      icon: 'edit',
      why: off,
      menu: 'invoice',
      run: () => (workspace.changes.asking = { form: 'number', seen: invoice, prepares }),
    },
    ...(lines
      ? [
          {
            id: 'act.add_line',
            group: 'invoice',
            label: named(words.actions.addLine),
            icon: 'plus',
            why: off,
            menu: 'invoice',
            run: () => (workspace.changes.asking = { form: 'line', line: null, seen: invoice, prepares }),
          } satisfies Action,
        ]
      : []),
  ];
}
