/** Words of tables, of printing with the system's program, of copying, and of files that were written. */
import type { ExportColumns } from '../../api/bindings';
import type { ExportTarget } from '../printing';
import { formatCount } from '../money';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;
const invoices = (count: number) => many(count, 'invoice', 'invoices');
const lines = (count: number) => many(count, 'line item', 'line items');

const targets: Record<ExportTarget, { name: string; help: string; go: string }> = {
  folder: { name: 'PDF files', help: 'One for each, in a folder.', go: 'Choose folder…' },
  zip: { name: 'ZIP', help: 'With a PDF for each.', go: 'Save ZIP…' },
  merged: { name: 'One PDF', help: 'With an outline to find each.', go: 'Save PDF…' },
  csv: { name: 'CSV', help: 'For any spreadsheet or program.', go: 'Save CSV…' },
  xlsx: { name: 'XLSX', help: 'A workbook for Excel and others.', go: 'Save XLSX…' },
};

const columns: Record<ExportColumns, { name: string; help: string }> = {
  full: { name: 'All columns', help: 'Everything an invoice has.' },
  portal: { name: 'As the portal', help: 'The columns of the portal’s own export.' },
};

export const exporting = {
  open: 'Export…',
  openCount: (count: number) => `Export ${formatCount(count)}…`,
  openAll: (count: number) => `Export ${invoices(count)}…`,
  title: (count: number) => `Export ${invoices(count)}`,
  target: 'Export as',
  targets,
  columns: 'Columns',
  columnChoices: columns,
  lineItems: 'Line items too',
  lineItemsHelp: { csv: 'As further rows.', xlsx: 'On a second sheet.' },
  tableHelp: 'Sorted as the list. You name the file in the next step.',
  running: (count: number) => `Exporting ${invoices(count)}`,
  ended: (count: number) => `${invoices(count)} exported`,
  written: (count: number) => `${invoices(count)} ${count === 1 ? 'is' : 'are'} in the file.`,
  writtenLines: (count: number, items: number) => `${invoices(count)} and ${lines(items)} are in the file.`,
  stoppedTitle: 'Nothing was saved',
  stopped: 'It was stopped before the file was complete.',
  quarter: (percent: number) => `${percent} % exported`,
  showInFolder: 'Show in folder',
  showFolder: 'Show folder',
  showFailed: 'It could not be shown.',
  openFile: 'Open',
  openFailed: 'It could not be opened.',
};

export const opening = {
  print: 'Print…',
  printCount: (count: number) => `Print ${formatCount(count)}…`,
  printKeys: 'Opens it with the system’s program for PDFs',
  title: (count: number) => `Print ${invoices(count)}?`,
  help: 'They are made into one PDF, which opens with the system’s program. Printing starts there.',
  yes: (count: number) => `Make PDF of ${formatCount(count)}`,
  no: 'Don’t print',
  making: 'Making the PDF…',
  running: (count: number) => `Making a PDF of ${invoices(count)}`,
  progress: 'Progress',
  step: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)}`,
  quarter: (percent: number) => `${percent} % made`,
  stop: 'Stop',
  stopHelp: 'Nothing opens when it is stopped.',
  stopping: 'Stopping…',
  stopFailed: 'It could not be stopped.',
  opened: (count: number) => `${invoices(count)} opened to print`,
  openedIn: 'in the system’s program for PDFs.',
  missing: (count: number) =>
    `No font has some characters of ${invoices(count)}; each is printed as an empty box.`,
  stopped: 'Printing was stopped.',
  failed: 'The PDF could not be opened.',
  again: 'Try again',
};

export const copying = {
  copy: 'Copy',
  copyCount: (count: number) => `Copy ${formatCount(count)} ${count === 1 ? 'row' : 'rows'}`,
  copied: (count: number) => `${many(count, 'row', 'rows')} copied`,
  copiedHelp: 'Paste it into a spreadsheet.',
  title: (count: number) => `Copy ${many(count, 'row', 'rows')}?`,
  help: 'So much text can hold up the program it is pasted into. A file may serve better: Export….',
  yes: 'Copy all the same',
  no: 'Don’t copy',
  copying: 'Copying…',
  failed: 'Nothing was copied.',
  value: (label: string, value: string) => `Copy ${label}: ${value}`,
  valueTitle: 'Copy',
};
