import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Invoice, JournalEntry, WriteResult } from '../../api/bindings';
import type { FakeOptions } from '../../platform/fake';
import { invoice } from '../../platform/fake/invoices';
import { entry } from '../../platform/fake/writes';
import { byId, click, expectAccessible, maybe, openWindow, press, rows, type } from '../../test/window';

const unpaid: Partial<Invoice> = { state: 'unpaid', paid_at: null };
const open: Partial<Invoice> = { state: 'open', issued_on: null, due_on: null, paid_at: null };
const offline = () => {
  throw { code: 'offline', message: 'No answer', hint: null, retryable: true, field: null };
};

async function openDetail(change: Partial<Invoice>, options: FakeOptions = {}, journal: JournalEntry[] = []) {
  const fake = openWindow({
    invoices: [invoice(12, change)],
    settings: { every_minutes: 0 },
    ...options,
  });
  fake.desk.journal = journal;
  await fireEvent.click((await rows())[0]!);
  await byId('detail-total');
  return fake;
}

const text = (id: string) => screen.getByTestId(id).textContent?.replace(/\s+/g, ' ').trim();
const texts = (id: string) =>
  screen.getAllByTestId(id).map((one) => one.textContent?.replace(/\s+/g, ' ').trim());
const buttons = (id: string) =>
  [...screen.getByTestId(id).querySelectorAll('button')].map((button) => button.textContent?.trim());
const isOff = (id: string) => screen.getByTestId(id).getAttribute('aria-disabled') === 'true';
/** A call that ends when the test says so. */
function held<T>() {
  let end: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => (end = resolve));
  return { promise, end: (value: T) => end(value) };
}

describe('the actions of an invoice', () => {
  it.each([
    ['open', ['Finalize…', 'Issue…', '']],
    ['finalized', ['Issue…', '']],
    ['pending', ['Charge 4,032.71 EUR…', 'Mark as paid…', '']],
    ['failed', ['Charge 4,032.71 EUR…', 'Mark as paid…', '']],
    ['paid', ['']],
    ['cancelled', ['']],
  ])('are those of its state: %s', async (state, labels) => {
    await openDetail({ state, issued_on: null, paid_at: null });
    expect(buttons('actions')).toEqual(labels);
    expect(document.querySelectorAll('.actions .is-primary')).toHaveLength(labels.length > 1 ? 1 : 0);
  });

  it('say what they do before they are pressed', async () => {
    await openDetail(unpaid);
    expect(text('consequence')).toBe(
      'Charge debits the stored card. Mark as paid moves no money. Either emails the customer and can’t be undone.',
    );
    const id = screen.getByTestId('act-charge').getAttribute('aria-describedby')!;
    expect(document.getElementById(id)).toBe(screen.getByTestId('consequence'));
    await expectAccessible();
  });

  it('are one line with the reason where nothing can be changed', async () => {
    const fake = openWindow({ invoices: [invoice(12, open)] });
    fake.desk.changesOff = 'The token may only read.';
    await fireEvent.click((await rows())[0]!);
    expect((await byId('changes-off')).textContent).toBe('The token may only read.');
    for (const id of ['actions', 'line-add', 'line-menu']) expect(maybe(id)).toBeNull();
  });

  it('have the rest in a menu that works by keyboard, and the focus comes back', async () => {
    const fake = await openDetail(unpaid);
    screen.getByTestId('more-actions').focus();
    await click('more-actions');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('act-number')));
    await press('ArrowDown');
    expect(document.activeElement).toBe(screen.getByTestId('act-failed'));
    await press('End');
    expect(document.activeElement).toBe(screen.getByTestId('act-cancel'));
    await expectAccessible();
    await press('Escape');
    expect(document.activeElement).toBe(screen.getByTestId('more-actions'));
    await click('more-actions');
    await click('act-cancel');
    await byId('question');
    expect(document.activeElement).toBe(screen.getByTestId('question-no'));
    await press('Escape');
    await waitFor(() => expect(maybe('question')).toBeNull());
    expect(document.activeElement).toBe(screen.getByTestId('more-actions'));
    expect(fake.requests('write')).toEqual([]);
  });
});

