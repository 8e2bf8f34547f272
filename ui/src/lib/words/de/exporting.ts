import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const rows = (count: number) => many(count, 'Zeile', 'Zeilen');
const lines = (count: number) => many(count, 'Position', 'Positionen');

export const exporting: Words['exporting'] = {
  open: 'Exportieren…',
  openCount: (count) => `${formatCount(count)} exportieren…`,
  openAll: (count) => `${invoices(count)} exportieren…`,
  title: (count) => `${invoices(count)} exportieren`,
  target: 'Exportieren als',
  targets: {
    folder: { name: 'PDF-Dateien', help: 'Eine für jede, in einem Ordner.', go: 'Ordner wählen…' },
    zip: { name: 'ZIP', help: 'Mit einem PDF für jede.', go: 'ZIP sichern…' },
    merged: { name: 'Ein PDF', help: 'Mit einem Verzeichnis, um jede zu finden.', go: 'PDF sichern…' },
    csv: { name: 'CSV', help: 'Für jede Tabellenkalkulation, jedes Programm.', go: 'CSV sichern…' },
    xlsx: { name: 'XLSX', help: 'Eine Arbeitsmappe für Excel und andere.', go: 'XLSX sichern…' },
  },
  columns: 'Spalten',
  columnChoices: {
    full: { name: 'Alle Spalten', help: 'Alles, was eine Rechnung hat.' },
    portal: { name: 'Wie das Portal', help: 'Die Spalten des Exports im Portal.' },
  },
  lineItems: 'Auch die Positionen',
  lineItemsHelp: { csv: 'Als weitere Zeilen.', xlsx: 'Auf einem zweiten Blatt.' },
  tableHelp: 'In der Reihenfolge der Liste. Die Datei benennen Sie im nächsten Schritt.',
  running: (count) => `Exportiert ${invoices(count)}`,
  ended: (count) => `${invoices(count)} exportiert`,
  written: (count) => `${invoices(count)} ${form(count, 'ist', 'sind')} in der Datei.`,
  writtenLines: (count, items) => `${invoices(count)} und ${lines(items)} sind in der Datei.`,
  stoppedTitle: 'Nichts wurde gesichert',
  stopped: 'Es wurde angehalten, bevor die Datei vollständig war.',
  quarter: (percent) => `${percent} % exportiert`,
  showInFolder: 'Im Ordner zeigen',
  showFolder: 'Ordner zeigen',
  showFailed: 'Das konnte nicht gezeigt werden.',
  openFile: 'Öffnen',
  openFailed: 'Das konnte nicht geöffnet werden.',
};

export const opening: Words['opening'] = {
  print: 'Drucken…',
  printCount: (count) => `${formatCount(count)} drucken…`,
  printKeys: 'Öffnet es mit dem Programm des Systems für PDFs',
  title: (count) => `${invoices(count)} drucken?`,
  help: 'Daraus wird ein PDF, das sich mit dem Programm des Systems öffnet. Gedruckt wird dort.',
  yes: (count) => `PDF von ${formatCount(count)} machen`,
  no: 'Nicht drucken',
  making: 'Macht das PDF…',
  running: (count) => `Macht ein PDF von ${many(count, 'Rechnung', 'Rechnungen')}`,
  progress: 'Fortschritt',
  step: (done, total) => `${formatCount(done)} von ${formatCount(total)}`,
  quarter: (percent) => `${percent} % gemacht`,
  stop: 'Anhalten',
  stopHelp: 'Angehalten öffnet sich nichts.',
  stopping: 'Wird angehalten…',
  stopFailed: 'Es konnte nicht angehalten werden.',
  opened: (count) => `${invoices(count)} zum Drucken geöffnet`,
  openedIn: 'im Programm des Systems für PDFs.',
  missing: (count) =>
    `Keine Schrift hat manche Zeichen von ${many(count, 'Rechnung', 'Rechnungen')}; jedes wird als leeres Kästchen gedruckt.`,
  stopped: 'Das Drucken wurde angehalten.',
  failed: 'Das PDF konnte nicht geöffnet werden.',
  again: 'Noch einmal versuchen',
};

export const copying: Words['copying'] = {
  copy: 'Kopieren',
  copyCount: (count) => `${rows(count)} kopieren`,
  copied: (count) => `${rows(count)} kopiert`,
  copiedHelp: 'Fügen Sie sie in eine Tabellenkalkulation ein.',
  title: (count) => `${rows(count)} kopieren?`,
  help: 'So viel Text kann das Programm aufhalten, in das er eingefügt wird. Eine Datei passt vielleicht besser: Exportieren….',
  yes: 'Trotzdem kopieren',
  no: 'Nicht kopieren',
  copying: 'Wird kopiert…',
  failed: 'Nichts wurde kopiert.',
  value: (label, value) => `${label} kopieren: ${value}`,
  valueTitle: 'Kopieren',
};
