/** Words of the filters over a list. */
import type { FilterPart } from '../filters';
import type { Preset } from '../ranges';

const parts: Record<FilterPart, string> = {
  period: 'Period',
  states: 'State',
  customer: 'Customer',
  number: 'Number',
  total: 'Total',
  currency: 'Currency',
  issued: 'Issued',
  due: 'Due',
  paid: 'Paid',
  overdue: 'Overdue',
  outstanding: 'Outstanding',
  not_due: 'Not past due',
  customers: 'Customers',
};

const presets: Record<Preset, string> = {
  today: 'Today',
  this_month: 'This month',
  last_month: 'Last month',
  this_quarter: 'This quarter',
  last_quarter: 'Last quarter',
  this_year: 'This year',
  last_year: 'Last year',
};

const ends: Partial<Record<Preset, string>> = {
  today: 'Today',
  last_month: 'End of last month',
  last_quarter: 'End of last quarter',
  last_year: 'End of last year',
};

export const filters = {
  add: 'Filter',
  addLabel: 'Add filter',
  parts,
  presets,
  presetsLabel: 'Common ranges',
  /** Common days instead of ranges. */
  ends,
  sentence: (label: string, value: string) => `${label} ${value}`,
  exactly: (amount: string) => `exactly ${amount}`,
  atLeast: (amount: string) => `at least ${amount}`,
  atMost: (amount: string) => `at most ${amount}`,
  between: (least: string, most: string) => `${least} to ${most}`,
  contains: (text: string) => `contains “${text}”`,
  customerAnd: (name: string, text: string) => `${name}, contains “${text}”`,
  customerId: (id: number) => `account ${id}`,
  overdueToday: 'today',
  noCustomers: 'none',
  customersAndMore: (name: string, more: number) => `${name} and ${more} more`,
  on: (day: string) => `on ${day}`,

  number: 'Number',
  numberHelp: 'A star stands for any text: 2026-09-*',
  customer: 'Name',
  customerHelp: 'Part of the name, or one customer of the list.',
  customers: 'Customers',
  nameContains: (text: string) => `Name contains “${text}”`,
  noCustomer: 'No customer has this in the name.',
  customersFailed: 'The customers could not be read.',
  least: 'At least',
  most: 'At most',
  turned: 'This is less than the least.',
  currencies: 'Currencies',
  currenciesFailed: 'The currencies could not be read.',
  from: 'From',
  to: 'To',
  day: 'Day',
  notDueHelp: 'Due on this day or later, or without a due date.',
  outstandingHelp: 'Issued by then, and neither paid by then nor cancelled.',
  calendar: 'Calendar',
  calendarFor: (field: string) => `Calendar: ${field}`,
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  notADay: (example: string) => `Give a day, such as ${example}.`,
  example: (day: string) => `such as ${day}`,
  clear: 'Any',
  apply: 'Apply',
};