describe('a question', () => {
  it('says what follows, and sends exactly what was asked with the invoice as it was seen', async () => {
    const fake = await openDetail(unpaid);
    const seen = structuredClone(fake.invoices[0]!);
    await click('act-charge');
    const dialog = await byId('question');
    expect(dialog.getAttribute('role')).toBe('alertdialog');
    expect(dialog.querySelector('h2')!.textContent).toBe('Charge Señal Abierta S.A. 4,032.71 EUR?');
    expect([...dialog.querySelectorAll('li')].map((line) => line.textContent?.trim())).toEqual([
      'The portal debits the stored card now.',
      'The portal emails the customer.',
      'If the card is accepted, the invoice becomes Paid.',
      'This can’t be undone.',
    ]);
    expect(document.activeElement).toBe(screen.getByTestId('question-no'));
    await expectAccessible();
    expect(text('question-yes')).toBe('Charge 4,032.71 EUR');
    await click('question-yes');
    await waitFor(() => expect(maybe('question')).toBeNull());
    expect(fake.requests('write')).toEqual([
      { connection: 'farnsworth', writes: [{ action: 'charge', invoice_id: 12 }], seen },
    ]);
    expect(text('toast')).toContain('It happened; the portal shows it.');
    expect(text('detail')).toContain('Paid');
    expect(maybe('act-charge')).toBeNull();
    // The button that was pressed is gone; the keyboard stays in the pane.
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('tab-details')));
  });

  it('sends what was displayed when it was asked, although the invoice moved on behind it', async () => {
    const fake = await openDetail(unpaid);
    await click('act-charge');
    await byId('question');
    fake.invoices[0]!.cost = '9999.00';
    fake.changed('farnsworth');
    await waitFor(() => expect(text('detail-total')).toBe('9,999.00'));
    expect(text('question-yes')).toBe('Charge 4,032.71 EUR');
    await click('question-yes');
    await waitFor(() => expect(fake.requests('write')).toHaveLength(1));
    expect(fake.requests('write')[0]).toMatchObject({ seen: { cost: '4032.71' } });
  });

  it('sends once, however often it is pressed, and stays open meanwhile', async () => {
    const fake = await openDetail(unpaid);
    const call = held<WriteResult>();
    fake.handlers.write = () => call.promise;
    await click('act-charge');
    const yes = await byId('question-yes');
    void fireEvent.click(yes);
    void fireEvent.click(yes);
    await fireEvent.click(yes);
    await waitFor(() => expect(text('question-yes')).toBe('Charging…'));
    expect(isOff('question-yes')).toBe(true);
    await press('Escape');
    await fireEvent(screen.getByTestId('question'), new Event('cancel', { cancelable: true }));
    await click('question-no');
    await click('question-yes');
    expect(maybe('question')).not.toBeNull();
    call.end({ outcome: 'done', invoice_id: 12, message: 'charged', entries: [], conflict: [] });
    await waitFor(() => expect(maybe('question')).toBeNull());
    expect(fake.requests('write')).toHaveLength(1);
  });

  it('does not take a charge that left the invoice owed for an end', async () => {
    const fake = await openDetail(unpaid);
    fake.handlers.write = () => ({
      outcome: 'done',
      invoice_id: 12,
      message: 'The card was charged, but the invoice is still unpaid.',
      entries: [],
      conflict: [],
    });
    await click('act-charge');
    await click('question-yes');
    const toast = await byId('toast');
    expect(toast.className).toContain('is-warn');
    expect(toast.textContent).toContain('Look at this before you charge again');
  });

  it('has the main button first where nothing is lost', async () => {
    await openDetail(open);
    await click('act-issue');
    await byId('question');
    expect(document.activeElement).toBe(screen.getByTestId('question-yes'));
  });

  it('says that a charge of nothing cancels', async () => {
    await openDetail({ ...unpaid, cost: '0.00' });
    await click('act-charge');
    expect((await byId('question')).textContent).toContain('cancels the invoice instead of charging');
    expect(text('question-yes')).toBe('Let the portal cancel it');
    expect(screen.getByTestId('question-yes').className).toContain('is-danger');
  });

  it('stays with the server’s words when it was refused, and offers no second press', async () => {
    const fake = await openDetail(open);
    fake.desk.endings = [{ outcome: 'refused', words: 'The portal refused.', answer: 'Cannot issue' }];
    await click('act-issue');
    await click('question-yes');
    const said = await byId('write-result');
    expect(said.getAttribute('role')).toBe('alert');
    expect(said.dataset.outcome).toBe('refused');
    expect(said.textContent?.replace(/\s+/g, ' ')).toContain('The portal refused. “Cannot issue”');
    expect(maybe('question-yes')).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('question-no')));
    await expectAccessible();
    await click('question-no');
    expect(fake.requests('write')).toHaveLength(1);
  });

  it('says that it is not sure when the core itself failed', async () => {
    const fake = await openDetail(open);
    fake.handlers.write = () => {
      throw { code: 'failed', message: 'the disk is full', hint: null, retryable: false, field: null };
    };
    await click('act-issue');
    await click('question-yes');
    expect((await byId('write-error')).textContent).toContain('before you do it again');
    expect(maybe('question-yes')).toBeNull();
  });

  it('shows what the portal has now beside what was seen, and lets one look again', async () => {
    const fake = await openDetail(unpaid);
    fake.desk.conflict = [
      { field: 'cost', before: '4032.71', after: '4100.00' },
      { field: 'state', before: 'unpaid', after: 'pending' },
    ];
    await click('act-charge');
    await click('question-yes');
    await byId('conflict');
    expect(
      screen
        .getAllByTestId('conflict-row')
        .map((row) => [...row.children].map((cell) => cell.textContent?.trim())),
    ).toEqual([
      ['Total', '4,032.71', '4,100.00'],
      ['State', 'Unpaid', 'Pending'],
    ]);
    expect(text('question-no')).toBe('Look at it again');
    await expectAccessible();
    await click('question-no');
    // Deciding again is another question, and another request.
    await click('act-charge');
    await click('question-yes');
    await waitFor(() => expect(fake.requests('write')).toHaveLength(2));
  });

  it('is not sent when the core says beforehand that it cannot be', async () => {
    const fake = await openDetail(open);
    fake.handlers.check_write = () => ({
      problem: 'the customer was deleted',
      field: null,
      effects: [],
      warnings: ['The number is used twice.'],
      destructive: false,
    });
    await click('act-issue');
    expect((await byId('check-problem')).textContent).toContain('The customer was deleted.');
    expect(text('check-warning')).toBe('The number is used twice.');
    await click('question-yes');
    expect(fake.requests('write')).toEqual([]);
  });
});

