/** Tablas, impresión con el programa del sistema, copia y archivos escritos. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const lines = (count: number) => many(count, 'línea', 'líneas');
const rows = (count: number) => many(count, 'fila', 'filas');

export const exporting: Words['exporting'] = {
  open: 'Exportar…',
  openCount: (count) => `Exportar ${formatCount(count)}…`,
  title: (count) => `Exportar ${invoices(count)}`,
  target: 'Exportar como',
  targets: {
    folder: { name: 'PDF', help: 'Uno por factura, en una carpeta.', go: 'Elegir carpeta…' },
    zip: { name: 'ZIP', help: 'Con un PDF por factura.', go: 'Guardar ZIP…' },
    merged: { name: 'Un PDF', help: 'Con un índice para encontrarlas.', go: 'Guardar PDF…' },
    csv: { name: 'CSV', help: 'Para cualquier hoja de cálculo.', go: 'Guardar CSV…' },
    xlsx: { name: 'XLSX', help: 'Un libro para Excel y otros.', go: 'Guardar XLSX…' },
  },
  columns: 'Columnas',
  columnChoices: {
    full: { name: 'Todas', help: 'Todo lo que tiene una factura.' },
    portal: { name: 'Como el portal', help: 'Las columnas que exporta el portal.' },
  },
  lineItems: 'También las líneas',
  lineItemsHelp: { csv: 'Como filas adicionales.', xlsx: 'En una segunda hoja.' },
  tableHelp: 'En el orden de la lista. El nombre del archivo se indica en el paso siguiente.',
  running: (count) => `Exportando ${invoices(count)}`,
  ended: (count) => `${invoices(count)} ${form(count, 'exportada', 'exportadas')}`,
  written: (count) => `${invoices(count)} ${form(count, 'está', 'están')} en el archivo.`,
  writtenLines: (count, items) => `${invoices(count)} y ${lines(items)} están en el archivo.`,
  stoppedTitle: 'No se guardó nada',
  stopped: 'Se detuvo antes de que el archivo estuviera completo.',
  quarter: (percent) => `${percent} % exportado`,
  showInFolder: 'Mostrar en la carpeta',
  showFolder: 'Mostrar la carpeta',
  showFailed: 'No se pudo mostrar.',
  openFile: 'Abrir',
  openFailed: 'No se pudo abrir.',
};

export const opening: Words['opening'] = {
  printCount: (count) => `Imprimir ${formatCount(count)}…`,
  title: (count) => `¿Imprimir ${invoices(count)}?`,
  help: 'Se reúnen en un PDF que se abre con el programa del sistema. Allí empieza la impresión.',
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
  opened: (count) => `${invoices(count)} para imprimir`,
  openedIn: 'en el programa de PDF del sistema.',
  missing: (count) =>
    `Ninguna fuente tiene algunos caracteres de ${invoices(count)}; cada uno se imprime como un recuadro vacío.`,
  stopped: 'Se detuvo la impresión.',
  failed: 'No se pudo abrir el PDF.',
  again: 'Intentar de nuevo',
};

export const copying: Words['copying'] = {
  copyCount: (count) => `Copiar ${rows(count)}`,
  copied: (count) => `${rows(count)} ${form(count, 'copiada', 'copiadas')}`,
  copiedHelp: 'Péguelas en una hoja de cálculo.',
  title: (count) => `¿Copiar ${rows(count)}?`,
  help: 'Tanto texto puede detener el programa donde se pegue. Quizá sirva mejor un archivo: Exportar….',
  yes: 'Copiar de todos modos',
  no: 'No copiar',
  copying: 'Copiando…',
  failed: 'No se copió nada.',
};
