/** The same action for many invoices: what is offered, what is sent, and how it is told what became of it. */
import type {
  BulkAction,
  BulkPreview,
  BulkResult,
  BulkRow,
  BulkRowResult,
  BulkTarget,
  CurrencyTotal,
  Effect,
  InvoiceRow,
  ListTotals,
  NewLineItem,
  WriteOutcome,
} from '../api/bindings';
import { type Consequence, ofEffects } from './consequences';
import { formatCost, sum } from './money';
import { sentences } from './sentences';
import { has, type Selection, size } from './selection';
import type { State } from './views';
import { words } from './words';

/** In the order they are offered. */
export const bulkKinds = ['finalize', 'issue', 'pay', 'charge', 'add_line', 'cancel'] as const;
export type BulkKind = (typeof bulkKinds)[number];

const owed: readonly State[] = ['pending', 'unpaid', 'failed'];
const editable: readonly State[] = ['open', 'finalized'];

/** The states in which an action is worth offering. Whether it is possible is said by the core. */
const from: Record<BulkKind, readonly string[]> = {
  finalize: ['open'],
  issue: editable,
  pay: owed,
  charge: owed,
  add_line: editable,
  cancel: [...editable, ...owed],
};

/** What every one of the ticked invoices allows; where they are not known, what any of these states allows. */
export function offered(states: readonly string[], known: boolean): BulkKind[] {
  return bulkKinds.filter((kind) => {
    const allowed = (state: string) => from[kind].includes(state);
    return known ? states.every(allowed) : states.some(allowed);
  });
}

/** Buttons go side by side as far as they fit; the rest is in the menu, where these two always are. */
export function split(kinds: readonly BulkKind[], room: number, widthOf: (kind: BulkKind) => number) {
  const buttons: BulkKind[] = [];
  let left = room;
  for (const kind of kinds.filter((one) => one !== 'cancel' && one !== 'add_line')) {
    left -= widthOf(kind);
    if (left < 0) break;
    buttons.push(kind);
  }
  return { buttons, menu: kinds.filter((kind) => !buttons.includes(kind)) };
}

const states: Partial<Record<BulkKind, string>> = {
  finalize: 'finalized',
  issue: 'pending',
  pay: 'paid',
  cancel: 'cancelled',
};

export function actionOf(kind: BulkKind, line: NewLineItem | null): BulkAction {
  if (kind === 'charge') return { action: 'charge' };
  if (kind === 'add_line') return { action: 'add_line_item', line_item: line! };
  return { action: 'change_state', state: states[kind]! };
}

/** The ticked rows, when every one of them is held. */
export function tickedRows(
  selection: Selection,
  held: readonly InvoiceRow[],
  count: number,
): InvoiceRow[] | null {
  const rows = held.filter(({ id }) => has(selection, id));
  return rows.length === size(selection, count) ? rows : null;
}

/** What the ticked invoices add up to, per currency; null where that is not known exactly. */
export function tickedSums(
  selection: Selection,
  held: readonly InvoiceRow[],
  all: ListTotals | null,
): CurrencyTotal[] | null {
  const rows = tickedRows(selection, held, all?.count ?? 0);
  if (rows) return sums(rows);
  if (selection.kind === 'some' || !all) return null;
  const except = held.filter(({ id }) => selection.except.has(id));
  return except.length === selection.except.size ? without(all.totals, except) : null;
}

function sums(rows: readonly InvoiceRow[]): CurrencyTotal[] | null {
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort((a, b) =>
    (a ?? '').localeCompare(b ?? ''),
  );
  const totals = currencies.map((currency) => {
    const costs = rows.filter((row) => row.currency === currency).map(({ cost }) => cost);
    return { currency, count: costs.length, cost: sum(costs) };
  });
  return whole(totals);
}

function without(totals: readonly CurrencyTotal[], rows: readonly InvoiceRow[]): CurrencyTotal[] | null {
  const left = totals.map(({ currency, count, cost }) => {
    const costs = rows.filter((row) => row.currency === currency).map((row) => negative(row.cost));
    return { currency, count: count - costs.length, cost: sum([cost, ...costs]) };
  });
  return whole(left.filter(({ count }) => count > 0));
}

const negative = (cost: string) => (cost.startsWith('-') ? cost.slice(1) : `-${cost}`);

/** Sums of which none is missing. */
function whole(totals: { currency: string | null; count: number; cost: string | null }[]) {
  const known = totals.filter((total): total is CurrencyTotal => total.cost !== null);
  return known.length === totals.length ? known : null;
}

/** What the action does to each, then its effects. Of many it is said in other words than of one. */
export function consequencesOfMany(
  kind: BulkKind,
  line: NewLineItem | null,
  effects: readonly Effect[],
): Consequence[] {
  const { does } = words.bulk.actions[kind];
  const text = line ? words.bulk.lineDoes(line.name, formatCost(line.cost)) : does;
  const rest = effects.map((effect) => ({ ...ofEffects([effect])[0]!, text: words.effects[effect] }));
  // What a charge leads to is said after the charge itself.
  const at = effects.indexOf('charges_card') + 1;
  return rest.toSpliced(at, 0, { icon: 'check', text });
}

export function countPossible(preview: BulkPreview): number {
  return preview.rows.filter(({ problem }) => problem === null).length;
}

/** Where few are left out, they come first: they are what a person did not expect. */
export function rowsInOrder(preview: BulkPreview): BulkRow[] {
  const left = preview.rows.length - countPossible(preview);
  const turn = left * 2 < preview.rows.length ? -1 : 1;
  const out = (row: BulkRow) => Number(row.problem !== null);
  return preview.rows.toSorted((a, b) => turn * (out(a) - out(b)));
}

/** What is sent: only invoices for which it is possible, each as it was shown. */
export function targetsOf(preview: BulkPreview): BulkTarget[] {
  return preview.rows.filter(({ problem }) => problem === null).map(({ id, version }) => ({ id, version }));
}

/** What needs a person comes first. */
const outcomes: readonly WriteOutcome[] = [
  'unknown',
  'partly',
  'refused',
  'conflict',
  'not_done',
  'offline',
  'done',
];

export function worstFirst(results: readonly BulkRowResult[]): BulkRowResult[] {
  const place = ({ outcome }: BulkRowResult) => outcomes.indexOf(outcome);
  return results.toSorted((a, b) => place(a) - place(b));
}

export function countOutcomes(results: readonly BulkRowResult[]): { outcome: WriteOutcome; count: number }[] {
  return outcomes
    .toReversed()
    .map((outcome) => ({ outcome, count: results.filter((one) => one.outcome === outcome).length }))
    .filter(({ count }) => count > 0);
}

/** What became of all of them in one line: `2 done, 1 refused, 3 not got to`. */
export function resultSummary({ results, left }: BulkResult): string {
  const w = words.bulk;
  const parts = countOutcomes(results).map(({ outcome, count }) => w.counted(count, w.outcomes[outcome]));
  if (left > 0) parts.push(w.left(left));
  return parts.join(', ');
}

/** The results as text for a mail or a spreadsheet: a line per invoice, its parts a tab apart. */
export function resultText(title: string, result: BulkResult): string {
  const w = words.bulk;
  const lines = worstFirst(result.results).map((one) =>
    [
      one.friendly_id ?? words.list.noNumber,
      one.buyer_name ?? words.list.unnamed,
      w.outcomes[one.outcome],
      one.message,
    ].join('\t'),
  );
  const head = sentences(title, resultSummary(result), result.ended_early);
  return [head, ...lines].join('\n');
}
