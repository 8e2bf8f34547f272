/**
 * Changes, as far as the page shows them: states follow each other, lines come and go, totals are added up, and
 * a journal is kept. The core's rules are tested where they are written.
 */
import type * as api from '../../api/bindings';

type Handlers = {
  [K in keyof api.Commands]?: (
    request: api.Commands[K]['request'],
    onProgress?: (p: api.SyncProgress) => void,
  ) => api.Commands[K]['response'] | Promise<api.Commands[K]['response']>;
};

/** What the desk works on. */
interface Books {
  invoices: api.Invoice[];
}

/** How the next writes end, for tests and scenes; each is used up by one write, the last one stays. */
export type Ending = { outcome: api.WriteOutcome; words?: string; answer?: string };

const editable = ['open', 'finalized'];
const owed = ['pending', 'unpaid', 'failed'];

const ways: Record<string, readonly string[]> = {
  finalized: ['open'],
  pending: editable,
  unpaid: ['pending'],
  failed: ['unpaid'],
  paid: owed,
  cancelled: [...editable, ...owed],
};

const effectsOf: Record<string, api.Effect[]> = {
  finalized: ['closes_for_review', 'issued_by_itself', 'cannot_be_undone'],
  pending: ['freezes', 'due_in_two_days', 'makes_pdf', 'cannot_be_undone'],
  unpaid: ['counts_as_unpaid', 'cannot_be_undone'],
  failed: ['counts_as_unpaid', 'cannot_be_undone'],
  paid: ['tells_customer', 'cannot_be_undone'],
  cancelled: ['cannot_be_undone'],
};

function effects(write: api.Write, invoice: api.Invoice | undefined): api.Effect[] {
  switch (write.action) {
    case 'change_state':
      return effectsOf[write.state] ?? [];
    case 'charge':
      return invoice && ten4(invoice.cost) <= 0n
        ? ['cancels_instead_of_charging', 'cannot_be_undone']
        : ['charges_card', 'tells_customer', 'cannot_be_undone'];
    case 'create_invoice':
      return ['joins_billing_run'];
    case 'update_invoice':
      return [
        ...(write.friendly_id === null ? [] : (['numbers_count_on'] as const)),
        ...(invoice?.issued_on ? (['differs_from_what_was_sent'] as const) : []),
      ];
    case 'add_line_item':
      return ['changes_total'];
    case 'remove_line_item':
      return ['changes_total', 'cannot_be_undone'];
  }
}

function isDestructive(write: api.Write): boolean {
  if (write.action === 'change_state') return ['paid', 'cancelled'].includes(write.state);
  if (write.action === 'update_invoice') return write.although_issued;
  return write.action === 'charge' || write.action === 'remove_line_item';
}

/** Ten-thousandths, the smallest the portal keeps of a line. */
function ten4(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const scaled = BigInt(whole + fraction.slice(0, 4).padEnd(4, '0'));
  return text.startsWith('-') ? -scaled : scaled;
}