describe('a portal that is away', () => {
  async function away(change: Partial<Invoice>) {
    const fake = await openDetail(change);
    fake.handlers.sync = offline;
    await click('sync-now');
    await byId('notice-offline');
    return fake;
  }

  it('has what can be prepared prepared, and nothing sent', async () => {
    const fake = await away(open);
    expect(buttons('actions')).toEqual(['Prepare: Finalize…', 'Prepare: Issue…', '']);
    await click('act-issue');
    expect((await byId('question')).textContent).toContain('Nothing is sent now.');
    await click('question-yes');
    await waitFor(() => expect(maybe('question')).toBeNull());
    expect(fake.requests('prepare_write')).toMatchObject([
      { writes: [{ action: 'change_state', invoice_id: 12, state: 'pending' }] },
    ]);
    expect(fake.requests('write')).toEqual([]);
    expect(text('draft')).toContain('Prepared: issue');
    expect(maybe('draft-send')).toBeNull();
  });

  it('never has a charge prepared, and says why', async () => {
    const fake = await away(unpaid);
    expect(isOff('act-charge')).toBe(true);
    expect(text('consequence')).toContain('a charge is never prepared');
    await click('act-charge');
    expect(maybe('question')).toBeNull();
    expect(screen.getByTestId('act-paid').className).toContain('is-primary');
    expect(fake.requests('prepare_write')).toEqual([]);
  });

  it('that is found out by sending can have it prepared instead, but for a charge', async () => {
    const fake = await openDetail(unpaid);
    fake.desk.endings = [{ outcome: 'offline' }];
    await click('act-paid');
    await click('question-yes');
    await click('prepare-instead');
    await waitFor(() => expect(maybe('question')).toBeNull());
    expect(fake.requests('prepare_write')).toHaveLength(1);
    await click('act-charge');
    await click('question-yes');
    await byId('write-result');
    expect(maybe('prepare-instead')).toBeNull();
  });

  it('has line items prepared by the same form', async () => {
    const fake = await away(open);
    await click('line-add');
    await type('line-name', 'Late fee');
    await type('line-cost', '5');
    expect(text('line-yes')).toBe('Prepare: Add line item');
    await click('line-yes');
    await waitFor(() => expect(maybe('line-dialog')).toBeNull());
    expect(fake.requests('prepare_write')).toHaveLength(1);
    expect(fake.requests('write')).toEqual([]);
  });
});

