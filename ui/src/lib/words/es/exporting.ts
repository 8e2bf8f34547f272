import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const rows = (count: number) => many(count, 'fila', 'filas');
const lines = (count: number) => many(count, 'línea', 'líneas');

export const exporting: Words['exporting'] = {
  open: 'Exportar…',
  openCount: (count) => `Exportar ${formatCount(count)}…`,
  openAll: (count) => `Exportar ${invoices(count)}…`,
  title: (count) => `Exportar ${invoices(count)}`,
  target: 'Exportar como',
  targets: {
    folder: { name: 'Archivos PDF', help: 'Uno por factura, en una carpeta.', go: 'Elegir carpeta…' },
    zip: { name: 'ZIP', help: 'Con un PDF por factura.', go: 'Guardar ZIP…' },
    merged: { name: 'Un PDF', help: 'Con un índice para encontrar cada una.', go: 'Guardar PDF…' },
    csv: { name: 'CSV', help: 'Para cualquier hoja de cálculo o programa.', go: 'Guardar CSV…' },
    xlsx: { name: 'XLSX', help: 'Un libro para Excel y otros.', go: 'Guardar XLSX…' },
  },
  columns: 'Columnas',
  columnChoices: {
    full: { name: 'Todas las columnas', help: 'Todo lo que tiene una factura.' },
    portal: { name: 'Como el portal', help: 'Las columnas de la exportación del portal.' },
  },
  lineItems: 'También las líneas',
  lineItemsHelp: { csv: 'Como filas adicionales.', xlsx: 'En una segunda hoja.' },
  tableHelp: 'En el orden de la lista. El nombre del archivo se elige a continuación.',
  running: (count) => `Exportando ${invoices(count)}`,
  ended: (count) => `${invoices(count)} ${form(count, 'exportada', 'exportadas')}`,
  written: (count) => `${invoices(count)} ${form(count, 'está', 'están')} en el archivo.`,
  writtenLines: (count, items) => `${invoices(count)} y ${lines(items)} están en el archivo.`,
  stoppedTitle: 'No se guardó nada',
  stopped: 'Se detuvo antes de completar el archivo.',
  quarter: (percent) => `${percent} % exportado`,
  showInFolder: 'Mostrar en la carpeta',
  showFolder: 'Mostrar la carpeta',
  showFailed: 'No se pudo mostrar.',
  openFile: 'Abrir',
  openFailed: 'No se pudo abrir.',
};

export const opening: Words['opening'] = {
  print: 'Imprimir…',
  printCount: (count) => `Imprimir ${formatCount(count)}…`,
  printKeys: 'Lo abre con el programa del sistema para PDF',
  title: (count) => `¿Imprimir ${invoices(count)}?`,
  help: 'Se hace un solo PDF, que se abre con el programa del sistema. Desde allí se imprime.',
  yes: (count) => `Hacer el PDF de ${formatCount(count)}`,
  no: 'No imprimir',
  making: 'Haciendo el PDF…',
  running: (count) => `Haciendo un PDF de ${invoices(count)}`,
  progress: 'Progreso',
  step: (done, total) => `${formatCount(done)} de ${formatCount(total)}`,
  quarter: (percent) => `${percent} % hecho`,
  stop: 'Detener',
  stopHelp: 'Si se detiene, no se abre nada.',
  stopping: 'Deteniendo…',
  stopFailed: 'No se pudo detener.',
  opened: (count) => `${invoices(count)} ${form(count, 'abierta', 'abiertas')} para imprimir`,
  openedIn: 'en el programa del sistema para PDF.',
  missing: (count) =>
    `Ninguna fuente tiene algunos caracteres de ${invoices(count)}; cada uno se imprime como una casilla vacía.`,
  stopped: 'La impresión se detuvo.',
  failed: 'No se pudo abrir el PDF.',
  again: 'Reintentar',
};

export const copying: Words['copying'] = {
  copy: 'Copiar',
  copyCount: (count) => `Copiar ${rows(count)}`,
  copied: (count) => `${rows(count)} ${form(count, 'copiada', 'copiadas')}`,
  copiedHelp: 'Péguelo en una hoja de cálculo.',
  title: (count) => `¿Copiar ${rows(count)}?`,
  help: 'Tanto texto puede bloquear el programa en que se pegue. Quizá convenga un archivo: Exportar….',
  yes: 'Copiar de todos modos',
  no: 'No copiar',
  copying: 'Copiando…',
  failed: 'No se copió nada.',
  value: (label, value) => `Copiar ${label}: ${value}`,
  valueTitle: 'Copiar',
};