function text4(scaled: bigint, digits = 4): string {
  const half = 10n ** BigInt(4 - digits) / 2n;
  const size = (scaled < 0n ? -scaled : scaled) + (digits === 4 ? 0n : half);
  const padded = (size / 10n ** BigInt(4 - digits)).toString().padStart(digits + 1, '0');
  return `${scaled < 0n ? '-' : ''}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

function addUp(invoice: api.Invoice): void {
  const net = invoice.line_items.reduce((sum, line) => sum + ten4(line.cost ?? '0'), 0n);
  const vat = invoice.vat_rate === null ? 0n : (net * ten4(invoice.vat_rate)) / 1_000_000n;
  invoice.cost_without_vat = text4(net);
  if (invoice.vat_rate !== null) invoice.vat_amount = text4(vat);
  invoice.cost = text4(net + vat, 2);
}

export function entry(id: number, more: Partial<api.JournalEntry> = {}): api.JournalEntry {
  return {
    id,
    write: { action: 'change_state', invoice_id: 12, state: 'pending' },
    invoice_id: 12,
    friendly_id: '2026-09-00000012',
    buyer_name: 'Señal Abierta S.A.',
    currency: 'EUR',
    cost: '4032.71',
    status: 'done',
    person: 'ana',
    prepared_at: '2026-10-08T10:00:00Z',
    sent_at: '2026-10-08T10:00:01Z',
    settled_at: '2026-10-08T10:00:02Z',
    answer_status: 200,
    answer: null,
    outcome: 'It happened; the portal shows it.',
    differences: [],
    run: null,
    ...more,
  };
}

export class FakeDesk {
  /** The oldest first. */
  journal: api.JournalEntry[] = [];
  /** How the next writes end. */
  endings: Ending[] = [];
  /** What the portal has now instead of what was seen, for the next write or comparison of drafts. */
  conflict: api.Difference[] = [];
  /** What looking again finds out about what is not settled. */
  settlesAs: api.WriteStatus = 'unknown';
  changesOff: string | null = null;
  clock = '2026-10-08T12:00:00Z';
  private lastLine = 9000;

  constructor(private books: Books) {}

  statusPart(): Pick<api.Status, 'drafts' | 'unsettled' | 'changes_off'> {
    const count = (...statuses: api.WriteStatus[]) =>
      this.journal.filter(({ status }) => statuses.includes(status)).length;
    return {
      drafts: count('draft'),
      unsettled: count('unknown', 'sending'),
      changes_off: this.changesOff,
    };
  }

  detailPart(
    invoice: api.Invoice,
  ): Pick<api.InvoiceDetail, 'offers' | 'lines_can_change' | 'changes_off' | 'waiting'> {
    const off = this.changesOff !== null;
    const waiting = this.journal.filter(
      ({ invoice_id, status }) =>
        invoice_id === invoice.id && ['draft', 'unknown', 'sending'].includes(status),
    );
    return {
      offers: off ? [] : this.offers(invoice),
      lines_can_change: !off && editable.includes(invoice.state),
      changes_off: this.changesOff,
      waiting: structuredClone(waiting),
    };
  }

  private offers(invoice: api.Invoice): api.Offer[] {
    const writes: api.Write[] = Object.keys(ways)
      .filter((state) => ways[state]!.includes(invoice.state))
      .map((state) => ({ action: 'change_state', invoice_id: invoice.id, state }));
    if (owed.includes(invoice.state)) writes.push({ action: 'charge', invoice_id: invoice.id });
    return writes.map((write) => ({
      write,
      effects: effects(write, invoice),
      destructive: isDestructive(write),
    }));
  }

  private find(write: api.Write): api.Invoice | undefined {
    if (write.action === 'create_invoice') return undefined;
    return this.books.invoices.find(({ id }) => id === write.invoice_id);
  }

  private note(write: api.Write, more: Partial<api.JournalEntry>): api.JournalEntry {
    const invoice = this.find(write);
    const line = entry(this.journal.length + 1, {
      write: structuredClone(write),
      invoice_id: invoice?.id ?? null,
      friendly_id: invoice?.friendly_id ?? null,
      buyer_name: invoice?.buyer.org_name ?? null,
      currency: invoice?.currency ?? null,
      cost: invoice?.cost ?? null,
      prepared_at: this.clock,
      sent_at: this.clock,
      settled_at: this.clock,
      ...more,
    });
    this.journal.push(line);
    return line;
  }

  private ending(): Ending {
    return (this.endings.length > 1 ? this.endings.shift() : this.endings[0]) ?? { outcome: 'done' };
  }

  private happen(write: api.Write): api.Difference[] {
    const invoice = this.find(write);
    if (!invoice) return [];
    const before = structuredClone(invoice);
    switch (write.action) {
      case 'change_state':
        this.move(invoice, write.state);
        break;
      case 'charge':
        this.move(invoice, ten4(invoice.cost) <= 0n ? 'cancelled' : 'paid');
        break;
      case 'update_invoice':
        if (write.friendly_id !== null) invoice.friendly_id = write.friendly_id;
        if (write.period !== null) invoice.period = { from: `${write.period}-01`, to: lastDay(write.period) };
        break;
      case 'add_line_item':
        this.lastLine += 1;
        invoice.line_items = [
          ...invoice.line_items,
          {
            ...write.line_item,
            id: this.lastLine,
            contract_type: write.line_item.contract_id === null ? null : 'Cinstance',
          },
        ];
        addUp(invoice);
        break;
      case 'remove_line_item':
        invoice.line_items = invoice.line_items.filter(({ id }) => id !== write.line_item_id);
        addUp(invoice);
    }
    return (['state', 'friendly_id', 'cost'] as const)
      .filter((field) => before[field] !== invoice[field])
      .map((field) => ({ field, before: before[field], after: invoice[field] }));
  }

  private move(invoice: api.Invoice, state: string): void {
    invoice.state = state;
    const [day] = this.clock.split('T');
    if (state === 'pending') {
      invoice.issued_on = day!;
      invoice.due_on = '2026-10-10';
    }
    if (state === 'paid') invoice.paid_at = this.clock;
  }

  /** Sends one write, as a draft or not, and keeps a line. */
  private send(
    write: api.Write,
    draft?: api.JournalEntry,
  ): { outcome: api.WriteOutcome; line: api.JournalEntry | null; words: string } {
    const { outcome, words, answer = null } = this.ending();
    if (outcome === 'offline' || outcome === 'conflict')
      return { outcome, line: draft ?? null, words: words ?? 'The portal does not answer.' };
    const statuses = { done: 'done', not_done: 'not_done', refused: 'refused', unknown: 'unknown' } as const;
    const status = statuses[outcome as keyof typeof statuses] ?? 'not_done';
    const said = {
      done: 'It happened; the portal shows it.',
      not_done: 'The answer was lost, and the portal shows that it did not happen.',
      refused: 'The portal refused. Nothing was changed.',
      unknown: 'The answer was lost, and the portal does not show yet whether it happened.',
    };
    const more = {
      status,
      outcome: words ?? said[status],
      answer,
      answer_status: status === 'done' ? 200 : status === 'refused' ? 422 : null,
      sent_at: this.clock,
      settled_at: status === 'unknown' ? null : this.clock,
    };
    const line = draft ? Object.assign(draft, more) : this.note(write, more);
    if (status === 'done') line.differences = this.happen(write);
    return { outcome, line, words: line.outcome ?? '' };
  }

  private answerTo(results: ReturnType<FakeDesk['send']>[], id: number | null): api.WriteResult {
    const last = results.at(-1)!;
    const partly = results.length > 1 && last.outcome !== 'done';
    const conflict = last.outcome === 'conflict' ? structuredClone(this.conflict) : [];
    if (conflict.length > 0) this.conflict = [];
    return {
      outcome: partly ? 'partly' : last.outcome,
      invoice_id: id,
      message: last.words,
      entries: structuredClone(results.flatMap(({ line }) => line ?? [])),
      conflict,
    };
  }

  private checkWrites(writes: api.Write[]): api.WriteCheck {
    const check: api.WriteCheck = {
      problem: null,
      field: null,
      effects: [...new Set(writes.flatMap((write) => effects(write, this.find(write))))],
      warnings: [],
      destructive: writes.some(isDestructive),
    };
    for (const write of writes) Object.assign(check, this.problemOf(write));
    return check;
  }

  private problemOf(write: api.Write): Partial<api.WriteCheck> {
    if (write.action === 'add_line_item' && write.line_item.name.trim() === '')
      return { problem: 'a line item needs a name', field: 'name' };
    if (write.action !== 'update_invoice' || write.friendly_id === null) return {};
    const number = write.friendly_id;
    if (!/^\d{4}-(\d{2}-)?\d{8}$/.test(number))
      return { problem: `\`${number}\` is no number the portal takes`, field: 'friendly_id' };
    const taken = this.books.invoices.some(
      ({ friendly_id, id }) => friendly_id === number && id !== write.invoice_id,
    );
    return taken ? { warnings: [`Another invoice has the number ${number} already.`] } : {};
  }

  private pick(ids: number[]): api.JournalEntry[] {
    return this.journal.filter(({ id, status }) => ids.includes(id) && status === 'draft');
  }

  readonly answers: Handlers = {
    read_amount: ({ text, format }) => readAmount(text, format),
    check_write: ({ writes }) => this.checkWrites(writes),
    write: ({ writes, seen }) => {
      const results: ReturnType<FakeDesk['send']>[] = [];
      if (this.conflict.length > 0)
        this.endings.unshift({ outcome: 'conflict', words: 'The invoice is not as you saw it.' });
      for (const write of writes) {
        results.push(this.send(write));
        if (results.at(-1)!.outcome !== 'done') break;
      }
      return this.answerTo(results, seen?.id ?? null);
    },
    prepare_write: ({ writes }) =>
      structuredClone(
        writes.map((write) =>
          this.note(write, {
            status: 'draft',
            sent_at: null,
            settled_at: null,
            answer_status: null,
            outcome: null,
          }),
        ),
      ),
    journal: ({ invoice_id, statuses, offset, limit }) =>
      structuredClone(
        this.journal
          .filter((line) => invoice_id === null || line.invoice_id === invoice_id)
          .filter(({ status }) => statuses.length === 0 || statuses.includes(status))
          .toReversed()
          .slice(offset, offset + limit),
      ),
    check_drafts: ({ ids }) =>
      this.pick(ids).map((line, at) => ({
        entry: structuredClone(line),
        conflict: at === 0 ? structuredClone(this.conflict) : [],
        problem: null,
      })),
    send_drafts: async ({ ids }, onProgress) => {
      const drafts = this.pick(ids);
      const results: api.WriteResult[] = [];
      for (const draft of drafts) {
        onProgress?.({ phase: 'writing', done: results.length, total: drafts.length, waiting: null });
        if (this.conflict.length > 0)
          this.endings.unshift({ outcome: 'conflict', words: 'The invoice is not as it was.' });
        results.push(this.answerTo([this.send(draft.write, draft)], draft.invoice_id));
      }
      return results;
    },
    accept_drafts: ({ ids }) => structuredClone(this.pick(ids)),
    discard_drafts: ({ ids }) =>
      structuredClone(
        this.pick(ids).map((line) =>
          Object.assign(line, {
            status: 'discarded',
            settled_at: this.clock,
            outcome: 'It was thrown away.',
          }),
        ),
      ),
    settle_writes: () =>
      structuredClone(
        this.journal
          .filter(({ status }) => status === 'unknown' || status === 'sending')
          .map((line) => Object.assign(line, { status: this.settlesAs })),
      ),
    decide_write: ({ id, happened }) => {
      const line = this.journal.find((one) => one.id === id)!;
      Object.assign(line, {
        status: happened ? 'done' : 'not_done',
        settled_at: this.clock,
        outcome: `ana looked and says that it ${happened ? 'happened' : 'did not happen'}.`,
      });
      return structuredClone(line);
    },
    save_journal: () => ({ file_name: 'changes.csv', folder: 'Documents', missing_characters: [] }),
  };
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
}