describe('what is not known', () => {
  async function unknownCharge() {
    const fake = await openDetail(unpaid);
    fake.desk.endings = [{ outcome: 'unknown', words: 'The answer was lost.' }];
    await click('act-charge');
    await click('question-yes');
    await byId('unsettled');
    await waitFor(() => expect(maybe('question')).toBeNull());
    return fake;
  }

  it('stays in the pane, and nothing more is offered until it is settled', async () => {
    await unknownCharge();
    expect(screen.getByTestId('unsettled').getAttribute('role')).toBe('alert');
    expect(text('unsettled')).toContain('It is not known whether the card was charged.');
    expect(text('unsettled-outcome')).toBe('The answer was lost.');
    expect(maybe('actions')).toBeNull();
    expect(text('changes-off')).toContain('once it is known');
    expect(text('count-changes')).toBe('1');
    expect(screen.getByTestId('view-changes').className).toContain('is-alert');
    await expectAccessible();
  });

  it('is decided by a person only after looking again', async () => {
    const fake = await unknownCharge();
    expect(maybe('happened')).toBeNull();
    await click('look-again');
    await byId('still-unknown');
    expect(fake.requests('settle_writes')).toEqual([{ connection: 'farnsworth' }]);
    await click('not-happened');
    const dialog = await byId('decide');
    expect(dialog.textContent).toContain('records of the payment gateway');
    expect(dialog.textContent).toContain('doing it again does it twice');
    expect(document.activeElement).toBe(screen.getByTestId('decide-no'));
    await click('decide-yes');
    await waitFor(() => expect(maybe('unsettled')).toBeNull());
    expect(fake.requests('decide_write')).toEqual([{ connection: 'farnsworth', id: 1, happened: false }]);
    expect(fake.requests('write')).toHaveLength(1);
    await byId('act-charge');
  });

  it('goes when looking again finds out', async () => {
    const fake = await unknownCharge();
    fake.desk.settlesAs = 'done';
    await click('look-again');
    await waitFor(() => expect(maybe('unsettled')).toBeNull());
    expect(fake.requests('decide_write')).toEqual([]);
  });

  it('is not decided when the portal could not be asked', async () => {
    const fake = await unknownCharge();
    fake.handlers.settle_writes = offline;
    await click('look-again');
    await byId('toast');
    expect(maybe('happened')).toBeNull();
  });
});

