import type { Words } from '..';
import { formatCount } from '../../money';
import { invoices, many } from './count';

export const columnSet: Words['columnSet'] = {
  open: 'Columnas',
  label: 'Columnas de la lista',
  help: 'Arrastrar, o Alt con las flechas, cambia el orden.',
  fixed: 'Siempre visible',
  up: (column) => `Subir ${column}`,
  down: (column) => `Bajar ${column}`,
  moved: (column, place, of) => `${column} está en el lugar ${place} de ${of}`,
  reset: 'Como siempre',
  resetLabel: 'Las columnas y anchos habituales',
  headHelp: 'Mayús con la flecha izquierda o derecha cambia el ancho.',
  width: (column, width) => `${column} mide ${formatCount(width)} de ancho`,
  shownMore: 'Mostrar u ocultar columnas',
};

export const createdBy: Words['createdBy'] = { background: 'Proceso de facturación', manual: 'A mano' };

export const savedViews: Words['savedViews'] = {
  heading: 'Vistas guardadas',
  save: 'Guardar vista…',
  saveTitle: 'Guardar vista',
  renameTitle: (name) => `Cambiar el nombre de ${name}`,
  name: 'Nombre',
  nameHelp: 'Guarda los filtros, el orden y las columnas.',
  nameMissing: 'Escriba un nombre.',
  nameTaken: (name) => `Ya hay una vista llamada ${name}.`,
  go: 'Guardar vista',
  goRename: 'Cambiar nombre',
  modified: 'modificada',
  saveChanges: 'Guardar cambios',
  revert: 'Descartar',
  revertLabel: 'Volver a la vista como está guardada',
  more: (name) => `Más sobre ${name}`,
  rename: 'Cambiar nombre…',
  update: 'Actualizar a lo que se muestra',
  up: 'Subir',
  down: 'Bajar',
  remove: 'Eliminar',
  removed: (name) => `${name} eliminada`,
  updated: (name) => `${name} guardada`,
  saved: (name) => `${name} guardada`,
  undo: 'Deshacer',
  failed: 'Las vistas guardadas no se cambiaron.',
};

export const sums: Words['sums'] = {
  more: (count) => `${formatCount(count)} más`,
  moreLabel: (count) => many(count, 'moneda más', 'monedas más'),
  all: 'Total por moneda',
  counted: invoices,
  said: (count, totals) =>
    totals ? `${invoices(count)} a la vista. Total ${totals}` : `${invoices(count)} a la vista`,
};

export const ownWindow: Words['ownWindow'] = {
  open: 'Abrir en su propia ventana',
  title: (number, customer) => `${number} · ${customer}`,
  gone: 'Esta conexión ya no se conoce.',
};
