/** Aufbau der PDFs, Vergleich mit dem PDF des Servers und Sichern vieler PDFs. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const pdfs = (count: number) => many(count, 'PDF', 'PDFs');
const of = (done: number, total: number) => `${formatCount(done)} von ${formatCount(total)}`;

export const layout: Words['layout'] = {
  label: 'Aufbau',
  is: (name) => `Aufbau: ${name}`,
  server: {
    name: 'Wie der Kunde es erhielt',
    short: 'Wie erhalten',
    help: 'Aufgebaut wie das PDF des Servers.',
  },
  readable: {
    name: 'Lesbar',
    short: 'Lesbar',
    help: 'Billfolds eigener Aufbau. Er sagt dasselbe.',
  },
};

export const comparison: Words['comparison'] = {
  compare: 'Mit dem Server vergleichen',
  same: 'Gleich wie das PDF des Servers',
  checked: (day) => `, geprüft ${day}`,
  differences: (count) => `${many(count, 'Unterschied', 'Unterschiede')} zum PDF des Servers`,
  pagesDiffer: 'Andere Seitenumbrüche als im PDF des Servers',
  never: 'Noch nicht verglichen',
  neverHelp: '. Das PDF des Servers wird geholt und behalten.',
  outdated: 'Verglichen, bevor sich die Rechnung änderte – erneut vergleichen',
  outdatedSame: (day) => `. Am ${day} waren beide gleich.`,
  outdatedDiffered: (day, count) => `. Am ${day} gab es ${many(count, 'Unterschied', 'Unterschiede')}.`,
  outdatedPages: (day) => `. Am ${day} waren die Seitenumbrüche verschieden.`,
  notIssued: 'Noch nichts zum Vergleichen',
  notIssuedHelp: '. Der Server macht sein PDF, wenn die Rechnung ausgestellt wird.',
  fetching: 'Das PDF des Servers wird geholt…',
  unread: 'Der letzte Vergleich konnte nicht gelesen werden',
  otherLayout: 'Nur der Aufbau, den der Kunde erhielt, wird mit dem PDF des Servers verglichen.',
  failed: 'Es wurde nicht verglichen.',
  failedKept: 'Es wurde nicht erneut verglichen. Der letzte Vergleich gilt weiter.',
  later: 'Versuchen Sie es wieder, sobald das Portal antwortet.',
  show: 'Zeigen',
  hide: 'Verbergen',
  showLabel: 'Unterschiede zeigen',
  hideLabel: 'Unterschiede verbergen',
  list: 'Unterschiede zum PDF des Servers',
  place: 'Stelle',
  here: 'Hier',
  there: 'Server',
  nothing: 'nichts',
  amount: 'Betrag',
  pages: (here, there) => `${many(here, 'Seite', 'Seiten')} hier, ${formatCount(there)} im PDF des Servers.`,
  server: 'PDF des Servers zeigen',
  serverShown: 'Das PDF des Servers',
  serverFetched: (day) => `, geholt ${day}. Gesichert wird das hier gemachte.`,
  back: 'Das hier gemachte zeigen',
  serverFailed: 'Das PDF des Servers konnte nicht gezeigt werden.',
};

export const printing: Words['printing'] = {
  open: 'PDFs sichern…',
  openCount: (count) => `${pdfs(count)} sichern…`,
  none: 'Es gibt nichts zu sichern.',
  noneHelp: 'Es wird keine Rechnung gezeigt.',
  title: (count) => `${pdfs(count)} sichern`,
  whole: (count) =>
    count === 1 ? 'Die Rechnung, die diese Liste zeigt.' : `Alle ${invoices(count)}, die diese Liste zeigt.`,
  chosen: (count) =>
    count === 1 ? 'Die ausgewählte Rechnung.' : `Die ${formatCount(count)} ausgewählten Rechnungen.`,
  layout: 'Aufbau',
  target: 'Sichern als',
  targets: {
    folder: { name: 'Je eine Datei', help: 'In einem Ordner Ihrer Wahl.', go: 'Ordner wählen…' },
    zip: { name: 'Eine ZIP-Datei', help: 'Mit je einer Datei.', go: 'ZIP sichern…' },
    merged: { name: 'Ein PDF', help: 'Mit Gliederung zum Finden.', go: 'PDF sichern…' },
  },
  pattern: 'Dateinamen',
  fieldsLabel: 'In den Namen einfügen',
  fields: {
    id: 'Die Kennung des Servers',
    number: 'Rechnungsnummer',
    customer: 'Kunde',
    period: 'Abgerechneter Monat',
    issued: 'Tag der Ausstellung',
    due: 'Tag der Fälligkeit',
    state: 'Status',
    currency: 'Währung',
    total: 'Summe',
  },
  field: (name) => `{${name}}`,
  insert: (name) => `{${name}} einfügen`,
  preview: 'So heißen sie',
  previewing: 'Namen werden geprüft…',
  namesFailed: 'Die Namen konnten nicht ausprobiert werden.',
  patternMissing: 'Geben Sie einen Namen an oder fügen Sie ein Feld ein.',
  mergedHelp: 'Den Namen der Datei geben Sie im nächsten Schritt an.',
  choosing: 'Auswahl läuft…',
  notStarted: 'Nichts wurde gesichert.',
  running: (count) => `${pdfs(count)} ${form(count, 'wird', 'werden')} gesichert`,
  progress: 'Fortschritt',
  step: (done, total) => of(done, total),
  quarter: (percent) => `${percent} % gesichert`,
  stop: 'Anhalten',
  stopHelp: 'Was geschrieben ist, bleibt.',
  stopHelpOne: 'Die Datei wird am Ende geschrieben. Vorher angehalten, gibt es keine.',
  stopping: 'Hält an…',
  stopFailed: 'Es konnte nicht angehalten werden.',
  ended: (count) => `${pdfs(count)} gesichert`,
  endedNothing: 'Nichts wurde gesichert',
  nothingHelp: 'Es wurde angehalten, und die eine Datei braucht jede Rechnung.',
  endedPartly: (done, total) => `${of(done, total)} PDFs gesichert`,
  printed: (count) => `${invoices(count)} ${form(count, 'ist', 'sind')} gedruckt.`,
  unchanged: (count) =>
    count === 1
      ? '1 Datei war schon mit demselben Inhalt da und blieb, wie sie ist.'
      : `${formatCount(count)} Dateien waren schon mit demselben Inhalt da und blieben, wie sie sind.`,
  left: (count) =>
    `${invoices(count)} ${form(count, 'wurde', 'wurden')} nicht erreicht, weil angehalten wurde.`,
  where: 'Gesichert in',
  file: 'Gesichert als',
  inFolder: (file, folder) => `${file} in ${folder}`,
  missing: (count) =>
    `Keine Schrift hat einige Zeichen von ${many(count, 'Rechnung', 'Rechnungen')}; jedes ist als leeres Kästchen gedruckt.`,
  missingList: 'Rechnungen mit fehlenden Zeichen',
  number: 'Nummer',
  characters: 'Zeichen',
  without: (parts) => `Gemacht ohne ${parts}.`,
  withoutHelp: 'Das Token darf es nicht lesen. Die PDFs des Portals zeigen es vielleicht.',
  close: 'Schließen',
  failed: 'Nicht alle PDFs wurden gesichert.',
  failedKept: 'Was vorher geschrieben wurde, bleibt.',
  again: 'Ändern und erneut versuchen',
  elsewhere: (name) => `${name}:`,
};