describe('a prepared change', () => {
  const draft = entry(5, { status: 'draft', sent_at: null, settled_at: null, outcome: null });
  const finalized: Partial<Invoice> = { ...open, state: 'finalized' };

  it('says what, when and who, and is sent after a question that says what it does', async () => {
    const fake = await openDetail(finalized, {}, [structuredClone(draft)]);
    expect(text('draft')).toMatch(/^Prepared: issue 8 Oct .* by ana/);
    await click('draft-send');
    await waitFor(() => expect(text('send')).toContain('Addresses, VAT rate and currency are frozen'));
    expect(fake.requests('send_drafts')).toEqual([]);
    await expectAccessible();
    const yes = screen.getByTestId('send-yes');
    void fireEvent.click(yes);
    await fireEvent.click(yes);
    await waitFor(() => expect(maybe('draft')).toBeNull());
    expect(fake.requests('send_drafts')).toEqual([{ connection: 'farnsworth', ids: [5] }]);
    expect(text('detail')).toContain('Pending');
  });

  it('that conflicts is shown side by side, and goes by what the portal has when one says so', async () => {
    const fake = await openDetail(finalized, {}, [structuredClone(draft)]);
    fake.desk.conflict = [{ field: 'cost', before: '4032.71', after: '4100.00' }];
    await click('draft-send');
    await click('send-yes');
    await byId('conflict-row');
    expect(maybe('send')).toBeNull();
    expect(text('conflict-row')).toBe('Total4,032.714,100.00');
    expect(maybe('draft-send')).toBeNull();
    await byId('conflict-discard');
    await click('draft-accept');
    await waitFor(() => expect(maybe('conflict')).toBeNull());
    expect(fake.requests('accept_drafts')).toEqual([{ connection: 'farnsworth', ids: [5] }]);
    await byId('draft-send');
  });

  it('is thrown away after a question', async () => {
    const fake = await openDetail(finalized, {}, [structuredClone(draft)]);
    await click('draft-discard');
    expect(fake.requests('discard_drafts')).toEqual([]);
    await click('discard-yes');
    await waitFor(() => expect(maybe('draft')).toBeNull());
    expect(fake.requests('discard_drafts')).toEqual([{ connection: 'farnsworth', ids: [5] }]);
  });
});

