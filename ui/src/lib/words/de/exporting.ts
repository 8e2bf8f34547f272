/** Tabellen, Drucken mit dem Programm des Systems, Kopieren und geschriebene Dateien. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const lines = (count: number) => many(count, 'Position', 'Positionen');
const rows = (count: number) => many(count, 'Zeile', 'Zeilen');

export const exporting: Words['exporting'] = {
  open: 'Exportieren…',
  openCount: (count) => `${formatCount(count)} exportieren…`,
  title: (count) => `${invoices(count)} exportieren`,
  target: 'Exportieren als',
  targets: {
    folder: { name: 'PDFs', help: 'Je eines, in einem Ordner.', go: 'Ordner wählen…' },
    zip: { name: 'ZIP', help: 'Mit je einem PDF.', go: 'ZIP sichern…' },
    merged: { name: 'Ein PDF', help: 'Mit Gliederung zum Finden.', go: 'PDF sichern…' },
    csv: { name: 'CSV', help: 'Für jede Tabellenkalkulation.', go: 'CSV sichern…' },
    xlsx: { name: 'XLSX', help: 'Eine Mappe für Excel und andere.', go: 'XLSX sichern…' },
  },
  columns: 'Spalten',
  columnChoices: {
    full: { name: 'Alle Spalten', help: 'Alles, was eine Rechnung hat.' },
    portal: { name: 'Wie das Portal', help: 'Die Spalten, die das Portal exportiert.' },
  },
  lineItems: 'Auch die Positionen',
  lineItemsHelp: { csv: 'Als weitere Zeilen.', xlsx: 'Auf einem zweiten Blatt.' },
  tableHelp: 'Sortiert wie die Liste. Den Namen der Datei geben Sie im nächsten Schritt an.',
  running: (count) => `${invoices(count)} ${form(count, 'wird', 'werden')} exportiert`,
  ended: (count) => `${invoices(count)} exportiert`,
  written: (count) => `${invoices(count)} ${form(count, 'ist', 'sind')} in der Datei.`,
  writtenLines: (count, items) => `${invoices(count)} und ${lines(items)} sind in der Datei.`,
  stoppedTitle: 'Nichts wurde gesichert',
  stopped: 'Es wurde angehalten, bevor die Datei vollständig war.',
  quarter: (percent) => `${percent} % exportiert`,
  showInFolder: 'Im Ordner zeigen',
  showFolder: 'Ordner zeigen',
  showFailed: 'Es konnte nicht gezeigt werden.',
  openFile: 'Öffnen',
  openFailed: 'Es konnte nicht geöffnet werden.',
};

export const opening: Words['opening'] = {
  printCount: (count) => `${formatCount(count)} drucken…`,
  title: (count) => `${invoices(count)} drucken?`,
  help: 'Daraus wird ein PDF, das sich mit dem Programm des Systems öffnet. Dort beginnt der Druck.',
  yes: (count) => `PDF aus ${formatCount(count)} machen`,
  no: 'Nicht drucken',
  making: 'Das PDF wird gemacht…',
  running: (count) => `Ein PDF aus ${many(count, 'Rechnung', 'Rechnungen')} wird gemacht`,
  progress: 'Fortschritt',
  step: (done, total) => `${formatCount(done)} von ${formatCount(total)}`,
  quarter: (percent) => `${percent} % gemacht`,
  stop: 'Anhalten',
  stopHelp: 'Angehalten, öffnet sich nichts.',
  stopping: 'Hält an…',
  stopFailed: 'Es konnte nicht angehalten werden.',
  opened: (count) => `${invoices(count)} zum Drucken geöffnet`,
  openedIn: 'im PDF-Programm des Systems.',
  missing: (count) =>
    `Keine Schrift hat einige Zeichen von ${invoices(count)}; jedes ist als leeres Kästchen gedruckt.`,
  stopped: 'Das Drucken wurde angehalten.',
  failed: 'Das PDF konnte nicht geöffnet werden.',
  again: 'Noch einmal versuchen',
};

export const copying: Words['copying'] = {
  copyCount: (count) => `${rows(count)} kopieren`,
  copied: (count) => `${rows(count)} kopiert`,
  copiedHelp: 'Fügen Sie sie in eine Tabelle ein.',
  title: (count) => `${rows(count)} kopieren?`,
  help: 'So viel Text kann das Programm aufhalten, in das er eingefügt wird. Vielleicht dient eine Datei besser: Exportieren….',
  yes: 'Trotzdem kopieren',
  no: 'Nicht kopieren',
  copying: 'Wird kopiert…',
  failed: 'Nichts wurde kopiert.',
};