function readAmount(text: string, { decimal, group }: api.AmountFormat): api.AmountRead {
  const typed = text.trim().replace('−', '-');
  const [whole = '', fraction] = typed.split(decimal);
  const digits = group ? whole.replaceAll(group, '') : whole;
  const grouped = !group || !whole.includes(group) || /^-?\d{1,3}(\D\d{3})+$/.test(whole);
  if (!/^-?\d+$/.test(digits) || !/^(\d+)?$/.test(fraction ?? '0') || fraction === '' || !grouped)
    return {
      amount: null,
      problem: `\`${typed}\` is no amount; write it like 1${group ?? ''}234${decimal}50`,
    };
  if ((fraction ?? '').length > 4)
    return { amount: null, problem: `\`${typed}\` has more than four decimals, and the portal keeps four` };
  return { amount: fraction ? `${digits}.${fraction}` : digits, problem: null };
}

/** `?unknown`, `?refuses`, `?conflict`, `?readonly`, `?changes`: scenes of changing in a plain browser. */
export function writeScene(desk: FakeDesk, invoices: api.Invoice[], wanted: URLSearchParams): void {
  if (wanted.has('readonly')) desk.changesOff = 'This connection is for reading only.';
  if (wanted.has('offline')) desk.endings = [{ outcome: 'offline', words: 'The portal does not answer.' }];
  if (wanted.has('unknown')) desk.endings = [{ outcome: 'unknown' }];
  if (wanted.has('refuses'))
    desk.endings = [{ outcome: 'refused', answer: 'Cannot transition state via :issue from :open' }];
  if (wanted.has('conflict'))
    desk.conflict = [
      { field: 'cost', before: '4032.71', after: '4100.00' },
      { field: 'line_items[4]', before: null, after: { id: 4, name: 'Late fee', cost: '55.6116' } },
      { field: 'state', before: 'unpaid', after: 'pending' },
    ];
  if (wanted.has('changes')) fill(desk, invoices);
}