describe('line items', () => {
  const written = () => screen.getByTestId('line-cost-help').textContent;

  it('are added with the amount that was understood', async () => {
    const fake = await openDetail(open);
    await click('line-add');
    await type('line-name', 'Late fee');
    await type('line-cost', '1,234.5');
    await waitFor(() => expect(written()).toBe('= EUR 1,234.50'));
    expect(fake.requests('read_amount').at(-1)).toEqual({
      text: '1,234.5',
      format: { decimal: '.', group: ',' },
    });
    await waitFor(() => expect(text('line-effects')).toBe('The total changes.'));
    await expectAccessible();
    const yes = screen.getByTestId('line-yes');
    void fireEvent.click(yes);
    await fireEvent.click(yes);
    await waitFor(() => expect(maybe('line-dialog')).toBeNull());
    expect(fake.requests('write')).toMatchObject([
      {
        connection: 'farnsworth',
        writes: [
          {
            action: 'add_line_item',
            invoice_id: 12,
            line_item: {
              name: 'Late fee',
              description: null,
              quantity: 1,
              cost: '1234.5',
              type: null,
              metric_id: null,
              contract_id: null,
              plan_id: null,
            },
          },
        ],
        seen: { id: 12 },
      },
    ]);
    expect(text('line-items')).toContain('Late fee');
  });

  it('are sent once, although the second press came while the first was being checked', async () => {
    const fake = await openDetail(open);
    fake.desk.endings = [{ outcome: 'refused', words: 'No such plan.' }];
    await click('line-add');
    await type('line-name', 'Late fee');
    await type('line-cost', '5');
    await waitFor(() => expect(written()).toBe('= EUR 5.00'));
    await byId('line-effects');
    // The question to the core that belongs to the first press takes its time.
    const checks = [held<void>(), held<void>()];
    let asked = 0;
    fake.handlers.check_write = async () => {
      await checks[asked++]?.promise;
      return { problem: null, field: null, effects: [], warnings: [], destructive: false };
    };
    await click('line-yes');
    await waitFor(() => expect(text('line-yes')).toBe('Adding…'));
    await click('line-yes');
    // Nor is there a way out that would be followed by a call.
    await press('Escape');
    await click('line-no');
    expect(maybe('line-dialog')).not.toBeNull();
    checks[0]!.end();
    await byId('write-result');
    checks[1]!.end();
    await waitFor(() => expect(text('line-yes')).toBe('Add line item'));
    expect(asked).toBe(1);
    expect(fake.requests('write')).toHaveLength(1);
  });

  it('are not sent with an amount that was not understood, nor with the one before it', async () => {
    const fake = await openDetail(open);
    await click('line-add');
    await type('line-name', 'Late fee');
    await type('line-cost', '15');
    await waitFor(() => expect(written()).toBe('= EUR 15.00'));
    await type('line-cost', '1,5');
    // No waiting for the pause after typing: what was read is not what stands there now.
    await click('line-yes');
    expect((await byId('line-cost-error')).textContent).toContain('is no amount');
    expect(screen.getByTestId('line-cost').getAttribute('aria-invalid')).toBe('true');
    expect(maybe('line-cost-help')).toBeNull();
    expect(fake.requests('write')).toEqual([]);
  });

  it('say at the field what the core refuses, and what stands in the form', async () => {
    const fake = await openDetail(open);
    await click('line-add');
    await type('line-cost', '5');
    await type('line-quantity', '1.5');
    await click('line-yes');
    expect(text('line-quantity-error')).toContain('whole number');
    await type('line-quantity', '');
    await click('line-yes');
    expect((await byId('line-name-error')).textContent).toBe('A line item needs a name.');
    expect(fake.requests('write')).toEqual([]);
  });

  it('are edited by removing and adding in one call, which the form says', async () => {
    const fake = await openDetail(open);
    await fireEvent.click(screen.getAllByTestId('line-menu')[1]!);
    await click('line-edit');
    expect((await byId('line-editing')).textContent).toContain(
      'Billfold removes this one and adds the new one',
    );
    expect((screen.getByTestId('line-cost') as HTMLInputElement).value).toBe('1,027.44');
    await click('line-yes');
    expect((await byId('check-problem')).textContent).toContain('Nothing was changed');
    await type('line-cost', '1000');
    await click('line-yes');
    await waitFor(() => expect(maybe('line-dialog')).toBeNull());
    expect(fake.requests('write')).toMatchObject([
      {
        writes: [
          { action: 'remove_line_item', invoice_id: 12, line_item_id: 2 },
          {
            action: 'add_line_item',
            invoice_id: 12,
            line_item: {
              name: 'Geocoding requests',
              quantity: 1_284_300,
              cost: '1000',
              type: 'LineItem::VariableCost',
              metric_id: 12,
              contract_id: 9,
              plan_id: 4,
            },
          },
        ],
      },
    ]);
    expect((fake.requests('write')[0] as { writes: unknown[] }).writes).toHaveLength(2);
  });

  it('tell which part of an edit happened, and are not sent again', async () => {
    const fake = await openDetail(open);
    fake.desk.endings = [{ outcome: 'done' }, { outcome: 'refused', words: 'No such plan.' }];
    await fireEvent.click(screen.getAllByTestId('line-menu')[0]!);
    await click('line-edit');
    await type('line-cost', '1');
    await click('line-yes');
    expect((await byId('write-result')).dataset.outcome).toBe('partly');
    expect(texts('write-part')).toEqual([
      'Done: Remove line item 1. It happened; the portal shows it.',
      'Refused: Add “Fixed fee (‘Scale’)” for 1.00 EUR. No such plan.',
    ]);
    expect(maybe('line-yes')).toBeNull();
    await expectAccessible();
  });

  it('stay in the form when all of it was refused', async () => {
    const fake = await openDetail(open);
    fake.desk.endings = [{ outcome: 'refused', words: 'No such plan.' }, { outcome: 'done' }];
    await click('line-add');
    await type('line-name', 'Fee');
    await type('line-cost', '1');
    await click('line-yes');
    expect((await byId('write-result')).textContent).toContain('No such plan.');
    expect((screen.getByTestId('line-name') as HTMLInputElement).value).toBe('Fee');
    await click('line-yes');
    await waitFor(() => expect(maybe('line-dialog')).toBeNull());
    expect(fake.requests('write')).toHaveLength(2);
  });

  it('are removed after a question with the safe answer first', async () => {
    const fake = await openDetail(open);
    await fireEvent.click(screen.getAllByTestId('line-menu')[3]!);
    await click('line-remove');
    const dialog = await byId('question');
    expect(dialog.querySelector('h2')!.textContent).toContain('Goodwill credit, outage 14 Sep');
    expect(document.activeElement).toBe(screen.getByTestId('question-no'));
    await waitFor(() => expect(dialog.textContent).toContain('The total changes.'));
    await click('question-yes');
    await waitFor(() => expect(maybe('question')).toBeNull());
    expect(fake.requests('write')).toMatchObject([
      { writes: [{ action: 'remove_line_item', invoice_id: 12, line_item_id: 4 }] },
    ]);
  });

  it('cannot change once the invoice is issued', async () => {
    await openDetail(unpaid);
    for (const id of ['line-add', 'line-menu']) expect(maybe(id)).toBeNull();
  });
});

