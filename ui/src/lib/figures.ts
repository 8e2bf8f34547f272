/** Sums of invoices by month and by age, as they are shown, drawn and copied. */
import type { Ageing, CurrencyEarnings, EarningGroups, Figure, Receivables } from '../api/bindings';
import { filledUp } from './periods';
import { bareAmount, units } from './money';
import { words } from './words';

export type Group = keyof EarningGroups;
export type Age = keyof Ageing;

const columns: readonly Group[] = ['total', 'in_process', 'overdue', 'paid', 'other'];
const parts: readonly Group[] = ['paid', 'in_process', 'overdue', 'other'];

/** States that this version does not know have a group only where there are some. */
const shown = (sum: EarningGroups) => (group: Group) => group !== 'other' || sum.other !== null;
/** The columns of the table. */
export const columnsOf = (sum: EarningGroups): Group[] => columns.filter(shown(sum));
/** The parts of a bar, from the line of zero outwards. */
export const barGroupsOf = (sum: EarningGroups): Group[] => parts.filter(shown(sum));
/** What a group has; a month may have none of those that are only there when needed. */
export const figureIn = (of: EarningGroups, group: Group): Figure =>
  of[group] ?? { count: 0, amount: '0', filter: of.total.filter };

/** By days past due; `total` is all of them together. */
export const ages: readonly Age[] = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_91_up'];
export const ageColumns: readonly Age[] = [...ages, 'total'];

/** A month that is shown; without groups where it has no invoices. */
export interface Month {
  month: string;
  groups: EarningGroups | null;
}

/** The months of a currency, the oldest first, and those between them that have no invoices. */
export function monthsOf(earnings: CurrencyEarnings): Month[] {
  const known = new Map(earnings.months.map(({ month, groups }) => [month, groups]));
  return filledUp([...known.keys()]).map((month) => ({ month, groups: known.get(month) ?? null }));
}

/** The one that was chosen, or the first where it has nothing to show now. */
export function chosenOf<T extends { currency: string | null }>(
  currencies: readonly T[],
  chosen: string | null,
): T | undefined {
  return currencies.find(({ currency }) => (currency ?? '') === chosen) ?? currencies[0];
}

/** Whole per cent of what is owed that is past due; null where parts are below zero and no share says anything. */
export function overdueShare(ageing: Ageing): number | null {
  const [total, due] = [units(ageing.total.amount), units(ageing.not_due.amount)];
  if (total <= 0n || due < 0n || due > total) return null;
  return Number(((total - due) * 200n + total) / (total * 2n));
}

/** How much of the bar each age takes, in thousandths of all that is above zero. */
export function shares(ageing: Ageing): { age: Age; share: number }[] {
  const amounts = ages.map((age) => ({ age, amount: units(ageing[age].amount) }));
  const owed = amounts.filter(({ amount }) => amount > 0n);
  const all = owed.reduce((sum, { amount }) => sum + amount, 0n);
  return owed.map(({ age, amount }) => ({ age, share: Number((amount * 1000n) / all) }));
}

/** Text of a table that a spreadsheet takes apart into cells again. */
export function tabbed(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t')).join('\n') + '\n';
}

/** A text that a spreadsheet would take for a formula is made a text. */
export function plainCell(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

const cell = (figure: Figure | undefined) => (figure && figure.count > 0 ? bareAmount(figure.amount) : '');

/** The table of months as text, in the order it is shown. */
export function earningsText(earnings: CurrencyEarnings): string {
  const w = words.figures;
  const groups = columnsOf(earnings.sum);
  const row = (first: string, groupsOf: EarningGroups | null) => [
    first,
    earnings.currency ?? '',
    ...groups.map((group) => cell(groupsOf ? figureIn(groupsOf, group) : undefined)),
  ];
  const months = monthsOf(earnings).reverse();
  return tabbed([
    [w.month, words.list.currency, ...groups.map((group) => w.groups[group])],
    ...months.map(({ month, groups }) => row(month, groups)),
    row(w.months(months.length), earnings.sum),
  ]);
}

/** The table of ages as text; customers of the currencies that are opened. */
export function receivablesText({ currencies }: Receivables, isOpen: (currency: string) => boolean): string {
  const w = words.figures;
  const row = (currency: string | null, name: string, id: string, ageing: Ageing) => [
    currency ?? '',
    name,
    id,
    ...ageColumns.map((age) => cell(ageing[age])),
  ];
  return tabbed([
    [words.list.currency, words.list.columns.customer, w.accountId, ...ageColumns.map((age) => w.ages[age])],
    ...currencies.flatMap(({ currency, sum, customers }) => [
      row(currency, w.everyCustomer, '', sum),
      ...(isOpen(currency ?? '') ? customers : []).map(({ id, name, ageing }) =>
        row(currency, plainCell(name ?? ''), id === null ? '' : String(id), ageing),
      ),
    ]),
  ]);
}
