import type { Effect, WriteOutcome, WriteStatus } from '../../api/bindings';
import { formatCount } from '../money';
import type { ActionKind, StateKind } from '../writes';
import { effects as effectsOfMany } from './effects';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;

/** Of one invoice more is known than of a selection, and more room is there to say it. */
const effects: Record<Effect, string> = {
  ...effectsOfMany,
  freezes: 'Addresses, VAT rate and currency are frozen, line items can no longer change.',
  tells_customer: 'The portal emails the customer.',
  charges_card: 'The portal debits the stored card now.',
  cancels_instead_of_charging:
    'The total is zero or less: the portal cancels the invoice instead of charging the card.',
};

interface ActionWords {
  /** On a button and in a menu. */
  label: string;
  /** While it is under way. */
  doing: string;
  /** The button of the question that does it, and the one that does not. */
  yes: string;
  no: string;
  /** What it does not do, or does besides the effects the core names. */
  also: string[];
  /** When nobody knows whether it happened. */
  unknown: string;
  /** How a person finds out. */
  lookFor: string;
}

const inPortal = 'Open the invoice in the portal.';

const actions: Record<ActionKind, ActionWords> = {
  finalize: {
    label: 'Finalize',
    doing: 'Finalizing…',
    yes: 'Finalize invoice',
    no: 'Don’t finalize',
    also: [],
    unknown: 'It is not known whether the invoice was finalized.',
    lookFor: `${inPortal} It happened if its state is Finalized.`,
  },
  issue: {
    label: 'Issue',
    doing: 'Issuing…',
    yes: 'Issue invoice',
    no: 'Don’t issue',
    also: [],
    unknown: 'It is not known whether the invoice was issued.',
    lookFor: `${inPortal} It happened if it has a date of issue.`,
  },
  charge: {
    label: 'Charge',
    doing: 'Charging…',
    yes: 'Charge',
    no: 'Don’t charge',
    also: ['If the card is accepted, the invoice becomes Paid.'],
    unknown: 'It is not known whether the card was charged.',
    lookFor:
      'Look for the amount in the records of the payment gateway, not only in the portal: a payment can be missing there.',
  },
  paid: {
    label: 'Mark as paid',
    doing: 'Marking as paid…',
    yes: 'Mark as paid',
    no: 'Don’t mark',
    also: ['No money is moved.'],
    unknown: 'It is not known whether the invoice was marked as paid.',
    lookFor: `${inPortal} It happened if its state is Paid.`,
  },
  unpaid: {
    label: 'Mark as unpaid',
    doing: 'Marking as unpaid…',
    yes: 'Mark as unpaid',
    no: 'Don’t mark',
    also: [],
    unknown: 'It is not known whether the invoice was marked as unpaid.',
    lookFor: `${inPortal} It happened if its state is Unpaid.`,
  },
  failed: {
    label: 'Mark as failed',
    doing: 'Marking as failed…',
    yes: 'Mark as failed',
    no: 'Don’t mark',
    also: [],
    unknown: 'It is not known whether the invoice was marked as failed.',
    lookFor: `${inPortal} It happened if its state is Failed.`,
  },
  cancel: {
    label: 'Cancel invoice',
    doing: 'Cancelling…',
    yes: 'Cancel invoice',
    no: 'Keep invoice',
    also: ['It becomes Cancelled for good, and is owed no more. No money is returned.'],
    unknown: 'It is not known whether the invoice was cancelled.',
    lookFor: `${inPortal} It happened if its state is Cancelled.`,
  },
  other: {
    label: 'Change the state',
    doing: 'Changing the state…',
    yes: 'Change the state',
    no: 'Leave it',
    also: [],
    unknown: 'It is not known whether the state was changed.',
    lookFor: `${inPortal} Its state says whether it happened.`,
  },
  create: {
    label: 'Create invoice',
    doing: 'Creating…',
    yes: 'Create invoice',
    no: 'Don’t create',
    also: [],
    unknown: 'It is not known whether the invoice was created.',
    lookFor: 'Look in the portal whether the customer has a new invoice of that month.',
  },
  update: {
    label: 'Edit period and number',
    doing: 'Saving…',
    yes: 'Save',
    no: 'Cancel',
    also: [],
    unknown: 'It is not known whether period and number were changed.',
    lookFor: `${inPortal} Its period and number say whether it happened.`,
  },
  add: {
    label: 'Add line item',
    doing: 'Adding…',
    yes: 'Add line item',
    no: 'Cancel',
    also: [],
    unknown: 'It is not known whether the line item was added.',
    lookFor: `${inPortal} It happened if the line is there.`,
  },
  remove: {
    label: 'Remove line item',
    doing: 'Removing…',
    yes: 'Remove line item',
    no: 'Keep line item',
    also: [],
    unknown: 'It is not known whether the line item was removed.',
    lookFor: `${inPortal} It happened if the line is gone.`,
  },
};

