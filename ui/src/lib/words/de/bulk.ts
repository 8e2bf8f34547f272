/** Auswahl, Aktionen für viele Rechnungen und eine neue Rechnung. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const of = (done: number, total: number) => `${formatCount(done)} von ${formatCount(total)}`;

export const selection: Words['selection'] = {
  label: (count) => `${invoices(count)} ausgewählt`,
  count: (count) => `${formatCount(count)} ausgewählt`,
  row: (number) => `${number} auswählen`,
  all: 'Alle gezeigten auswählen',
  more: (count) => `Weitere Aktionen für ${invoices(count)}`,
  clear: 'Aufheben',
  clearLabel: 'Auswahl aufheben',
  nothingFits: 'Keine Änderung ist für alle möglich.',
  off: (reason) => `Änderungen sind aus. ${reason}`,
  away: {
    offline: 'Offline. Mehrere Rechnungen auf einmal zu ändern braucht das Portal.',
    token: 'Es gibt kein Zugriffstoken. Mehrere Rechnungen auf einmal zu ändern braucht eines.',
  },
  rangeTooLong: (most) => `Ein Bereich umfasst höchstens ${invoices(most)}.`,
  rangeTooLongHelp: 'Wählen Sie alle gezeigten aus oder grenzen Sie die Liste mit einem Filter ein.',
  failed: 'Die Auswahl konnte nicht gelesen werden.',
};

export const bulk: Words['bulk'] = {
  actions: {
    finalize: {
      label: (count) => `${formatCount(count)} finalisieren…`,
      title: (count) => `${invoices(count)} finalisieren?`,
      does: 'Jede wird Finalisiert.',
      possible: 'finalisiert',
      go: (count) => `${formatCount(count)} finalisieren`,
      keep: 'Nicht finalisieren',
      running: (count) => `${invoices(count)} ${form(count, 'wird', 'werden')} finalisiert`,
      ended: (done, total) => `${of(done, total)} finalisiert`,
    },
    issue: {
      label: (count) => `${formatCount(count)} ausstellen…`,
      title: (count) => `${invoices(count)} ausstellen?`,
      does: 'Jede wird Ausstehend: Der Kunde schuldet sie.',
      possible: 'ausgestellt',
      go: (count) => `${formatCount(count)} ausstellen`,
      keep: 'Nicht ausstellen',
      running: (count) => `${invoices(count)} ${form(count, 'wird', 'werden')} ausgestellt`,
      ended: (done, total) => `${of(done, total)} ausgestellt`,
    },
    pay: {
      label: (count) => `${formatCount(count)} als bezahlt markieren…`,
      title: (count) => `${invoices(count)} als bezahlt markieren?`,
      does: 'Jede wird Bezahlt. Kein Geld bewegt sich.',
      possible: 'als bezahlt markiert',
      go: (count) => `${formatCount(count)} als bezahlt markieren`,
      keep: 'Nicht markieren',
      running: (count) => `${invoices(count)} ${form(count, 'wird', 'werden')} als bezahlt markiert`,
      ended: (done, total) => `${of(done, total)} als bezahlt markiert`,
    },
    charge: {
      label: (count) => `${formatCount(count)} abbuchen…`,
      title: (count) => `${invoices(count)} abbuchen?`,
      does: 'Wo die Abbuchung gelingt, wird die Rechnung Bezahlt.',
      possible: 'abgebucht',
      go: (count) => `${formatCount(count)} abbuchen`,
      keep: 'Nicht abbuchen',
      running: (count) => `${invoices(count)} ${form(count, 'wird', 'werden')} abgebucht`,
      ended: (done, total) => `${of(done, total)} abgebucht`,
    },
    add_line: {
      label: (count) =>
        count === 1 ? 'Eine Position hinzufügen…' : `Je eine Position zu ${formatCount(count)} hinzufügen…`,
      title: (count) => `Eine Position zu ${invoices(count)} hinzufügen?`,
      does: 'Jede erhält die Position.',
      possible: 'um eine Position ergänzt',
      go: (count) => `Zu ${formatCount(count)} hinzufügen`,
      keep: 'Nicht hinzufügen',
      running: (count) => `Eine Position wird zu ${invoices(count)} hinzugefügt`,
      ended: (done, total) => `Position zu ${of(done, total)} hinzugefügt`,
    },
    cancel: {
      label: (count) => `${formatCount(count)} stornieren…`,
      title: (count) => `${invoices(count)} stornieren?`,
      does: 'Jede wird Storniert. Kein Geld wird zurückgezahlt.',
      possible: 'storniert',
      go: (count) => `${invoices(count)} stornieren`,
      keep: 'Behalten',
      running: (count) => `${invoices(count)} ${form(count, 'wird', 'werden')} storniert`,
      ended: (done, total) => `${of(done, total)} storniert`,
    },
  },
  outcomes: {
    done: 'erledigt',
    not_done: 'nicht geschehen',
    refused: 'abgelehnt',
    conflict: 'inzwischen geändert',
    offline: 'nicht gesendet, offline',
    unknown: 'Ausgang unbekannt',
    partly: 'teilweise geschehen',
  },
  looking: 'Es wird geprüft, was möglich ist…',
  lookFailed: 'Was möglich ist, war nicht herauszufinden. Nichts wurde gesendet.',
  lookAgain: 'Erneut prüfen',
  tooMany: (most) =>
    `Wo einige Rechnungen aus einer Auswahl herausgenommen sind, umfasst sie höchstens ${invoices(most)}.`,
  tooManyHelp: 'Grenzen Sie die Liste mit einem Filter ein.',
  possible: (count, total, what) =>
    count === total && total === 1
      ? `Sie kann ${what} werden.`
      : count === total
        ? `Alle ${formatCount(total)} können ${what} werden.`
        : `${of(count, total)} ${form(count, 'kann', 'können')} ${what} werden.`,
  nothingPossible: (what) => `Keine davon kann ${what} werden.`,
  gone: (count) => `${invoices(count)} der Auswahl ${form(count, 'ist', 'sind')} hier nicht mehr vorhanden.`,
  leftOut: (count) =>
    `${invoices(count)} ${form(count, 'wird', 'werden')} ausgelassen, und dafür wird nichts gesendet.`,
  list: 'Rechnungen der Auswahl',
  number: 'Nummer',
  customer: 'Kunde',
  state: 'Status',
  total: 'Summe',
  not: 'Ausgelassen:',
  more: (count) => `${formatCount(count)} weitere zeigen`,
  typeTotal: (currency) => `Tippen Sie die Summe, ${currency}`,
  typeNoCurrency: 'Tippen Sie die Summe, ohne Währung',
  typeHelp: 'Es wird Geld eingezogen. Tippen Sie jede Summe, wie sie oben steht, um zu beginnen.',
  nothingSent: 'Nichts wurde gesendet.',
  close: 'Schließen',
  lineTitle: (count) => `Eine Position zu ${invoices(count)} hinzufügen`,
  lineDoes: (name, cost) => `Jede erhält „${name}“ für ${cost}, ohne Steuer.`,
  nameMissing: 'Geben Sie ihr einen Namen.',
  next: 'Weiter: was es bewirkt',
  progress: 'Fortschritt',
  step: (done, total) => of(done, total),
  starting: 'Beginnt…',
  stop: 'Anhalten',
  stopHelp: 'Hält nach der laufenden Rechnung an. Was geschehen ist, bleibt geschehen.',
  stopping: 'Hält nach der laufenden Rechnung an…',
  stopFailed: 'Es konnte nicht angehalten werden.',
  counted: (count, outcome) => `${formatCount(count)} ${outcome}`,
  left: (count) => `${formatCount(count)} nicht erreicht`,
  leftHelp: (count) =>
    `${invoices(count)} ${form(count, 'wurde', 'wurden')} nicht erreicht. Dafür wurde nichts gesendet.`,
  results: 'Was aus jeder Rechnung wurde',
  copy: 'Als Text kopieren',
  endedWithError: 'Es endete mit einem Fehler.',
  failedHelp: 'Sehen Sie unter Änderungen nach, was gesendet wurde, bevor Sie neu beginnen.',
};

export const newInvoice: Words['newInvoice'] = {
  open: 'Neue Rechnung…',
  title: 'Neue Rechnung',
  customer: 'Kunde',
  customerPlaceholder: 'Name oder Kontonummer',
  customers: 'Kunden',
  account: (id) => `Konto ${id}`,
  found: (count) => many(count, 'Kunde', 'Kunden'),
  noCustomer: 'Kein Kunde passt.',
  firstCustomers: (count) => `Die ersten ${formatCount(count)}. Tippen Sie mehr, um einzugrenzen.`,
  customersFailed: 'Die Kunden konnten nicht gelesen werden.',
  month: 'Monat',
  monthPlaceholder: 'JJJJ-MM',
  monthHelp: 'Der Monat, den sie abrechnet. Sie beginnt leer; Positionen kommen danach hinzu.',
  monthWrong: 'Geben Sie einen Monat als JJJJ-MM an.',
  create: 'Rechnung anlegen',
  creating: 'Wird angelegt…',
  prepare: 'Vorbereiten',
  away: {
    offline: 'Offline. Die Rechnung kann vorbereitet und später unter Änderungen gesendet werden.',
    token:
      'Es gibt kein Zugriffstoken. Die Rechnung kann vorbereitet und später unter Änderungen gesendet werden.',
  },
  prepared: 'Vorbereitet; sie wartet unter Änderungen.',
  created: 'Rechnung angelegt.',
  off: 'Änderungen sind aus.',
};
