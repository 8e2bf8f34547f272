/** Words of an invoice's layouts, of the comparison with the server's PDF, and of printing many invoices. */
import type { Layout, PrintTarget } from '../../api/bindings';
import { formatCount } from '../money';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;
const invoices = (count: number) => many(count, 'invoice', 'invoices');
const pdfs = (count: number) => many(count, 'PDF', 'PDFs');
const of = (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)}`;

const layouts: Record<Layout, { name: string; short: string; help: string }> = {
  server: {
    name: 'As the customer received it',
    short: 'As received',
    help: 'Laid out as the server’s own PDF.',
  },
  readable: {
    name: 'Readable',
    short: 'Readable',
    help: 'Billfold’s own layout. It says the same.',
  },
};

const targets: Record<PrintTarget, { name: string; help: string; go: string }> = {
  folder: { name: 'A file for each', help: 'In a folder you choose.', go: 'Choose folder…' },
  zip: { name: 'One ZIP file', help: 'With a file for each.', go: 'Save ZIP…' },
  merged: { name: 'One PDF', help: 'With an outline to find each.', go: 'Save PDF…' },
};

export const printFields = [
  'id',
  'number',
  'customer',
  'period',
  'issued',
  'due',
  'state',
  'currency',
  'total',
] as const;
export type PrintField = (typeof printFields)[number];

const fields: Record<PrintField, string> = {
  id: 'The server’s id',
  number: 'Invoice number',
  customer: 'Customer',
  period: 'Month it bills',
  issued: 'Day of issue',
  due: 'Day it is due',
  state: 'State',
  currency: 'Currency',
  total: 'Total',
};

export const layout = {
  label: 'Layout',
  is: (name: string) => `Layout: ${name}`,
  ...layouts,
};

export const comparison = {
  compare: 'Compare with server',
  same: 'Same as the server’s PDF',
  checked: (day: string) => `, checked ${day}`,
  differences: (count: number) => `${many(count, 'difference', 'differences')} from the server’s PDF`,
  pagesDiffer: 'Other page breaks than in the server’s PDF',
  never: 'Not compared yet',
  neverHelp: '. The server’s PDF is fetched and kept.',
  outdated: 'Compared before the invoice changed – compare again',
  outdatedSame: (day: string) => `. On ${day} both were the same.`,
  outdatedDiffered: (day: string, count: number) =>
    `. On ${day} there ${count === 1 ? 'was' : 'were'} ${many(count, 'difference', 'differences')}.`,
  outdatedPages: (day: string) => `. On ${day} the page breaks differed.`,
  notIssued: 'Nothing to compare with yet',
  notIssuedHelp: '. The server makes its PDF when the invoice is issued.',
  fetching: 'Fetching the server’s PDF…',
  unread: 'The last comparison could not be read',
  otherLayout: 'Only the layout the customer received is compared with the server’s PDF.',
  failed: 'It was not compared.',
  failedKept: 'It was not compared again. The last comparison stands.',
  later: 'Try again once the portal answers.',
  show: 'Show',
  hide: 'Hide',
  showLabel: 'Show the differences',
  hideLabel: 'Hide the differences',
  list: 'Differences from the server’s PDF',
  place: 'Place',
  here: 'Here',
  there: 'Server’s',
  nothing: 'nothing',
  amount: 'Amount',
  pages: (here: number, there: number) =>
    `${many(here, 'page', 'pages')} here, ${formatCount(there)} in the server’s PDF.`,
  server: 'Show the server’s PDF',
  serverShown: 'The server’s own PDF',
  serverFetched: (day: string) => `, fetched ${day}. Save takes the one made here.`,
  back: 'Show the one made here',
  serverFailed: 'The server’s PDF could not be shown.',
};

export const printing = {
  open: 'Save PDFs…',
  openCount: (count: number) => `Save ${pdfs(count)}…`,
  none: 'There is nothing to save.',
  noneHelp: 'No invoice is shown.',
  title: (count: number) => `Save ${pdfs(count)}`,
  whole: (count: number) =>
    count === 1 ? 'The invoice this list shows.' : `All ${invoices(count)} this list shows.`,
  chosen: (count: number) => (count === 1 ? 'The selected invoice.' : `The ${invoices(count)} selected.`),
  layout: 'Layout',
  target: 'Save as',
  targets,
  pattern: 'File names',
  fieldsLabel: 'Insert into the name',
  fields,
  field: (name: PrintField) => `{${name}}`,
  insert: (name: PrintField) => `Insert {${name}}`,
  preview: 'So they are named',
  previewing: 'Looking at the names…',
  namesFailed: 'The names could not be tried out.',
  patternMissing: 'Give a name, or insert a field.',
  mergedHelp: 'You name the file in the next step.',
  choosing: 'Choosing…',
  notStarted: 'Nothing was saved.',
  running: (count: number) => `Saving ${pdfs(count)}`,
  progress: 'Progress',
  step: (done: number, total: number) => of(done, total),
  quarter: (percent: number) => `${percent} % saved`,
  stop: 'Stop',
  stopHelp: 'What was written stays.',
  stopHelpOne: 'The file is written at the end. Stopped before, there is none.',
  stopping: 'Stopping…',
  stopFailed: 'It could not be stopped.',
  ended: (count: number) => `${pdfs(count)} saved`,
  endedNothing: 'Nothing was saved',
  nothingHelp: 'It was stopped, and the one file needs every invoice.',
  endedPartly: (done: number, total: number) => `${of(done, total)} PDFs saved`,
  printed: (count: number) => `${invoices(count)} ${count === 1 ? 'is' : 'are'} printed.`,
  unchanged: (count: number) =>
    count === 1
      ? '1 file was there already with the same content, and was left alone.'
      : `${formatCount(count)} files were there already with the same content, and were left alone.`,
  left: (count: number) =>
    `${invoices(count)} ${count === 1 ? 'was' : 'were'} not got to, because it was stopped.`,
  where: 'Saved in',
  file: 'Saved as',
  inFolder: (file: string, folder: string) => `${file} in ${folder}`,
  missing: (count: number) =>
    `No font has some characters of ${invoices(count)}; each is printed as an empty box.`,
  missingList: 'Invoices with missing characters',
  number: 'Number',
  characters: 'Characters',
  without: (parts: string) => `Made without ${parts}.`,
  withoutHelp: 'The token may not read it. The portal’s own PDFs may show it.',
  close: 'Close',
  failed: 'Not all PDFs were saved.',
  failedKept: 'What was written before stays.',
  again: 'Change and try again',
  elsewhere: (name: string) => `${name}:`,
};
