/** Words of sums: what was earned by month, what is owed by age, and the list of customers. */
import type { CustomerCell } from '../customers';
import type { Age, Group } from '../figures';
import { formatAmount, formatCount } from '../money';
import type { Preset } from '../periods';

const many = (count: number, one: string, other: string) =>
  `${formatCount(count)} ${count === 1 ? one : other}`;
const invoices = (count: number) => many(count, 'invoice', 'invoices');
const customersOf = (count: number) => many(count, 'customer', 'customers');

const groups: Record<Group, string> = {
  total: 'Total',
  in_process: 'In process',
  overdue: 'Overdue',
  paid: 'Paid',
  other: 'Other',
};

const ages: Record<Age, string> = {
  not_due: 'Not yet due',
  days_1_30: '1 to 30 days',
  days_31_60: '31 to 60 days',
  days_61_90: '61 to 90 days',
  days_91_up: 'Over 90 days',
  total: 'Total',
};

const agesShort: Record<Age, string> = {
  ...ages,
  days_31_60: '31 to 60',
  days_61_90: '61 to 90',
  days_91_up: 'Over 90',
};

const presets: Record<Preset, string> = {
  last_12: 'Last 12 months',
  this_year: 'This year',
  last_year: 'Last year',
  all: 'All',
};

const columns: Record<CustomerCell, string> = {
  name: 'Customer',
  account: 'Account',
  currency: 'Currency',
  invoices: 'Invoices',
  invoiced: 'Invoiced',
  balance: 'Balance',
  overdue: 'Overdue',
  last_payment: 'Last payment',
};

/** What a figure says to somebody who does not see where it stands: of what, how much, and what pressing it does. */
const told = (of: string, currency: string, amount: string, count: number) =>
  `${of}, ${currency} ${formatAmount(amount)}, ${invoices(count)}. ${
    count === 1 ? 'Show this invoice' : 'Show these invoices'
  }`;

/** Of a sum: where it belongs, its currency, its amount and how many invoices it is of. */
type Told = (currency: string, amount: string, count: number) => string;

export const figures = {
  currency: 'Currency',
  period: 'Period',
  presets,
  allMonths: 'all months',
  customMonths: 'Other months',
  notBefore: 'From the first',
  notAfter: 'To the last',

  earnings: 'Earnings by month',
  earningsHelp: (currency: string) => `${currency} with VAT, by billing period`,
  month: 'Month',
  months: (count: number) => many(count, 'month', 'months'),
  groups,
  chart: (currency: string) => `${currency} billed each month as stacked bars: paid, in process and overdue.`,
  chartHelp:
    'The arrow keys move between the bars and their parts, Enter shows the invoices. The table beside has the same figures.',
  bars: 'Bars by month',
  counted: invoices,
  noInvoices: 'No invoices',
  /** Of one month, or of all that are shown. */
  ofMonth: (group: Group, month: string): Told => told.bind(null, `${groups[group]}, ${month}`),
  ofMonths: (group: Group, months: number): Told =>
    told.bind(null, `${groups[group]}, ${many(months, 'month', 'months')}`),
  noEarnings: {
    title: 'No invoices in these months',
    text: 'Choose another period to see what was earned.',
  },
  showAll: 'Show all months',
  nothing: {
    title: 'Nothing to add up yet',
    text: 'What was earned and what is owed shows here once invoices have been synced.',
  },

  receivables: 'Receivables by age',
  receivablesToday: 'Pending, unpaid and failed invoices by days past due',
  receivablesOn: 'What was issued and not paid on that day, by days past due',
  asOf: 'As of',
  asOfLabel: 'Receivables as of this day',
  backToToday: 'Today',
  ages,
  agesShort,
  overdueShare: (percent: number) => `${formatCount(percent)} % overdue`,
  everyCustomer: 'All customers',
  accountId: 'Account',
  ofAge: (age: Age, day: string): Told => told.bind(null, `${ages[age]}, ${day}`),
  ofCustomer: (age: Age, name: string, day: string): Told => told.bind(null, `${ages[age]}, ${name}, ${day}`),
  customers: (currency: string, count: number) => `${customersOf(count)} who owe ${currency}`,
  more: (count: number, held: number, all: number) =>
    `Show ${formatCount(count)} more (${formatCount(held)} of ${customersOf(all)} shown)`,
  noReceivables: { title: 'Nothing is owed', text: 'Nobody owed anything on this day.' },
  noReceivablesShort: (day: string) => `Nobody owed anything on ${day}.`,
  uncertain: 'Not all about that day is known.',

  copy: 'Copy table',
  copied: 'Table copied',
  copiedRows: (count: number) => `${many(count, 'row', 'rows')}, to be pasted into a spreadsheet.`,
  export: 'Export…',
  tables: {
    earnings: 'Earnings by month',
    receivables: 'Receivables by age',
    customers: 'Customers',
  },
  formats: { csv: 'CSV…', xlsx: 'Excel (XLSX)…' },
  formatHelp: { csv: 'Plain text, for any program.', xlsx: 'A workbook.' },
  /** Of a menu entry that stands below its table's name. */
  exportAs: (table: string, format: string) => `${table}: ${format}`,
  exported: (file: string) => `${file} saved`,
  exportedIn: (folder: string) => `in ${folder}`,
  exportFailed: 'The table was not saved.',
  showInFolder: 'Show in folder',
  showFailed: 'The file could not be shown.',
  loading: 'Adding up…',
  failed: 'The figures could not be added up.',
  again: 'Try again',
};

export const customers = {
  label: 'Customers',
  search: 'Search customers',
  searchLabel: 'Search customers by name or account id',
  columns,
  lastPaidAmount: 'Last payment, amount',
  loading: 'Loading',
  ofCustomer: (cell: CustomerCell, name: string): Told => told.bind(null, `${columns[cell]}, ${name}`),
  ofAll: (cell: CustomerCell): Told => told.bind(null, `${columns[cell]}, all customers shown`),
  open: (name: string) => `Show all invoices of ${name}`,
  count: (shown: number, all: number | null) =>
    all === null || all === shown
      ? { count: formatCount(shown), of: shown === 1 ? 'customer' : 'customers' }
      : { count: formatCount(shown), of: `of ${customersOf(all)}` },
  balance: 'Balance',
  overdue: 'Overdue',
  empty: {
    title: 'No customers yet',
    text: 'They show here with what they owe once invoices have been synced.',
  },
  noMatch: (query: string) => `No customer matches “${query}”`,
  noMatchHelp: 'A part of the name is enough, or the account id.',
  clear: 'Clear search',
  failed: 'The customers could not be read.',
};
