import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../api/bindings';
import { connection, type FakeOptions } from '../../platform/fake';
import { invoice } from '../../platform/fake/invoices';
import { entry } from '../../platform/fake/writes';
import { byId, click, expectAccessible, maybe, openWindow, press, rows } from '../../test/window';

const draft = (id: number, more: Partial<JournalEntry> = {}) =>
  entry(id, {
    status: 'draft',
    sent_at: null,
    settled_at: null,
    answer_status: null,
    outcome: null,
    ...more,
  });
const unknown = (id: number) =>
  entry(id, {
    status: 'unknown',
    settled_at: null,
    write: { action: 'charge', invoice_id: 12 },
    outcome: 'The answer was lost.',
  });

async function openChanges(journal: JournalEntry[], options: FakeOptions = {}) {
  const fake = openWindow({
    invoices: [invoice(12, { state: 'finalized', issued_on: null })],
    settings: { every_minutes: 0 },
    ...options,
  });
  fake.desk.journal = journal;
  await rows();
  await click('view-changes');
  await byId('changes');
  return fake;
}

const text = (id: string) => screen.getByTestId(id).textContent?.replace(/\s+/g, ' ').trim();
const texts = (id: string) =>
  screen.getAllByTestId(id).map((one) => one.textContent?.replace(/\s+/g, ' ').trim());
const isOff = (id: string) => screen.getByTestId(id).getAttribute('aria-disabled') === 'true';

describe('the view of changes', () => {
  it('says so when there are none', async () => {
    await openChanges([]);
    await byId('changes-empty');
    expect(maybe('count-changes')).toBeNull();
    await expectAccessible();
  });

  it('has what is not settled, what is prepared and what was sent, and counts the first two', async () => {
    await openChanges([
      entry(1, { answer: 'OK', differences: [{ field: 'state', before: 'finalized', after: 'pending' }] }),
      draft(2),
      unknown(3),
      entry(4, { status: 'discarded', sent_at: null }),
    ]);
    await byId('section-sent');
    expect(text('count-changes')).toBe('2');
    expect(screen.getByTestId('view-changes').className).toContain('is-alert');
    expect(text('unsettled')).toContain('It is not known whether the card was charged.');
    expect(texts('draft')).toHaveLength(1);
    expect(screen.getAllByTestId('sent-entry').map((row) => row.dataset.id)).toEqual(['4', '1']);
    expect(texts('entry-status')).toEqual(['Discarded', 'Done']);
    expect(text('section-sent')).toContain('“OK”');
    expect(screen.getByTestId('entry-differences').closest('details')!.open).toBe(false);
    await expectAccessible();
  });

  it('is not red for what is only prepared', async () => {
    await openChanges([draft(1)]);
    expect(text('count-changes')).toBe('1');
    expect(screen.getByTestId('view-changes').className).not.toContain('is-alert');
  });

  it('stands behind the views that have keys', async () => {
    openWindow();
    await rows();
    await press('8', { ctrlKey: true });
    await byId('customers');
    await press('9', { ctrlKey: true });
    await byId('figures');
  });

  it('opens the invoice, and takes the keyboard along', async () => {
    await openChanges([entry(1)]);
    await click('entry-open');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('tab-details')));
    expect(text('detail-number')).toBe('2026-09-00000012');
  });

  it('shows a hundred at a time', async () => {
    const fake = await openChanges(Array.from({ length: 130 }, (_, at) => entry(at + 1)));
    await byId('journal-more');
    expect(screen.getAllByTestId('sent-entry')).toHaveLength(100);
    expect(screen.getAllByTestId('sent-entry')[0]!.dataset.id).toBe('130');
    await click('journal-more');
    await waitFor(() => expect(screen.getAllByTestId('sent-entry')).toHaveLength(130));
    expect(maybe('journal-more')).toBeNull();
    expect(fake.requests('journal').at(-1)).toMatchObject({ offset: 100, limit: 100 });
  });

  it('is saved where the person says', async () => {
    const fake = await openChanges([entry(1)]);
    await click('journal-save');
    expect((await byId('toast')).textContent).toContain('changes.csv saved');
    expect(fake.requests('save_journal')).toEqual([{ connection: 'farnsworth' }]);
  });

  it('says when it cannot be read', async () => {
    await openChanges([], {
      handlers: {
        journal: () => {
          throw { code: 'failed', message: 'the disk is gone', hint: null, retryable: false, field: null };
        },
      },
    });
    expect((await byId('changes-error')).textContent).toContain('The disk is gone.');
    expect(maybe('changes-empty')).toBeNull();
  });
});

