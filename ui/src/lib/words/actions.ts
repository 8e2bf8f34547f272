/** Words of actions, of the palette, of the keyboard map, of menus and of notifications. */
import type { ActionGroup, MenuName } from '../actions';
import { formatCount } from '../money';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;

const groups: Record<ActionGroup, string> = {
  go: 'Go to',
  invoice: 'Invoice',
  list: 'List',
  file: 'Files',
  sync: 'Sync',
  connection: 'Connection',
  view: 'Appearance',
  window: 'Window',
  help: 'Help',
};

const menus: Record<MenuName, string> = {
  file: 'File',
  view: 'View',
  invoice: 'Invoice',
  go: 'Go',
  help: 'Help',
};

export const keyNames: Record<string, string> = {
  Control: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Shift',
  Enter: 'Enter',
  Escape: 'Esc',
  ' ': 'Space',
  Home: 'Home',
  End: 'End',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

export const actions = {
  groups,
  menus,
  cannot: (label: string) => `Not now: ${label.replace(/…$/, '')}`,
  go: (view: string) => view,
  goHint: 'Shows it',
  openSettings: 'Settings',
  settingsOf: (section: string) => `Settings: ${section}`,
  palette: 'Commands…',
  keys: 'Keyboard…',
  keysAlso: 'shortcuts keys help',
  search: 'Search invoices',
  create: 'New invoice…',
  createHint: 'Opens empty, charges nothing',
  export: 'Save PDFs…',
  exportHint: 'Writes files, changes nothing',
  savePdf: 'Save PDF…',
  printPdf: 'Print PDF…',
  printHint: 'Opens it to be printed',
  printFailed: 'The PDF was not opened.',
  openInPortal: 'Open in portal',
  previous: 'Previous invoice',
  next: 'Next invoice',
  copyNumber: 'Copy invoice number',
  ownWindow: 'Open in own window',
  closeDetail: 'Close invoice',
  tab: (name: string) => `Show ${name}`,
  selectAll: 'Select all shown',
  clearSelection: 'Clear selection',
  asks: 'Asks first',
  destructive: 'Asks first, can’t be undone',
  number: 'Edit period and number…',
  addLine: 'Add line item…',
  syncNow: 'Sync now',
  resume: 'Resume sync',
  pause: 'Pause sync',
  full: 'Check everything',
  fullHint: 'Reads every invoice again, then verifies',
  verify: 'Verify now',
  verifyHint: 'Compares with the portal, changes nothing',
  token: 'Replace token…',
  giveToken: 'Give token…',
  switchTo: (name: string) => `Switch to ${name}`,
  add: 'Add connection…',
  forget: 'Forget this connection…',
  theme: (name: string) => `Theme: ${name}`,
  density: (name: string) => `Rows: ${name}`,
  lookAlso: 'appearance dark light look theme',
  backUp: 'Back up…',
  restore: 'Restore…',
  dataFolder: 'Show data folder',
  logFolder: 'Show log folder',
  licences: 'Third-party licences…',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  zoomReset: 'Actual size',
  zoomAlso: 'zoom',
  nextPane: 'Next pane',
  previousPane: 'Previous pane',
  quit: 'Quit Billfold',
  showWindow: 'Show Billfold',
  why: {
    noInvoice: 'Open an invoice first.',
    first: 'This is the first of the list.',
    last: 'This is the last of the list.',
    noNumber: 'It has no number yet.',
    sample: 'Sample data has no portal.',
    noList: 'Go to a list of invoices first.',
    nothingShown: 'No invoice is shown.',
    nothingSelected: 'No invoice is selected.',
    notSyncing: 'No sync is running.',
    offline: 'The portal can’t be reached now.',
    smallest: 'It can’t be smaller.',
    largest: 'It can’t be larger.',
  },
};

export const palette = {
  label: 'Commands',
  open: 'Commands',
  input: 'Search or run a command',
  results: 'Results',
  groups: { recent: 'Recent', customers: 'Customers', invoices: 'Invoices', actions: 'Actions' },
  hits: (count: number) => `${many(count, 'result', 'results')} on this computer`,
  none: (query: string) => `Nothing matches “${query}”`,
  noneHelp: 'Try part of a name or of a number. Accents and capitals do not matter.',
  failed: 'Invoices could not be searched.',
  showAll: (count: number, query: string) =>
    count === 1
      ? `Show the invoice that matches “${query}”`
      : `Show all ${formatCount(count)} invoices that match “${query}”`,
  customerHint: 'Show invoices',
  move: 'Move',
  enter: 'Open',
  pdf: 'Open PDF',
  only: 'Commands only',
  overdue: (state: string, days: number | null) =>
    days === null ? `${state}, overdue` : `${state}, ${many(days, 'day', 'days')} overdue`,
};

export const keyMap = {
  title: 'Keyboard',
  label: 'Keys',
  lead: 'Single letters work while the list has the focus.',
  or: 'or',
  list: 'In the list',
  pdf: 'In a PDF',
  keys: {
    move: 'Move in the list',
    jump: 'First and last row',
    page: 'A page up or down',
    tick: 'Tick the row',
    extend: 'Tick along',
    all: 'Tick all that is shown',
    enter: 'Into the invoice',
    escape: 'Close, clear, or back to the list',
    zoom: 'Zoom',
    fit: 'Fit the width',
  },
};

export const tray = {
  connection: (name: string, state: string) => `${name}: ${state}`,
};

export const news = {
  title: (unpaid: number, failed: number) =>
    [
      unpaid > 0 ? many(unpaid, 'invoice became unpaid', 'invoices became unpaid') : null,
      failed > 0
        ? unpaid > 0
          ? `${formatCount(failed)} failed`
          : many(failed, 'invoice failed', 'invoices failed')
        : null,
    ]
      .filter(Boolean)
      .join(', '),
  body: (connection: string, examples: readonly string[], all: number) => {
    const more = all - examples.length;
    const named = [...examples, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].join('\n');
    return named ? `${connection}\n${named}` : connection;
  },
};
