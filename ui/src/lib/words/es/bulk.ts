/** Selección, acciones para muchas facturas y una factura nueva. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { form, invoices, many } from './count';

const of = (done: number, total: number) => `${formatCount(done)} de ${formatCount(total)}`;

export const selection: Words['selection'] = {
  label: (count) => `${many(count, 'factura seleccionada', 'facturas seleccionadas')}`,
  count: (count) => many(count, 'seleccionada', 'seleccionadas'),
  row: (number) => `Seleccionar ${number}`,
  all: 'Seleccionar todo lo mostrado',
  more: (count) => `Más acciones para ${invoices(count)}`,
  clear: 'Quitar',
  clearLabel: 'Quitar la selección',
  nothingFits: 'Ningún cambio es posible para todas.',
  off: (reason) => `Los cambios están desactivados. ${reason}`,
  away: {
    offline: 'Sin conexión. Cambiar varias facturas a la vez necesita el portal.',
    token: 'No hay token de acceso. Cambiar varias facturas a la vez necesita uno.',
  },
  rangeTooLong: (most) => `Un tramo abarca como máximo ${invoices(most)}.`,
  rangeTooLongHelp: 'Seleccione todo lo mostrado o reduzca la lista con un filtro.',
  failed: 'No se pudo leer la selección.',
};

export const bulk: Words['bulk'] = {
  actions: {
    finalize: {
      label: (count) => `Cerrar ${formatCount(count)}…`,
      title: (count) => `¿Cerrar ${invoices(count)}?`,
      does: 'Cada una queda Cerrada.',
      possible: 'cerrar',
      go: (count) => `Cerrar ${formatCount(count)}`,
      keep: 'No cerrar',
      running: (count) => `Cerrando ${invoices(count)}`,
      ended: (done, total) => `${of(done, total)} cerradas`,
    },
    issue: {
      label: (count) => `Emitir ${formatCount(count)}…`,
      title: (count) => `¿Emitir ${invoices(count)}?`,
      does: 'Cada una queda Pendiente: el cliente la debe.',
      possible: 'emitir',
      go: (count) => `Emitir ${formatCount(count)}`,
      keep: 'No emitir',
      running: (count) => `Emitiendo ${invoices(count)}`,
      ended: (done, total) => `${of(done, total)} emitidas`,
    },
    pay: {
      label: (count) => `Marcar ${formatCount(count)} como ${form(count, 'pagada', 'pagadas')}…`,
      title: (count) => `¿Marcar ${invoices(count)} como ${form(count, 'pagada', 'pagadas')}?`,
      does: 'Cada una queda Pagada. No se mueve dinero.',
      possible: 'marcar como pagadas',
      go: (count) => `Marcar ${formatCount(count)} como ${form(count, 'pagada', 'pagadas')}`,
      keep: 'No marcar',
      running: (count) => `Marcando ${invoices(count)} como ${form(count, 'pagada', 'pagadas')}`,
      ended: (done, total) => `${of(done, total)} marcadas como pagadas`,
    },
    charge: {
      label: (count) => `Cobrar ${formatCount(count)}…`,
      title: (count) => `¿Cobrar ${invoices(count)}?`,
      does: 'Donde el cobro se logra, la factura queda Pagada.',
      possible: 'cobrar',
      go: (count) => `Cobrar ${formatCount(count)}`,
      keep: 'No cobrar',
      running: (count) => `Cobrando ${invoices(count)}`,
      ended: (done, total) => `${of(done, total)} cobradas`,
    },
    add_line: {
      label: (count) =>
        count === 1 ? 'Añadir una línea…' : `Añadir una línea a cada una de ${formatCount(count)}…`,
      title: (count) => `¿Añadir una línea a ${invoices(count)}?`,
      does: 'Cada una recibe la línea.',
      possible: 'ampliar con una línea',
      go: (count) => `Añadir a ${formatCount(count)}`,
      keep: 'No añadir',
      running: (count) => `Añadiendo una línea a ${invoices(count)}`,
      ended: (done, total) => `Línea añadida a ${of(done, total)}`,
    },
    cancel: {
      label: (count) => `Anular ${formatCount(count)}…`,
      title: (count) => `¿Anular ${invoices(count)}?`,
      does: 'Cada una queda Anulada. No se devuelve dinero.',
      possible: 'anular',
      go: (count) => `Anular ${invoices(count)}`,
      keep: 'Conservarlas',
      running: (count) => `Anulando ${invoices(count)}`,
      ended: (done, total) => `${of(done, total)} anuladas`,
    },
  },
  outcomes: {
    done: 'hechas',
    not_done: 'sin hacer',
    refused: 'rechazadas',
    conflict: 'cambiadas entretanto',
    offline: 'sin enviar, sin conexión',
    unknown: 'de resultado desconocido',
    partly: 'hechas en parte',
  },
  looking: 'Viendo lo que es posible…',
  lookFailed: 'No se pudo averiguar lo que es posible. No se envió nada.',
  lookAgain: 'Ver de nuevo',
  tooMany: (most) =>
    `Cuando se excluyen facturas de una selección, esta abarca como máximo ${invoices(most)}.`,
  tooManyHelp: 'Reduzca la lista con un filtro.',
  possible: (count, total, what) =>
    count === total && total === 1
      ? `Se puede ${what}.`
      : count === total
        ? `Las ${formatCount(total)} se pueden ${what}.`
        : `${of(count, total)} ${form(count, 'se puede', 'se pueden')} ${what}.`,
  nothingPossible: (what) => `Ninguna se puede ${what}.`,
  gone: (count) =>
    `${many(count, 'factura de la selección ya no está', 'facturas de la selección ya no están')} aquí.`,
  leftOut: (count) =>
    `${many(count, 'factura queda fuera', 'facturas quedan fuera')}, y por ${form(count, 'ella', 'ellas')} no se envía nada.`,
  list: 'Facturas de la selección',
  number: 'Número',
  customer: 'Cliente',
  state: 'Estado',
  total: 'Total',
  not: 'Fuera:',
  more: (count) => `Mostrar ${formatCount(count)} más`,
  typeTotal: (currency) => `Escriba el total, ${currency}`,
  typeNoCurrency: 'Escriba el total, sin moneda',
  typeHelp: 'Se cobra dinero. Para empezar, escriba cada total tal como figura arriba.',
  nothingSent: 'No se envió nada.',
  close: 'Cerrar',
  lineTitle: (count) => `Añadir una línea a ${invoices(count)}`,
  lineDoes: (name, cost) => `Cada una recibe «${name}» por ${cost}, sin IVA.`,
  nameMissing: 'Póngale un nombre.',
  next: 'Siguiente: ver lo que hace',
  progress: 'Progreso',
  step: (done, total) => of(done, total),
  starting: 'Empezando…',
  stop: 'Detener',
  stopHelp: 'Se detiene tras la factura en curso. Lo hecho, hecho queda.',
  stopping: 'Se detiene tras la factura en curso…',
  stopFailed: 'No se pudo detener.',
  counted: (count, outcome) => `${formatCount(count)} ${outcome}`,
  left: (count) => `${formatCount(count)} sin alcanzar`,
  leftHelp: (count) =>
    `No se llegó a ${invoices(count)}. Por ${form(count, 'ella', 'ellas')} no se envió nada.`,
  results: 'Qué fue de cada factura',
  copy: 'Copiar como texto',
  endedWithError: 'Terminó con un error.',
  failedHelp: 'Mire en Cambios lo que se envió antes de empezar de nuevo.',
};

export const newInvoice: Words['newInvoice'] = {
  open: 'Factura nueva…',
  title: 'Factura nueva',
  customer: 'Cliente',
  customerPlaceholder: 'Nombre o número de cuenta',
  customers: 'Clientes',
  account: (id) => `cuenta ${id}`,
  found: (count) => many(count, 'cliente', 'clientes'),
  noCustomer: 'Ningún cliente coincide.',
  firstCustomers: (count) => `Los primeros ${formatCount(count)}. Escriba más para reducir.`,
  customersFailed: 'No se pudieron leer los clientes.',
  month: 'Mes',
  monthPlaceholder: 'AAAA-MM',
  monthHelp: 'El mes que factura. Empieza vacía; las líneas se añaden después.',
  monthWrong: 'Indique un mes como AAAA-MM.',
  create: 'Crear factura',
  creating: 'Creando…',
  prepare: 'Preparar',
  away: {
    offline: 'Sin conexión. La factura se puede preparar y enviar más tarde en Cambios.',
    token: 'No hay token de acceso. La factura se puede preparar y enviar más tarde en Cambios.',
  },
  prepared: 'Preparada; espera en Cambios.',
  created: 'Factura creada.',
  off: 'Los cambios están desactivados.',
};
