/** Columnas de la lista y vistas guardadas. */
import type { Words } from '..';
import { formatCount } from '../../money';

export const columnSet: Words['columnSet'] = {
  open: 'Columnas',
  label: 'Columnas de la lista',
  help: 'Arrastrar, o Alt con las flechas, cambia el orden.',
  fixed: 'Siempre visible',
  up: (column) => `Subir ${column}`,
  down: (column) => `Bajar ${column}`,
  moved: (column, place, of) => `${column} está en el lugar ${place} de ${of}`,
  reset: 'Lo habitual',
  resetLabel: 'Las columnas y anchuras habituales',
  headHelp: 'Mayús con flecha izquierda o derecha cambia la anchura.',
  width: (column, width) => `${column} mide ${formatCount(width)} de ancho`,
  shownMore: 'Mostrar u ocultar columnas',
};

export const createdBy: Words['createdBy'] = { background: 'Facturación automática', manual: 'A mano' };

export const savedViews: Words['savedViews'] = {
  heading: 'Vistas guardadas',
  save: 'Guardar vista…',
  saveTitle: 'Guardar vista',
  renameTitle: (name) => `Cambiar el nombre de ${name}`,
  name: 'Nombre',
  nameHelp: 'Con él se guardan filtros, orden y columnas.',
  nameMissing: 'Indique un nombre.',
  nameTaken: (name) => `Ya hay una vista llamada ${name}.`,
  go: 'Guardar vista',
  goRename: 'Cambiar nombre',
  modified: 'modificada',
  saveChanges: 'Guardar cambios',
  revert: 'Deshacer',
  revertLabel: 'Volver a la vista tal como está guardada',
  more: (name) => `Más sobre ${name}`,
  rename: 'Cambiar nombre…',
  update: 'Actualizar con lo que se muestra',
  up: 'Subir',
  down: 'Bajar',
  remove: 'Eliminar',
  removed: (name) => `Se eliminó ${name}`,
  updated: (name) => `Se guardó ${name}`,
  saved: (name) => `Se guardó ${name}`,
  undo: 'Deshacer',
  failed: 'Las vistas guardadas no se cambiaron.',
};
