import type { Words } from '..';
import { formatCount } from '../../money';
import { invoices, many } from './count';

export const columnSet: Words['columnSet'] = {
  open: 'Spalten',
  label: 'Spalten der Liste',
  help: 'Ziehen, oder Alt mit den Pfeiltasten, ändert die Reihenfolge.',
  fixed: 'Immer gezeigt',
  up: (column) => `${column} nach oben`,
  down: (column) => `${column} nach unten`,
  moved: (column, place, of) => `${column} steht an Stelle ${place} von ${of}`,
  reset: 'Wie üblich',
  resetLabel: 'Die üblichen Spalten und Breiten',
  headHelp: 'Umschalt mit der linken oder rechten Pfeiltaste ändert die Breite.',
  width: (column, width) => `${column} ist ${formatCount(width)} breit`,
  shownMore: 'Spalten zeigen oder verbergen',
};

export const createdBy: Words['createdBy'] = { background: 'Abrechnungslauf', manual: 'Von Hand' };

export const savedViews: Words['savedViews'] = {
  heading: 'Gesicherte Ansichten',
  save: 'Ansicht sichern…',
  saveTitle: 'Ansicht sichern',
  renameTitle: (name) => `${name} umbenennen`,
  name: 'Name',
  nameHelp: 'Filter, Reihenfolge und Spalten werden darunter behalten.',
  nameMissing: 'Geben Sie einen Namen an.',
  nameTaken: (name) => `Es gibt schon eine Ansicht namens ${name}.`,
  go: 'Ansicht sichern',
  goRename: 'Umbenennen',
  modified: 'geändert',
  saveChanges: 'Änderungen sichern',
  revert: 'Verwerfen',
  revertLabel: 'Zurück zur Ansicht, wie sie gesichert ist',
  more: (name) => `Mehr zu ${name}`,
  rename: 'Umbenennen…',
  update: 'Sichern, was gezeigt wird',
  up: 'Nach oben',
  down: 'Nach unten',
  remove: 'Löschen',
  removed: (name) => `${name} gelöscht`,
  updated: (name) => `${name} gesichert`,
  saved: (name) => `${name} gesichert`,
  undo: 'Rückgängig',
  failed: 'Die gesicherten Ansichten wurden nicht geändert.',
};

export const sums: Words['sums'] = {
  more: (count) => `${formatCount(count)} weitere`,
  moreLabel: (count) => many(count, 'weitere Währung', 'weitere Währungen'),
  all: 'Summe je Währung',
  counted: invoices,
  said: (count, totals) =>
    totals ? `${invoices(count)} gezeigt. Summe ${totals}` : `${invoices(count)} gezeigt`,
};

export const ownWindow: Words['ownWindow'] = {
  open: 'In eigenem Fenster öffnen',
  title: (number, customer) => `${number} · ${customer}`,
  gone: 'Diese Verbindung ist nicht mehr bekannt.',
};
