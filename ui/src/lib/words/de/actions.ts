/** Aktionen, Befehle, Tastatur, Menüs und Mitteilungen. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { many } from './count';

export const keyNames: Words['keyNames'] = {
  Control: 'Strg',
  Alt: 'Alt',
  Shift: 'Umschalt',
  Enter: 'Enter',
  Escape: 'Esc',
  ' ': 'Leertaste',
  Home: 'Pos1',
  End: 'Ende',
  PageUp: 'Bild ↑',
  PageDown: 'Bild ↓',
};

export const actions: Words['actions'] = {
  groups: {
    go: 'Gehe zu',
    invoice: 'Rechnung',
    list: 'Liste',
    file: 'Dateien',
    sync: 'Abgleich',
    connection: 'Verbindung',
    view: 'Darstellung',
    window: 'Fenster',
    help: 'Hilfe',
  },
  menus: { file: 'Datei', view: 'Ansicht', invoice: 'Rechnung', go: 'Gehe zu', help: 'Hilfe' },
  cannot: (label) => `Jetzt nicht: ${label.replace(/…$/, '')}`,
  go: (view) => view,
  goHint: 'Zeigt es',
  openSettings: 'Einstellungen',
  settingsOf: (section) => `Einstellungen: ${section}`,
  palette: 'Befehle…',
  keys: 'Tastatur…',
  keysAlso: 'tastenkürzel tasten hilfe',
  search: 'Rechnungen suchen',
  create: 'Neue Rechnung…',
  createHint: 'Beginnt leer, bucht nichts ab',
  export: 'PDFs sichern…',
  exportHint: 'Schreibt Dateien, ändert nichts',
  savePdf: 'PDF sichern…',
  printPdf: 'PDF drucken…',
  printHint: 'Öffnet es zum Drucken',
  printFailed: 'Das PDF wurde nicht geöffnet.',
  openInPortal: 'Im Portal öffnen',
  previous: 'Vorige Rechnung',
  next: 'Nächste Rechnung',
  copyNumber: 'Rechnungsnummer kopieren',
  ownWindow: 'In eigenem Fenster öffnen',
  closeDetail: 'Rechnung schließen',
  tab: (name) => `${name} zeigen`,
  selectAll: 'Alle gezeigten auswählen',
  clearSelection: 'Auswahl aufheben',
  asks: 'Fragt vorher',
  destructive: 'Fragt vorher, nicht umkehrbar',
  number: 'Zeitraum und Nummer ändern…',
  addLine: 'Position hinzufügen…',
  syncNow: 'Jetzt abgleichen',
  resume: 'Abgleich fortsetzen',
  pause: 'Abgleich anhalten',
  full: 'Alles prüfen',
  fullHint: 'Liest jede Rechnung neu und vergleicht dann',
  verify: 'Jetzt vergleichen',
  verifyHint: 'Vergleicht mit dem Portal, ändert nichts',
  token: 'Token ersetzen…',
  giveToken: 'Token angeben…',
  switchTo: (name) => `Zu ${name} wechseln`,
  add: 'Verbindung hinzufügen…',
  forget: 'Diese Verbindung vergessen…',
  theme: (name) => `Farben: ${name}`,
  density: (name) => `Zeilen: ${name}`,
  lookAlso: 'darstellung dunkel hell aussehen thema',
  backUp: 'Sicherung anlegen…',
  restore: 'Wiederherstellen…',
  dataFolder: 'Datenordner zeigen',
  logFolder: 'Protokollordner zeigen',
  licences: 'Lizenzen Dritter…',
  zoomIn: 'Größer',
  zoomOut: 'Kleiner',
  zoomReset: 'Originalgröße',
  zoomAlso: 'zoom',
  nextPane: 'Nächster Bereich',
  previousPane: 'Voriger Bereich',
  quit: 'Billfold beenden',
  showWindow: 'Billfold zeigen',
  why: {
    noInvoice: 'Öffnen Sie zuerst eine Rechnung.',
    first: 'Das ist die erste der Liste.',
    last: 'Das ist die letzte der Liste.',
    noNumber: 'Sie hat noch keine Nummer.',
    sample: 'Beispieldaten haben kein Portal.',
    noList: 'Gehen Sie zuerst zu einer Liste von Rechnungen.',
    nothingShown: 'Es wird keine Rechnung gezeigt.',
    nothingSelected: 'Es ist keine Rechnung ausgewählt.',
    notSyncing: 'Es läuft kein Abgleich.',
    offline: 'Das Portal ist gerade nicht erreichbar.',
    smallest: 'Kleiner geht es nicht.',
    largest: 'Größer geht es nicht.',
  },
};

export const palette: Words['palette'] = {
  label: 'Befehle',
  open: 'Befehle',
  input: 'Suchen oder einen Befehl ausführen',
  results: 'Treffer',
  groups: { recent: 'Zuletzt', customers: 'Kunden', invoices: 'Rechnungen', actions: 'Aktionen' },
  hits: (count) => `${many(count, 'Treffer', 'Treffer')} auf diesem Computer`,
  none: (query) => `Nichts passt zu „${query}“`,
  noneHelp: 'Versuchen Sie einen Teil des Namens oder der Nummer. Akzente und Großschreibung sind egal.',
  failed: 'Rechnungen konnten nicht gesucht werden.',
  showAll: (count, query) =>
    count === 1
      ? `Die Rechnung zeigen, die zu „${query}“ passt`
      : `Alle ${formatCount(count)} Rechnungen zeigen, die zu „${query}“ passen`,
  customerHint: 'Rechnungen zeigen',
  move: 'Bewegen',
  enter: 'Öffnen',
  pdf: 'PDF öffnen',
  only: 'Nur Befehle',
  overdue: (state, days) =>
    days === null ? `${state}, überfällig` : `${state}, seit ${many(days, 'Tag', 'Tagen')} überfällig`,
};

export const keyMap: Words['keyMap'] = {
  title: 'Tastatur',
  label: 'Tasten',
  lead: 'Einzelne Buchstaben wirken, solange die Liste den Fokus hat.',
  or: 'oder',
  list: 'In der Liste',
  pdf: 'In einem PDF',
  keys: {
    move: 'In der Liste bewegen',
    jump: 'Erste und letzte Zeile',
    page: 'Eine Seite hinauf oder hinab',
    tick: 'Zeile ankreuzen',
    extend: 'Entlang ankreuzen',
    all: 'Alles Gezeigte ankreuzen',
    enter: 'In die Rechnung',
    escape: 'Schließen, aufheben oder zurück',
    zoom: 'Größe',
    fit: 'An Breite anpassen',
  },
};

export const tray: Words['tray'] = {
  connection: (name, state) => `${name}: ${state}`,
};

export const news: Words['news'] = {
  title: (unpaid, failed) =>
    [
      unpaid > 0 ? many(unpaid, 'Rechnung wurde unbezahlt', 'Rechnungen wurden unbezahlt') : null,
      failed > 0
        ? unpaid > 0
          ? `${formatCount(failed)} fehlgeschlagen`
          : many(failed, 'Rechnung ist fehlgeschlagen', 'Rechnungen sind fehlgeschlagen')
        : null,
    ]
      .filter(Boolean)
      .join(', '),
  body: (connection, examples, all) => {
    const more = all - examples.length;
    const named = [...examples, ...(more > 0 ? [`und ${formatCount(more)} weitere`] : [])].join('\n');
    return named ? `${connection}\n${named}` : connection;
  },
};
