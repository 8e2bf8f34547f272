import type { Effect } from '../../api/bindings';

/** What a change does beyond its name, as a sentence said before it happens; for one invoice and for many. */
export const effects: Record<Effect, string> = {
  closes_for_review: 'It waits for review. Line items can still be added and removed.',
  freezes: 'Addresses, VAT rate and currency are frozen. Line items can no longer change.',
  due_in_two_days: 'It falls due in two days.',
  makes_pdf: 'The portal makes the PDF.',
  tells_customer: 'The portal sends the customer a message.',
  charges_card: 'The portal charges the card on file, now.',
  cancels_instead_of_charging:
    'Where the total is zero or less, the portal cancels the invoice instead of charging.',
  cannot_be_undone: 'This can’t be undone.',
  counts_as_unpaid: 'The customer still owes it.',
  differs_from_what_was_sent: 'The customer may hold a PDF with the old number or period.',
  changes_total: 'The total changes.',
  joins_billing_run: 'Where billing runs by itself, it finalizes and issues this invoice like any other.',
  issued_by_itself: 'Where billing runs by itself, it issues the invoice about two days later.',
  numbers_count_on: 'Later invoices count on from the new number.',
};
