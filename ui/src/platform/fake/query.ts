/** Filtering, sorting and adding up, as far as the screen shows it. Sums are made of whole cents. */
import type { Invoice, InvoiceFilter, InvoiceRow, ListTotals, Sort } from '../../api/bindings';

const owed = ['pending', 'unpaid', 'failed'];

function isOverdue(invoice: Invoice, today: string): boolean {
  return owed.includes(invoice.state) && invoice.due_on !== null && invoice.due_on < today;
}

function plain(text: string | null): string {
  return (text ?? '')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

const within = (day: string | null, range: { from: string | null; to: string | null } | null | undefined) =>
  (!range?.from || (day !== null && day >= range.from)) && (!range?.to || (day !== null && day <= range.to));

function like(text: string | null, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(text ?? '');
}

function wasOutstanding({ issued_on, paid_at, state }: Invoice, day: string): boolean {
  return (
    issued_on !== null &&
    issued_on <= day &&
    (!paid_at || paid_at.slice(0, 10) > day) &&
    state !== 'cancelled'
  );
}

export function matching(invoices: Invoice[], filter: InvoiceFilter, today: string): Invoice[] {
  const query = plain(filter.query ?? '');
  return invoices.filter((invoice) => {
    const month = invoice.period.from.slice(0, 7);
    const text = [
      invoice.friendly_id,
      invoice.buyer.org_name,
      ...invoice.line_items.map((line) => line.name),
    ];
    return (
      (!filter.states?.length || filter.states.includes(invoice.state)) &&
      (!filter.overdue || isOverdue(invoice, today)) &&
      (!filter.period_from || month >= filter.period_from) &&
      (!filter.period_to || month <= filter.period_to) &&
      (!filter.number || like(invoice.friendly_id, filter.number)) &&
      (!filter.buyer || plain(invoice.buyer.org_name).includes(plain(filter.buyer))) &&
      ((filter.buyer_id ?? null) === null || invoice.buyer.id === filter.buyer_id) &&
      within(invoice.issued_on, filter.issued) &&
      within(invoice.due_on, filter.due) &&
      within(invoice.paid_at?.slice(0, 10) ?? null, filter.paid) &&
      (!filter.outstanding_on || wasOutstanding(invoice, filter.outstanding_on)) &&
      (!filter.min || scaled(invoice.cost) >= scaled(filter.min)) &&
      (!filter.max || scaled(invoice.cost) <= scaled(filter.max)) &&
      (typeof filter.currency !== 'string' || (invoice.currency ?? '') === filter.currency) &&
      (!query || text.some((part) => plain(part).includes(query)))
    );
  });
}

const scaled = (amount: string | null) => {
  const [whole = '', fraction = ''] = (amount ?? '').split('.');
  return whole.padStart(20, '0') + fraction.padEnd(10, '0');
};

const cents = (amount: string) => BigInt(amount.replace('.', ''));

export function sorted(invoices: Invoice[], { column, descending }: Sort): Invoice[] {
  const key: Record<Sort['column'], (invoice: Invoice) => string> = {
    number: (invoice) => invoice.friendly_id ?? '',
    customer: (invoice) => plain(invoice.buyer.org_name),
    period: (invoice) => invoice.period.from,
    issued: (invoice) => invoice.issued_on ?? '',
    due: (invoice) => invoice.due_on ?? '',
    state: (invoice) => invoice.state,
    total: (invoice) => cents(invoice.cost).toString().padStart(20, '0'),
    id: (invoice) => String(invoice.id).padStart(20, '0'),
    customer_id: (invoice) => String(invoice.buyer.id ?? '').padStart(20, '0'),
    paid: (invoice) => invoice.paid_at ?? '',
    created: (invoice) => invoice.created_at ?? '',
    currency: (invoice) => invoice.currency ?? '',
    cost_without_vat: (invoice) => scaled(invoice.cost_without_vat),
    vat_rate: (invoice) => scaled(invoice.vat_rate),
    vat_amount: (invoice) => scaled(invoice.vat_amount),
    creation_type: (invoice) => invoice.creation_type ?? '',
    payments: (invoice) => String(invoice.payment_transactions_count).padStart(10, '0'),
  };
  const turn = descending ? -1 : 1;
  return invoices.toSorted((a, b) => turn * (key[column](a).localeCompare(key[column](b)) || a.id - b.id));
}

export function toRow(invoice: Invoice, today: string): InvoiceRow {
  return {
    id: invoice.id,
    friendly_id: invoice.friendly_id,
    buyer_id: invoice.buyer.id,
    buyer_name: invoice.buyer.org_name,
    buyer_deleted: invoice.buyer.status === 'deleted',
    period_from: invoice.period.from,
    period_to: invoice.period.to,
    issued_on: invoice.issued_on,
    due_on: invoice.due_on,
    state: invoice.state,
    overdue: isOverdue(invoice, today),
    currency: invoice.currency,
    cost: invoice.cost,
    paid_at: invoice.paid_at,
    created_at: invoice.created_at,
    creation_type: invoice.creation_type,
    cost_without_vat: invoice.cost_without_vat,
    vat_rate: invoice.vat_rate,
    vat_amount: invoice.vat_amount,
    payment_transactions_count: invoice.payment_transactions_count,
  };
}

export function totalsOf(invoices: Invoice[]): ListTotals {
  const sums = new Map<string | null, { count: number; sum: bigint }>();
  for (const { currency, cost } of invoices) {
    const before = sums.get(currency) ?? { count: 0, sum: 0n };
    sums.set(currency, { count: before.count + 1, sum: before.sum + cents(cost) });
  }
  const totals = [...sums].map(([currency, { count, sum }]) => {
    const digits = sum.toString().padStart(3, '0');
    return { currency, count, cost: `${digits.slice(0, -2)}.${digits.slice(-2)}` };
  });
  return {
    count: invoices.length,
    totals: totals.sort((a, b) => (a.currency ?? '').localeCompare(b.currency ?? '')),
  };
}