const questions: Record<StateKind, (number: string) => string> = {
  finalize: (number) => `Finalize invoice ${number}?`,
  issue: (number) => `Issue invoice ${number}?`,
  paid: (number) => `Mark invoice ${number} as paid?`,
  unpaid: (number) => `Mark invoice ${number} as unpaid?`,
  failed: (number) => `Mark invoice ${number} as failed?`,
  cancel: (number) => `Cancel invoice ${number}?`,
  other: (number) => `Change the state of invoice ${number}?`,
};

const statuses: Record<WriteStatus, string> = {
  draft: 'Prepared',
  sending: 'Being sent',
  done: 'Done',
  not_done: 'Did not happen',
  refused: 'Refused',
  unknown: 'Not known',
  discarded: 'Discarded',
};

const outcomes: Record<WriteOutcome, string> = {
  done: 'Done.',
  not_done: 'Not done.',
  refused: 'Not done.',
  conflict: 'Nothing was sent.',
  offline: 'Nothing was sent.',
  unknown: 'It is not known whether it happened.',
  partly: 'Only a part of it happened.',
};

const changes = (count: number) => many(count, 'change', 'changes');
const prepared = (count: number) => many(count, 'prepared change', 'prepared changes');

export const changeWords = {
  effects,
  actions,
  statuses,
  outcomes,

  asks: (label: string) => `${label}…`,
  prepares: (label: string) => `Prepare: ${label}`,
  preparing: 'Preparing…',
  more: 'More actions',
  by: (person: string) => `By ${person}`,
  charge: (amount: string | null) => (amount ? `Charge ${amount}` : 'Charge'),
  markAs: (state: string) => `Mark as ${state}`,
  create: (account: number, month: string) => `Create an invoice of ${month} for account ${account}`,
  update: (month: string | null, number: string | null) =>
    `Set ${[month && `period ${month}`, number && `number ${number}`].filter(Boolean).join(' and ')}`,
  add: (name: string, amount: string) => `Add “${name}” for ${amount}`,
  remove: (id: number) => `Remove line item ${id}`,

  /** Sentences under the buttons. */
  head: {
    label: 'Actions',
    finalize: 'Finalize closes it for review.',
    issue: 'Issue freezes addresses, VAT rate and currency and makes the PDF.',
    charge: 'Charge debits the stored card.',
    chargeCancels: 'Charge cancels the invoice, since its total is zero or less.',
    paid: 'Mark as paid moves no money.',
    paidTells: 'Mark as paid moves no money and emails the customer.',
    oneTells: 'It emails the customer.',
    oneFinal: 'It can’t be undone.',
    oneTellsFinal: 'It emails the customer and can’t be undone.',
    eitherTells: 'Either emails the customer.',
    neitherUndone: 'Neither can be undone.',
    eitherTellsFinal: 'Either emails the customer and can’t be undone.',
    offline: 'The portal is away. What is prepared here is sent later, when you say so.',
    offlineCharge: 'Charging needs the portal: a charge is never prepared.',
    token: 'There is no access token. What is prepared here is sent later, when you say so.',
    tokenCharge: 'Charging needs an access token: a charge is never prepared.',
    settleFirst: 'More can be changed once it is known what became of the change below.',
  },

  ask: {
    state: questions,
    charge: (customer: string, amount: string) => `Charge ${customer} ${amount}?`,
    remove: (name: string, amount: string) => `Remove “${name}”, ${amount}?`,
    prepare: (question: string) => `Prepare: ${question}`,
    nothingSent: 'Nothing is sent now. It waits under Changes until you send it.',
    cancelInstead: 'Let the portal cancel it',
  },

  result: {
    close: 'Close',
    lookAgain: 'Look at it again',
    prepareInstead: 'Prepare it instead',
    conflict: 'What differs',
    field: 'Field',
    saw: 'You saw',
    now: 'The portal has now',
    nothing: 'nothing',
    uncertain: 'Look at the invoice and at Changes before you do it again.',
    done: 'Done.',
    prepared: 'Prepared.',
    preparedText: 'It waits under Changes until you send it.',
    stillOwed: 'Look at this before you charge again.',
    unknown: 'Not known.',
    before: 'before',
    after: 'after',
  },

  line: {
    add: 'Add line item…',
    edit: 'Edit…',
    remove: 'Remove…',
    menu: (name: string) => `Change line item ${name}`,
    addTitle: (number: string) => `Add a line item to ${number}`,
    editTitle: (name: string) => `Edit “${name}”`,
    editing:
      'The portal cannot edit a line: Billfold removes this one and adds the new one, which then stands last.',
    name: 'Name',
    description: 'Description',
    quantity: 'Quantity',
    quantityHelp: 'The cost is for all of them together.',
    quantityWrong: 'Give a whole number, or leave it empty.',
    cost: 'Cost without VAT',
    understood: (currency: string | null, amount: string) =>
      currency ? `= ${currency} ${amount}` : `= ${amount}`,
    costMissing: 'Give the cost.',
    type: 'Kind',
    noType: 'None, added by hand',
    more: 'More',
    metric: 'Metric id',
    contract: 'Contract id',
    plan: 'Plan id',
    idWrong: 'Give the number the portal shows, or leave it empty.',
    save: 'Replace line item',
    saving: 'Replacing…',
    unchanged: 'Nothing was changed.',
  },

  number: {
    open: 'Edit period and number…',
    title: (number: string) => `Period and number of ${number}`,
    month: 'Month',
    year: 'Year',
    yearWrong: 'Give a year with four digits.',
    number: 'Number',
    numberHelp: 'YYYY-MM-00000000 or YYYY-00000000, with digits.',
    unchanged: 'Nothing was changed.',
    phrase: 'change issued invoice',
    typePhrase: (phrase: string) => `It was issued. To change it all the same, type “${phrase}”.`,
  },

  waiting: {
    label: 'Waiting changes',
    prepared: (what: string) => `Prepared: ${what}`,
    by: (when: string, person: string) => `${when} by ${person}`,
    send: 'Send now…',
    discard: 'Discard…',
    look: 'Look again',
    looking: 'Looking…',
    happened: 'It happened…',
    notHappened: 'It did not happen…',
    noAnswer: 'No answer was read before Billfold ended.',
    stillUnknown: 'The portal still does not tell. Find out, then say here what you found.',
    conflict: 'The invoice is not as it was when this was prepared.',
    accept: 'Use what the portal has now',
    accepted: 'It now goes by what the portal has. Send it when you are ready.',
    lookFailed: 'The portal could not be asked.',
  },

  decide: {
    yes: (what: string) => `${what}: note that it happened?`,
    no: (what: string) => `${what}: note that it did not happen?`,
    word: 'Your word is kept in the journal. Nothing is sent.',
    yesWrong: 'If it did not happen after all, it may be missed.',
    noWrong: 'If it happened after all, doing it again does it twice.',
    confirmYes: 'It happened',
    confirmNo: 'It did not happen',
    back: 'Back',
    deciding: 'Noting…',
  },

  send: {
    one: (what: string, number: string) => `Send now: ${what}, ${number}?`,
    many: (count: number) => `Send ${prepared(count)}?`,
    once: 'Each is compared with the portal first and sent once. One that conflicts is left out.',
    yes: (count: number) => (count === 1 ? 'Send now' : `Send ${changes(count)}`),
    no: 'Don’t send',
    sending: 'Sending…',
    sendingOf: (done: number, total: number) => `Sending ${formatCount(done)} of ${formatCount(total)}…`,
    done: (count: number) => (count === 1 ? 'Sent and done.' : `${changes(count)} sent and done.`),
    results: (done: number, all: number) => `${formatCount(done)} of ${formatCount(all)} done`,
  },

  discard: {
    title: (count: number) => (count === 1 ? 'Discard this prepared change?' : `Discard ${prepared(count)}?`),
    text: 'Nothing of it was sent, and nothing is. The journal keeps a line that says so.',
    yes: 'Discard',
    no: 'Keep',
    discarding: 'Discarding…',
  },

  page: {
    label: 'Changes',
    save: 'Save as CSV…',
    saved: (file: string) => `${file} saved`,
    savedIn: (folder: string) => `in ${folder}`,
    saveFailed: 'The journal was not saved.',
    loadFailed: 'The changes could not be read.',
    empty: {
      title: 'Nothing was changed yet',
      text: 'Every change made with Billfold is listed here, with what became of it.',
    },
    unsettled: 'Not settled',
    unsettledText: 'It is not known whether these happened. Nothing is sent again by itself.',
    drafts: 'Prepared',
    draftsNone: 'Nothing is prepared.',
    tickAll: 'All prepared changes',
    tick: (what: string) => `Tick: ${what}`,
    check: 'Check against the portal',
    checking: 'Checking…',
    send: (count: number) => (count === 0 ? 'Send…' : `Send ${formatCount(count)}…`),
    discard: 'Discard…',
    agrees: 'The portal still has what was seen.',
    sent: 'Sent and discarded',
    sentNone: 'Nothing was sent yet.',
    more: 'Show older ones',
    invoice: (number: string) => `Invoice ${number}`,
    newInvoice: 'New invoice',
    when: 'When',
    who: 'Who',
    what: 'What',
    of: 'Invoice',
    outcome: 'Outcome',
    differences: (count: number) => many(count, 'difference', 'differences'),
    why: {
      offline: 'The portal is away. Prepared changes can be sent when it is back.',
      token: 'Checking and sending need an access token.',
    },
    /** Goes on from the name of the view. */
    count: (unsettled: number, drafts: number) =>
      [
        unsettled > 0 && `${formatCount(unsettled)} not settled`,
        drafts > 0 && `${formatCount(drafts)} prepared`,
      ]
        .filter(Boolean)
        .map((part) => `, ${part}`)
        .join(''),
  },
};