describe('prepared changes', () => {
  const finalize = { action: 'change_state', invoice_id: 12, state: 'finalized' } as const;
  const two = () => [draft(1, { write: finalize }), draft(2)];

  it('are sent as far as they are ticked, in the order they were made, after one question', async () => {
    const fake = await openChanges(two());
    await byId('tick-all');
    expect(isOff('drafts-send')).toBe(true);
    await click('drafts-send');
    expect(maybe('send')).toBeNull();
    await click('tick-all');
    expect(text('drafts-send')).toBe('Send 2…');
    await click('drafts-send');
    await waitFor(() => expect(text('to-send')).toContain('It waits for review.'));
    expect(text('to-send')).toContain('Addresses, VAT rate and currency are frozen');
    expect(fake.requests('send_drafts')).toEqual([]);
    await expectAccessible();
    await click('send-yes');
    await waitFor(() => expect(maybe('send')).toBeNull());
    expect(fake.requests('send_drafts')).toEqual([{ connection: 'farnsworth', ids: [1, 2] }]);
    expect(text('toast')).toContain('2 changes sent and done.');
    await byId('drafts-none');
  });

  it('tell of each what became of it', async () => {
    const fake = await openChanges(two());
    fake.desk.endings = [{ outcome: 'done' }, { outcome: 'refused', words: 'No.', answer: 'Not today' }];
    await click('tick-all');
    await click('drafts-send');
    await click('send-yes');
    await byId('send-count');
    expect(text('send-count')).toBe('1 of 2 done');
    expect(text('write-result')).toContain('No. “Not today”');
    expect(maybe('send-yes')).toBeNull();
    await click('send-no');
    expect(fake.requests('send_drafts')).toHaveLength(1);
  });

  it('are compared with the portal, and what conflicts stays out of the sending', async () => {
    const fake = await openChanges(two());
    fake.desk.conflict = [{ field: 'cost', before: '1', after: '2' }];
    await click('tick-all');
    await click('drafts-check');
    await byId('conflict-row');
    expect(texts('draft-agrees')).toEqual(['The portal still has what was seen.']);
    expect(text('drafts-send')).toBe('Send 1…');
    await expectAccessible();
    await click('draft-accept');
    await waitFor(() => expect(text('drafts-send')).toBe('Send 2…'));
    expect(fake.requests('check_drafts')).toEqual([{ connection: 'farnsworth', ids: [2, 1] }]);
  });

  it('are discarded after a question', async () => {
    const fake = await openChanges(two());
    await fireEvent.click((await screen.findAllByTestId('draft-tick'))[0]!);
    await click('drafts-discard');
    await byId('discard');
    expect(document.activeElement).toBe(screen.getByTestId('discard-no'));
    await click('discard-yes');
    await waitFor(() => expect(screen.getAllByTestId('draft')).toHaveLength(1));
    expect(fake.requests('discard_drafts')).toEqual([{ connection: 'farnsworth', ids: [2] }]);
  });

  it('of an invoice that is still to be made lead nowhere', async () => {
    const write = { action: 'create_invoice', account_id: 7, period: '2026-10' } as const;
    await openChanges([draft(1, { write, invoice_id: null, friendly_id: null })]);
    await byId('draft');
    expect(text('draft')).toContain('Create an invoice of Oct 2026 for account 7');
    expect(maybe('entry-open')).toBeNull();
  });

  it('cannot be sent without a token, and the reason is there', async () => {
    const fake = await openChanges(two(), { connections: [connection('a', { has_token: false })] });
    await click('tick-all');
    expect(text('drafts-why')).toContain('need an access token');
    expect([isOff('drafts-check'), isOff('drafts-send'), isOff('drafts-discard')]).toEqual([
      true,
      true,
      false,
    ]);
    await click('drafts-check');
    await click('drafts-send');
    expect(fake.requests('check_drafts')).toEqual([]);
    expect(maybe('send')).toBeNull();
  });
});

describe('what is not settled', () => {
  it('is looked at again all at once, then decided one by one', async () => {
    const fake = await openChanges([unknown(1), unknown(2)]);
    await fireEvent.click((await screen.findAllByTestId('look-again'))[0]!);
    await waitFor(() => expect(screen.getAllByTestId('happened')).toHaveLength(2));
    await fireEvent.click(screen.getAllByTestId('happened')[1]!);
    await click('decide-yes');
    await waitFor(() => expect(screen.getAllByTestId('unsettled')).toHaveLength(1));
    expect(fake.requests('decide_write')).toEqual([{ connection: 'farnsworth', id: 1, happened: true }]);
    expect(text('section-sent')).toContain('says that it happened');
  });
});
