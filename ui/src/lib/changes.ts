/** The history of an invoice in words: what the core names by its JSON, people know by other names. */
import type { Change, JournalEntry } from '../api/bindings';
import { longDay, longTime } from './dates';
import { formatAmount, formatCost, formatDecimal, formatRate } from './money';
import { isKnownState } from './views';
import { words } from './words';

/** What a sync saw at one time. */
export interface Sight {
  key: string;
  at: string;
  changes: Change[];
}

/** Changes come newest first. Those seen together stay in the order of the invoice. */
export function bySight(changes: readonly Change[]): Sight[] {
  const sights: Sight[] = [];
  for (const change of changes) {
    // Seconds are not shown, so what differs by seconds only would look like two of the same.
    const key = `${change.run} ${change.seen_at.slice(0, 16)}`;
    const last = sights.at(-1);
    if (last?.key === key) last.changes.unshift(change);
    else sights.push({ key, at: change.seen_at, changes: [change] });
  }
  return sights;
}

/** One thing of an invoice's past: what a sync saw, or what was changed from here. */
export type PastEvent =
  | { key: string; at: string; sight: Sight; entry?: undefined }
  | { key: string; at: string; entry: JournalEntry; sight?: undefined };

/**
 * Both by time, the newest first. What is only prepared has not happened, and what reading after a change of ours
 * showed is told with that change.
 */
export function pastOf(changes: readonly Change[], entries: readonly JournalEntry[]): PastEvent[] {
  const ours = new Set(entries.map(({ run }) => run));
  const others = changes.filter(({ run }) => !ours.has(run));
  const seen = bySight(others).map((sight): PastEvent => ({ key: `s${sight.key}`, at: sight.at, sight }));
  const made = entries
    .filter(({ status }) => status !== 'draft')
    .map((entry): PastEvent => ({ key: `j${entry.id}`, at: timeOf(entry), entry }));
  return [...seen, ...made].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

/** When it was sent; for what never was, when that was decided. */
export const timeOf = ({ sent_at, settled_at, prepared_at }: JournalEntry) =>
  sent_at ?? settled_at ?? prepared_at;

const item = /^(line_items|payment_transactions|invoices)\[([^\]]*)\](?:\.(.+))?$/;

/** `line_items[81].cost` into `Line item 81, cost`. A name nobody foresaw is shown as it is, in plain letters. */
export function fieldWords(field: string): string {
  const w = words.history;
  const known = w.fields[field];
  if (known) return known;
  const [, list, id, part] = item.exec(field) ?? [];
  if (list && id !== undefined) {
    const what = w.items[list]!(itemName(id));
    return part ? w.of(what, partWords(list, part)) : what;
  }
  const [owner, ...rest] = field.split('.');
  const what = w.owners[owner!];
  return what && rest.length > 0 ? w.of(what, partWords(owner!, rest.join('.'))) : capital(plain(field));
}

/** Items are known by their id, or by their place where they have none. */
function itemName(id: string): string {
  const place = /^at (\d+)$/.exec(id)?.[1];
  return place === undefined ? id : words.history.place(Number(place) + 1);
}

function partWords(owner: string, part: string): string {
  const [first, ...rest] = part.split('.');
  const name = words.history.parts[owner]?.[first!] ?? plain(first!);
  // What a gateway sent has names of its own.
  return rest.length > 0 ? words.history.of(name, rest.join('.')) : name;
}

const plain = (name: string) => name.replaceAll('_', ' ').replaceAll('.', ', ');
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const writers: Record<string, (value: string) => string> = {
  state: (state) => (isKnownState(state) ? words.states[state] : state),
  creation_type: (type) => words.detail.createdBy[type] ?? type,
  'period.from': (day) => longDay(day),
  'period.to': (day) => longDay(day),
  issued_on: (day) => longDay(day),
  due_on: (day) => longDay(day),
  paid_at: (time) => longTime(time),
  created_at: (time) => longTime(time),
  updated_at: (time) => longTime(time),
  cost: formatAmount,
  cost_without_vat: formatAmount,
  vat_amount: formatAmount,
  vat_rate: (rate) => words.history.percent(formatRate(rate)),
  payment_transactions_count: (count) => formatDecimal(count, 0),
  'line_items.cost': formatCost,
  'line_items.quantity': (quantity) => formatDecimal(quantity, 0),
  'line_items.type': (type) => words.detail.types[type] ?? type,
  'payment_transactions.amount': formatAmount,
  'payment_transactions.created_at': (time) => longTime(time),
  'payment_transactions.success': (success) =>
    success === 'true' ? words.payments.accepted : words.payments.declined,
  'payment_transactions.action': (action) => words.payments.actions[action] ?? action,
};

/** A value as it is shown elsewhere; null when nothing stood there. */
export function valueWords(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object') return wholeItem(value as Record<string, unknown>);
  const text = String(value);
  const write = writers[field.replace(/\[[^\]]*\]/, '')];
  if (write) return write(text);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  // Lines of an address; amounts and names have no line breaks.
  return text.trim() === '' ? words.history.empty : text.replaceAll(/\s*\n\s*/g, ', ');
}

/** A line item by its name and cost, a payment by the gateway's words and its amount. */
function wholeItem(value: Record<string, unknown>): string {
  const text = (name: string) => (typeof value[name] === 'string' ? value[name] : '');
  const parts = [
    text('name') || text('message'),
    text('cost') && formatCost(text('cost')),
    text('amount') && `${formatAmount(text('amount'))}\u00a0${text('currency')}`.trim(),
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(' · ');
  return 'id' in value ? words.list.unnamed : JSON.stringify(value);
}
