/** Words of the selection, of actions for many invoices and of a new invoice. */
import type { WriteOutcome } from '../../api/bindings';
import type { BulkKind } from '../bulk';
import { formatCount } from '../money';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;
const invoices = (count: number) => many(count, 'invoice', 'invoices');
const is = (count: number) => (count === 1 ? 'is' : 'are');

interface ActionWords {
  /** In the strip, where a question follows. */
  label: (count: number) => string;
  title: (count: number) => string;
  /** What it does, beside its effects. */
  does: string;
  /** Goes on from `2 of 3 can be`. */
  possible: string;
  go: (count: number) => string;
  keep: string;
  running: (count: number) => string;
  ended: (done: number, of: number) => string;
}

const of = (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)}`;

const actions: Record<BulkKind, ActionWords> = {
  finalize: {
    label: (count) => `Finalize ${formatCount(count)}…`,
    title: (count) => `Finalize ${invoices(count)}?`,
    does: 'Each becomes Finalized.',
    possible: 'finalized',
    go: (count) => `Finalize ${formatCount(count)}`,
    keep: 'Don’t finalize',
    running: (count) => `Finalizing ${invoices(count)}`,
    ended: (done, total) => `${of(done, total)} finalized`,
  },
  issue: {
    label: (count) => `Issue ${formatCount(count)}…`,
    title: (count) => `Issue ${invoices(count)}?`,
    does: 'Each becomes Pending: the customer owes it.',
    possible: 'issued',
    go: (count) => `Issue ${formatCount(count)}`,
    keep: 'Don’t issue',
    running: (count) => `Issuing ${invoices(count)}`,
    ended: (done, total) => `${of(done, total)} issued`,
  },
  pay: {
    label: (count) => `Mark ${formatCount(count)} as paid…`,
    title: (count) => `Mark ${invoices(count)} as paid?`,
    does: 'Each becomes Paid. No money moves.',
    possible: 'marked as paid',
    go: (count) => `Mark ${formatCount(count)} as paid`,
    keep: 'Don’t mark',
    running: (count) => `Marking ${invoices(count)} as paid`,
    ended: (done, total) => `${of(done, total)} marked as paid`,
  },
  charge: {
    label: (count) => `Charge ${formatCount(count)}…`,
    title: (count) => `Charge ${invoices(count)}?`,
    does: 'Where the charge succeeds, the invoice becomes Paid.',
    possible: 'charged',
    go: (count) => `Charge ${formatCount(count)}`,
    keep: 'Don’t charge',
    running: (count) => `Charging ${invoices(count)}`,
    ended: (done, total) => `${of(done, total)} charged`,
  },
  add_line: {
    label: (count) =>
      count === 1 ? 'Add a line item…' : `Add a line item to each of ${formatCount(count)}…`,
    title: (count) => `Add a line item to ${invoices(count)}?`,
    does: 'Each gets the line item.',
    possible: 'given a line item',
    go: (count) => `Add to ${formatCount(count)}`,
    keep: 'Don’t add',
    running: (count) => `Adding a line item to ${invoices(count)}`,
    ended: (done, total) => `Line item added to ${of(done, total)}`,
  },
  cancel: {
    label: (count) => `Cancel ${formatCount(count)}…`,
    title: (count) => `Cancel ${invoices(count)}?`,
    does: 'Each becomes Cancelled. No money is returned.',
    possible: 'cancelled',
    go: (count) => `Cancel ${invoices(count)}`,
    keep: 'Keep them',
    running: (count) => `Cancelling ${invoices(count)}`,
    ended: (done, total) => `${of(done, total)} cancelled`,
  },
};

const outcomes: Record<WriteOutcome, string> = {
  done: 'done',
  not_done: 'not done',
  refused: 'refused',
  conflict: 'changed meanwhile',
  offline: 'not sent, offline',
  unknown: 'outcome unknown',
  partly: 'partly done',
};

export const selection = {
  label: (count: number) => `${invoices(count)} selected`,
  count: (count: number) => `${formatCount(count)} selected`,
  row: (number: string) => `Select ${number}`,
  all: 'Select all shown',
  more: (count: number) => `More actions for ${invoices(count)}`,
  clear: 'Clear',
  clearLabel: 'Clear selection',
  nothingFits: 'No change is possible for all.',
  off: (reason: string) => `Changes are off. ${reason}`,
  away: {
    offline: 'Offline. Changing several invoices at once needs the portal.',
    token: 'There is no access token. Changing several invoices at once needs one.',
  },
  rangeTooLong: (most: number) => `A range holds at most ${invoices(most)}.`,
  rangeTooLongHelp: 'Select all shown, or narrow the list with a filter.',
  failed: 'The selection could not be read.',
};

export const bulk = {
  actions,
  outcomes,
  looking: 'Looking at what is possible…',
  lookFailed: 'What is possible could not be found out. Nothing was sent.',
  lookAgain: 'Look again',
  tooMany: (most: number) =>
    `Where some invoices are left out of a selection, it can hold at most ${invoices(most)}.`,
  tooManyHelp: 'Narrow the list with a filter.',
  possible: (count: number, total: number, what: string) =>
    count === total && total === 1
      ? `It can be ${what}.`
      : count === total
        ? `All ${formatCount(total)} can be ${what}.`
        : `${of(count, total)} can be ${what}.`,
  nothingPossible: (what: string) => `None of them can be ${what}.`,
  gone: (count: number) => `${invoices(count)} of the selection ${is(count)} not kept here any more.`,
  leftOut: (count: number) =>
    `${invoices(count)} ${is(count)} left out, and nothing is sent for ${count === 1 ? 'it' : 'them'}.`,
  list: 'Invoices of the selection',
  number: 'Number',
  customer: 'Customer',
  state: 'State',
  total: 'Total',
  not: 'Left out:',
  more: (count: number) => `Show ${formatCount(count)} more`,
  typeTotal: (currency: string) => `Type the total, ${currency}`,
  typeNoCurrency: 'Type the total, no currency',
  typeHelp: 'Money is taken. To start, type each total as it stands above.',
  nothingSent: 'Nothing was sent.',
  close: 'Close',
  lineTitle: (count: number) => `Add a line item to ${invoices(count)}`,
  lineDoes: (name: string, cost: string) => `Each gets “${name}” for ${cost}, without VAT.`,
  nameMissing: 'Give it a name.',
  next: 'Next: see what it does',
  progress: 'Progress',
  step: (done: number, total: number) => of(done, total),
  starting: 'Starting…',
  stop: 'Stop',
  stopHelp: 'Stops after the invoice it is at. What was done stays done.',
  stopping: 'Stopping after the invoice it is at…',
  stopFailed: 'It could not be stopped.',
  counted: (count: number, outcome: string) => `${formatCount(count)} ${outcome}`,
  left: (count: number) => `${formatCount(count)} not got to`,
  leftHelp: (count: number) =>
    `${invoices(count)} ${count === 1 ? 'was' : 'were'} not got to. Nothing was sent for ${count === 1 ? 'it' : 'them'}.`,
  results: 'What became of each invoice',
  copy: 'Copy as text',
  endedWithError: 'It ended with an error.',
  failedHelp: 'Look under Changes what was sent, before you start it again.',
};

export const newInvoice = {
  open: 'New invoice…',
  title: 'New invoice',
  customer: 'Customer',
  customerPlaceholder: 'Name or account id',
  customers: 'Customers',
  account: (id: number) => `account ${id}`,
  found: (count: number) => many(count, 'customer', 'customers'),
  noCustomer: 'No customer matches.',
  firstCustomers: (count: number) => `The first ${formatCount(count)}. Type more to narrow.`,
  customersFailed: 'The customers could not be read.',
  month: 'Month',
  monthPlaceholder: 'YYYY-MM',
  monthHelp: 'The month it bills. It starts empty; line items are added afterwards.',
  monthWrong: 'Give a month as YYYY-MM.',
  create: 'Create invoice',
  creating: 'Creating…',
  prepare: 'Prepare',
  away: {
    offline: 'Offline. The invoice can be prepared, and sent later under Changes.',
    token: 'There is no access token. The invoice can be prepared, and sent later under Changes.',
  },
  prepared: 'Prepared; it waits under Changes.',
  created: 'Invoice created.',
  off: 'Changes are off.',
};