function fill(desk: FakeDesk, invoices: api.Invoice[]): void {
  const of = (at: number) => {
    const { id, friendly_id, buyer, currency, cost } = invoices.at(-1 - at)!;
    return { invoice_id: id, friendly_id, buyer_name: buyer.org_name, currency, cost };
  };
  const add = (at: number, write: (id: number) => api.Write, more: Partial<api.JournalEntry>) => {
    const about = of(at);
    desk.journal.push(entry(desk.journal.length + 1, { ...about, write: write(about.invoice_id), ...more }));
  };
  const to =
    (state: string) =>
    (invoice_id: number): api.Write => ({ action: 'change_state', invoice_id, state });
  const draft = {
    status: 'draft',
    sent_at: null,
    settled_at: null,
    answer_status: null,
    outcome: null,
  } as const;
  for (let at = 0; at < 130; at += 1)
    add(at, to(at % 3 ? 'pending' : 'paid'), {
      differences: [{ field: 'state', before: 'finalized', after: 'pending' }],
      ...(at % 7 === 2 && {
        status: 'refused',
        answer: 'Cannot transition state',
        answer_status: 422,
        outcome: 'The portal refused. Nothing was changed.',
        differences: [],
      }),
    });
  add(2, to('pending'), draft);
  add(4, to('finalized'), { ...draft, person: 'ben' });
  const line_item = {
    name: 'Late fee',
    description: null,
    quantity: 1,
    cost: '25.0',
    type: null,
    metric_id: null,
    contract_id: null,
    plan_id: null,
  };
  add(4, (invoice_id) => ({ action: 'add_line_item', invoice_id, line_item }), draft);
  add(3, (invoice_id) => ({ action: 'charge', invoice_id }), {
    status: 'unknown',
    settled_at: null,
    answer_status: null,
    outcome:
      'The answer was lost (the connection was cut). The portal shows no payment. Look for it in the records of the payment gateway before you charge again, then say here whether it happened.',
  });
}
