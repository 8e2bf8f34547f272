/** Words of the columns of a list, of saved views, of what a list adds up to, and of an invoice's own window. */
import { formatCount } from '../money';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;

export const columnSet = {
  open: 'Columns',
  label: 'Columns of the list',
  help: 'Drag, or Alt with the arrow keys, changes the order.',
  fixed: 'Always shown',
  up: (column: string) => `Move ${column} up`,
  down: (column: string) => `Move ${column} down`,
  moved: (column: string, place: number, of: number) => `${column} is at place ${place} of ${of}`,
  reset: 'As usual',
  resetLabel: 'The usual columns and widths',
  /** After the name of a column, for whoever reaches its header by keyboard. */
  headHelp: 'Shift with the left or right arrow key changes the width.',
  width: (column: string, width: number) => `${column} is ${formatCount(width)} wide`,
  shownMore: 'Show or hide columns',
};

export const createdBy: Record<string, string> = { background: 'Billing run', manual: 'By hand' };

export const savedViews = {
  heading: 'Saved views',
  save: 'Save view…',
  saveTitle: 'Save view',
  renameTitle: (name: string) => `Rename ${name}`,
  name: 'Name',
  nameHelp: 'Filters, order and columns are kept under it.',
  nameMissing: 'Give a name.',
  nameTaken: (name: string) => `There is a view named ${name} already.`,
  go: 'Save view',
  goRename: 'Rename',
  modified: 'modified',
  saveChanges: 'Save changes',
  revert: 'Revert',
  revertLabel: 'Back to the view as it is saved',
  more: (name: string) => `More for ${name}`,
  rename: 'Rename…',
  update: 'Update to what is shown',
  up: 'Move up',
  down: 'Move down',
  remove: 'Delete',
  removed: (name: string) => `${name} deleted`,
  updated: (name: string) => `${name} saved`,
  saved: (name: string) => `${name} saved`,
  undo: 'Undo',
  failed: 'The saved views were not changed.',
};

export const sums = {
  more: (count: number) => `${formatCount(count)} more`,
  moreLabel: (count: number) => `${many(count, 'more currency', 'more currencies')}`,
  all: 'Total per currency',
  counted: (count: number) => many(count, 'invoice', 'invoices'),
  /** Read out when what is shown has changed. */
  said: (count: number, totals: string) =>
    totals
      ? `${many(count, 'invoice', 'invoices')} shown. Total ${totals}`
      : `${many(count, 'invoice', 'invoices')} shown`,
};

export const ownWindow = {
  open: 'Open in own window',
  title: (number: string, customer: string) => `${number} · ${customer}`,
  gone: 'This connection is not known any more.',
};
