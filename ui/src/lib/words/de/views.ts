/** Spalten der Liste und gesicherte Ansichten. */
import type { Words } from '..';
import { formatCount } from '../../money';

export const columnSet: Words['columnSet'] = {
  open: 'Spalten',
  label: 'Spalten der Liste',
  help: 'Ziehen, oder Alt mit den Pfeiltasten, ändert die Reihenfolge.',
  fixed: 'Immer zu sehen',
  up: (column) => `${column} nach oben`,
  down: (column) => `${column} nach unten`,
  moved: (column, place, of) => `${column} ist an Stelle ${place} von ${of}`,
  reset: 'Wie üblich',
  resetLabel: 'Die üblichen Spalten und Breiten',
  headHelp: 'Umschalt mit Pfeil links oder rechts ändert die Breite.',
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
  revert: 'Zurücksetzen',
  revertLabel: 'Zurück zur Ansicht, wie sie gesichert ist',
  more: (name) => `Mehr zu ${name}`,
  rename: 'Umbenennen…',
  update: 'Auf das Gezeigte ändern',
  up: 'Nach oben',
  down: 'Nach unten',
  remove: 'Löschen',
  removed: (name) => `${name} gelöscht`,
  updated: (name) => `${name} gesichert`,
  saved: (name) => `${name} gesichert`,
  undo: 'Rückgängig',
  failed: 'Die gesicherten Ansichten wurden nicht geändert.',
};
