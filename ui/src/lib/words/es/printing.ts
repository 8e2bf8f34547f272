/** Diseño de los PDF, comparación con el PDF del servidor y guardado de muchos PDF. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const pdfs = (count: number) => `${formatCount(count)} PDF`;
const of = (done: number, total: number) => `${formatCount(done)} de ${formatCount(total)}`;

export const layout: Words['layout'] = {
  label: 'Diseño',
  is: (name) => `Diseño: ${name}`,
  server: {
    name: 'Como lo recibió el cliente',
    short: 'Como recibido',
    help: 'Con el diseño del PDF del servidor.',
  },
  readable: { name: 'Legible', short: 'Legible', help: 'El diseño de Billfold. Dice lo mismo.' },
};

export const comparison: Words['comparison'] = {
  compare: 'Comparar con el servidor',
  same: 'Igual que el PDF del servidor',
  checked: (day) => `, comprobado el ${day}`,
  differences: (count) => `${many(count, 'diferencia', 'diferencias')} con el PDF del servidor`,
  pagesDiffer: 'Otros saltos de página que en el PDF del servidor',
  never: 'Aún sin comparar',
  neverHelp: '. El PDF del servidor se trae y se conserva.',
  outdated: 'Comparado antes de que la factura cambiara: compare de nuevo',
  outdatedSame: (day) => `. El ${day} ambos eran iguales.`,
  outdatedDiffered: (day, count) => `. El ${day} había ${many(count, 'diferencia', 'diferencias')}.`,
  outdatedPages: (day) => `. El ${day} los saltos de página eran distintos.`,
  notIssued: 'Aún no hay con qué comparar',
  notIssuedHelp: '. El servidor hace su PDF al emitir la factura.',
  fetching: 'Trayendo el PDF del servidor…',
  unread: 'No se pudo leer la última comparación',
  otherLayout: 'Solo el diseño que recibió el cliente se compara con el PDF del servidor.',
  failed: 'No se comparó.',
  failedKept: 'No se volvió a comparar. Vale la última comparación.',
  later: 'Inténtelo de nuevo cuando el portal responda.',
  show: 'Mostrar',
  hide: 'Ocultar',
  showLabel: 'Mostrar las diferencias',
  hideLabel: 'Ocultar las diferencias',
  list: 'Diferencias con el PDF del servidor',
  place: 'Lugar',
  here: 'Aquí',
  there: 'Servidor',
  nothing: 'nada',
  amount: 'Importe',
  pages: (here, there) =>
    `${many(here, 'página', 'páginas')} aquí, ${formatCount(there)} en el PDF del servidor.`,
  server: 'Mostrar el PDF del servidor',
  serverShown: 'El PDF del servidor',
  serverFetched: (day) => `, traído el ${day}. Al guardar se toma el hecho aquí.`,
  back: 'Mostrar el hecho aquí',
  serverFailed: 'No se pudo mostrar el PDF del servidor.',
};

export const printing: Words['printing'] = {
  open: 'Guardar los PDF…',
  openCount: (count) => `Guardar ${pdfs(count)}…`,
  none: 'No hay nada que guardar.',
  noneHelp: 'No se muestra ninguna factura.',
  title: (count) => `Guardar ${pdfs(count)}`,
  whole: (count) =>
    count === 1 ? 'La factura que muestra esta lista.' : `Las ${invoices(count)} que muestra esta lista.`,
  chosen: (count) =>
    count === 1 ? 'La factura seleccionada.' : `Las ${formatCount(count)} facturas seleccionadas.`,
  layout: 'Diseño',
  target: 'Guardar como',
  targets: {
    folder: { name: 'Un archivo por factura', help: 'En una carpeta que elija.', go: 'Elegir carpeta…' },
    zip: { name: 'Un archivo ZIP', help: 'Con un archivo por factura.', go: 'Guardar ZIP…' },
    merged: { name: 'Un solo PDF', help: 'Con un índice para encontrarlas.', go: 'Guardar PDF…' },
  },
  pattern: 'Nombres de archivo',
  fieldsLabel: 'Insertar en el nombre',
  fields: {
    id: 'El id del servidor',
    number: 'Número de factura',
    customer: 'Cliente',
    period: 'Mes que factura',
    issued: 'Día de emisión',
    due: 'Día de vencimiento',
    state: 'Estado',
    currency: 'Moneda',
    total: 'Total',
  },
  field: (name) => `{${name}}`,
  insert: (name) => `Insertar {${name}}`,
  preview: 'Así se llaman',
  previewing: 'Viendo los nombres…',
  namesFailed: 'No se pudieron probar los nombres.',
  patternMissing: 'Indique un nombre o inserte un campo.',
  mergedHelp: 'El nombre del archivo se da en el paso siguiente.',
  choosing: 'Eligiendo…',
  notStarted: 'No se guardó nada.',
  running: (count) => `Guardando ${pdfs(count)}`,
  progress: 'Progreso',
  step: (done, total) => of(done, total),
  quarter: (percent) => `${percent} % guardado`,
  stop: 'Detener',
  stopHelp: 'Lo escrito queda.',
  stopHelpOne: 'El archivo se escribe al final. Si se detiene antes, no hay ninguno.',
  stopping: 'Deteniendo…',
  stopFailed: 'No se pudo detener.',
  ended: (count) => `${pdfs(count)} ${form(count, 'guardado', 'guardados')}`,
  endedNothing: 'No se guardó nada',
  nothingHelp: 'Se detuvo, y el archivo único necesita todas las facturas.',
  endedPartly: (done, total) => `${of(done, total)} PDF guardados`,
  printed: (count) => `${many(count, 'factura está impresa', 'facturas están impresas')}.`,
  unchanged: (count) =>
    count === 1
      ? '1 archivo ya estaba con el mismo contenido y se dejó como estaba.'
      : `${formatCount(count)} archivos ya estaban con el mismo contenido y se dejaron como estaban.`,
  left: (count) => `No se llegó a ${invoices(count)}, porque se detuvo.`,
  where: 'Guardado en',
  file: 'Guardado como',
  inFolder: (file, folder) => `${file} en ${folder}`,
  missing: (count) =>
    `Ninguna fuente tiene algunos caracteres de ${invoices(count)}; cada uno se imprime como un recuadro vacío.`,
  missingList: 'Facturas con caracteres que faltan',
  number: 'Número',
  characters: 'Caracteres',
  without: (parts) => `Hecho sin ${parts}.`,
  withoutHelp: 'El token no puede leerlo. Los PDF del portal quizá lo muestren.',
  close: 'Cerrar',
  failed: 'No se guardaron todos los PDF.',
  failedKept: 'Lo escrito antes queda.',
  again: 'Cambiar e intentar de nuevo',
  elsewhere: (name) => `${name}:`,
};