describe('period and number', () => {
  const change = async () => {
    await click('more-actions');
    await click('act-number');
    await byId('number-dialog');
  };

  it('warn of a number that is in use, and are sent as far as they differ', async () => {
    const fake = await openDetail(open, { invoices: [invoice(12, open), invoice(11, open)] });
    await change();
    const other = screen.getByTestId('detail-number').textContent!.endsWith('12')
      ? '2026-09-00000011'
      : '2026-09-00000012';
    await type('number-number', other);
    expect((await byId('check-warning')).textContent).toContain('already');
    expect(text('number-effects')).toBe('Later invoices count on from the new number.');
    expect(maybe('number-phrase')).toBeNull();
    await expectAccessible();
    await click('number-yes');
    await waitFor(() => expect(maybe('number-dialog')).toBeNull());
    expect(fake.requests('write')).toMatchObject([
      { writes: [{ action: 'update_invoice', period: null, friendly_id: other, although_issued: false }] },
    ]);
  });

  it('stop at a warning that was not on screen yet', async () => {
    const fake = await openDetail(open);
    await change();
    fake.handlers.check_write = () => ({
      problem: null,
      field: null,
      effects: [],
      warnings: ['In use.'],
      destructive: false,
    });
    await fireEvent.change(screen.getByTestId('number-month'), { target: { value: '11' } });
    await click('number-yes');
    await byId('check-warning');
    expect(fake.requests('write')).toEqual([]);
    await click('number-yes');
    await waitFor(() => expect(fake.requests('write')).toMatchObject([{ writes: [{ period: '2026-11' }] }]));
  });

  it('of an issued invoice have to be asked for in words', async () => {
    const fake = await openDetail({});
    await change();
    await type('number-number', '2026-09-00000099');
    await click('number-yes');
    expect(isOff('number-yes')).toBe(true);
    await type('number-phrase', 'change issued');
    await fireEvent.submit(screen.getByTestId('number-dialog').querySelector('form')!);
    expect(fake.requests('write')).toEqual([]);
    await type('number-phrase', 'change issued invoice');
    expect(isOff('number-yes')).toBe(false);
    await click('number-yes');
    await waitFor(() =>
      expect(fake.requests('write')).toMatchObject([
        { writes: [{ friendly_id: '2026-09-00000099', although_issued: true }] },
      ]),
    );
  });

  it('say at the field what the portal would not take', async () => {
    const fake = await openDetail(open);
    await change();
    await type('number-number', 'X1');
    await click('number-yes');
    expect((await byId('number-number-error')).textContent).toContain('is no number the portal takes');
    expect(fake.requests('write')).toEqual([]);
  });
});

describe('the history', () => {
  it('has what was changed from here among what syncs saw', async () => {
    const journal = [
      entry(1, {
        status: 'refused',
        answer: 'Cannot issue',
        outcome: 'Refused.',
        sent_at: '2026-10-07T10:00:00Z',
      }),
      entry(2, { status: 'draft', sent_at: null }),
    ];
    const fake = await openDetail(open, {}, journal);
    await click('tab-history');
    await byId('made');
    expect(texts('made')).toHaveLength(1);
    expect(text('made')).toContain('Issue Refused');
    expect(text('made')).toContain('By ana');
    expect(text('made')).toContain('“Cannot issue”');
    expect(fake.requests('journal')).toEqual([
      { connection: 'farnsworth', invoice_id: 12, statuses: [], offset: 0, limit: 100 },
    ]);
    await expectAccessible();
  });
});
