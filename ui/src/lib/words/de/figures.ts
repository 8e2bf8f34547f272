import type { Words } from '..';
import { formatAmount, formatCount } from '../../money';
import { invoices, many } from './count';

const customersOf = (count: number) => many(count, 'Kunde', 'Kunden');

const groups: Words['figures']['groups'] = {
  total: 'Summe',
  in_process: 'In Bearbeitung',
  overdue: 'Unbezahlt',
  paid: 'Bezahlt',
  other: 'Andere',
};

const ages: Words['figures']['ages'] = {
  not_due: 'Nicht fällig',
  days_1_30: '1 bis 30 Tage',
  days_31_60: '31 bis 60 Tage',
  days_61_90: '61 bis 90 Tage',
  days_91_up: 'Über 90 Tage',
  total: 'Summe',
};

const columns: Words['customers']['columns'] = {
  name: 'Kunde',
  account: 'Konto',
  currency: 'Währung',
  invoices: 'Rechnungen',
  invoiced: 'Berechnet',
  balance: 'Saldo',
  overdue: 'Überfällig',
  last_payment: 'Letzte Zahlung',
};

const told = (of: string, currency: string, amount: string, count: number) =>
  `${of}, ${currency} ${formatAmount(amount)}, ${invoices(count)}. ${
    count === 1 ? 'Diese Rechnung zeigen' : 'Diese Rechnungen zeigen'
  }`;

export const figures: Words['figures'] = {
  currency: 'Währung',
  period: 'Zeitraum',
  presets: {
    last_12: 'Letzte 12 Monate',
    this_year: 'Dieses Jahr',
    last_year: 'Letztes Jahr',
    all: 'Alle',
  },
  allMonths: 'alle Monate',
  customMonths: 'Andere Monate',
  notBefore: 'Vom ersten an',
  notAfter: 'Bis zum letzten',

  earnings: 'Erlöse nach Monat',
  earningsHelp: (currency) => `${currency} mit USt., nach Abrechnungszeitraum`,
  month: 'Monat',
  months: (count) => many(count, 'Monat', 'Monate'),
  groups,
  chart: (currency) => `${currency} je Monat als gestapelte Balken: bezahlt, in Bearbeitung und unbezahlt.`,
  chartHelp:
    'Die Pfeiltasten gehen durch die Balken und ihre Teile, die Eingabetaste zeigt die Rechnungen. Die Tabelle daneben hat dieselben Zahlen.',
  bars: 'Balken nach Monat',
  counted: invoices,
  noInvoices: 'Keine Rechnungen',
  ofMonth: (group, month) => told.bind(null, `${groups[group]}, ${month}`),
  ofMonths: (group, months) => told.bind(null, `${groups[group]}, ${many(months, 'Monat', 'Monate')}`),
  noEarnings: {
    title: 'Keine Rechnungen in diesen Monaten',
    text: 'Wählen Sie einen anderen Zeitraum, um die Erlöse zu sehen.',
  },
  showAll: 'Alle Monate zeigen',
  nothing: {
    title: 'Noch nichts zu summieren',
    text: 'Erlöse und offene Posten stehen hier, sobald Rechnungen abgeglichen sind.',
  },

  receivables: 'Offene Posten nach Alter',
  receivablesToday: 'Ausstehende, unbezahlte und fehlgeschlagene Rechnungen nach Tagen seit der Fälligkeit',
  receivablesOn: 'Was an diesem Tag gestellt und nicht bezahlt war, nach Tagen seit der Fälligkeit',
  asOf: 'Stand',
  asOfLabel: 'Offene Posten an diesem Tag',
  backToToday: 'Heute',
  ages,
  agesShort: {
    ...ages,
    days_31_60: '31 bis 60',
    days_61_90: '61 bis 90',
    days_91_up: 'Über 90',
  },
  overdueShare: (percent) => `${formatCount(percent)} % überfällig`,
  everyCustomer: 'Alle Kunden',
  accountId: 'Konto',
  ofAge: (age, day) => told.bind(null, `${ages[age]}, ${day}`),
  ofCustomer: (age, name, day) => told.bind(null, `${ages[age]}, ${name}, ${day}`),
  customers: (currency, count) => `${customersOf(count)} mit offenen Posten in ${currency}`,
  more: (count, held, all) =>
    `${formatCount(count)} weitere zeigen (${formatCount(held)} von ${customersOf(all)} gezeigt)`,
  noReceivables: { title: 'Nichts ist offen', text: 'An diesem Tag war niemand etwas schuldig.' },
  noReceivablesShort: (day) => `Am ${day} war niemand etwas schuldig.`,
  uncertain: 'Über diesen Tag ist nicht alles bekannt.',

  copy: 'Tabelle kopieren',
  copied: 'Tabelle kopiert',
  copiedRows: (count) => `${many(count, 'Zeile', 'Zeilen')} zum Einfügen in eine Tabellenkalkulation.`,
  export: 'Exportieren…',
  tables: {
    earnings: 'Erlöse nach Monat',
    receivables: 'Offene Posten nach Alter',
    customers: 'Kunden',
  },
  formats: { csv: 'CSV…', xlsx: 'Excel (XLSX)…' },
  formatHelp: { csv: 'Reiner Text, für jedes Programm.', xlsx: 'Eine Arbeitsmappe.' },
  exportAs: (table, format) => `${table}: ${format}`,
  exported: (file) => `${file} gesichert`,
  exportedIn: (folder) => `in ${folder}`,
  exportFailed: 'Die Tabelle wurde nicht gesichert.',
  showInFolder: 'Im Ordner zeigen',
  showFailed: 'Die Datei konnte nicht gezeigt werden.',
  loading: 'Wird summiert…',
  failed: 'Die Zahlen konnten nicht summiert werden.',
  again: 'Noch einmal versuchen',
};

export const customers: Words['customers'] = {
  label: 'Kunden',
  search: 'Kunden suchen',
  searchLabel: 'Kunden nach Name oder Kontonummer suchen',
  columns,
  lastPaidAmount: 'Letzte Zahlung, Betrag',
  loading: 'Wird geladen',
  ofCustomer: (cell, name) => told.bind(null, `${columns[cell]}, ${name}`),
  ofAll: (cell) => told.bind(null, `${columns[cell]}, alle gezeigten Kunden`),
  open: (name) => `Alle Rechnungen von ${name} zeigen`,
  count: (shown, all) =>
    all === null || all === shown
      ? { count: formatCount(shown), of: shown === 1 ? 'Kunde' : 'Kunden' }
      : { count: formatCount(shown), of: `von ${customersOf(all)}` },
  balance: 'Saldo',
  overdue: 'Überfällig',
  empty: {
    title: 'Noch keine Kunden',
    text: 'Sie stehen hier mit ihren offenen Posten, sobald Rechnungen abgeglichen sind.',
  },
  noMatch: (query) => `Kein Kunde passt zu „${query}“`,
  noMatchHelp: 'Ein Teil des Namens genügt, oder die Kontonummer.',
  clear: 'Suche leeren',
  failed: 'Die Kunden konnten nicht gelesen werden.',
};
