import type { Words } from '..';
import { formatAmount, formatCount } from '../../money';
import { invoices, many } from './count';

const customersOf = (count: number) => many(count, 'cliente', 'clientes');

const groups: Words['figures']['groups'] = {
  total: 'Total',
  in_process: 'En curso',
  overdue: 'Impagado',
  paid: 'Pagado',
  other: 'Otros',
};

const ages: Words['figures']['ages'] = {
  not_due: 'No vencido',
  days_1_30: 'De 1 a 30 días',
  days_31_60: 'De 31 a 60 días',
  days_61_90: 'De 61 a 90 días',
  days_91_up: 'Más de 90 días',
  total: 'Total',
};

const columns: Words['customers']['columns'] = {
  name: 'Cliente',
  account: 'Cuenta',
  currency: 'Moneda',
  invoices: 'Facturas',
  invoiced: 'Facturado',
  balance: 'Saldo',
  overdue: 'Vencido',
  last_payment: 'Último pago',
};

const told = (of: string, currency: string, amount: string, count: number) =>
  `${of}, ${currency} ${formatAmount(amount)}, ${invoices(count)}. ${
    count === 1 ? 'Mostrar esta factura' : 'Mostrar estas facturas'
  }`;

export const figures: Words['figures'] = {
  currency: 'Moneda',
  period: 'Periodo',
  presets: {
    last_12: 'Últimos 12 meses',
    this_year: 'Este año',
    last_year: 'El año pasado',
    all: 'Todo',
  },
  allMonths: 'todos los meses',
  customMonths: 'Otros meses',
  notBefore: 'Desde el primero',
  notAfter: 'Hasta el último',

  earnings: 'Ingresos por mes',
  earningsHelp: (currency) => `${currency} con IVA, por periodo de facturación`,
  month: 'Mes',
  months: (count) => many(count, 'mes', 'meses'),
  groups,
  chart: (currency) => `${currency} facturados cada mes en barras apiladas: pagado, en curso e impagado.`,
  chartHelp:
    'Las flechas recorren las barras y sus partes; Intro muestra las facturas. La tabla de al lado tiene las mismas cifras.',
  bars: 'Barras por mes',
  counted: invoices,
  noInvoices: 'Sin facturas',
  ofMonth: (group, month) => told.bind(null, `${groups[group]}, ${month}`),
  ofMonths: (group, months) => told.bind(null, `${groups[group]}, ${many(months, 'mes', 'meses')}`),
  noEarnings: {
    title: 'No hay facturas en estos meses',
    text: 'Elija otro periodo para ver los ingresos.',
  },
  showAll: 'Mostrar todos los meses',
  nothing: {
    title: 'Todavía no hay nada que sumar',
    text: 'Los ingresos y lo que se debe aparecen aquí cuando se hayan sincronizado facturas.',
  },

  receivables: 'Cobros pendientes por antigüedad',
  receivablesToday: 'Facturas pendientes, impagadas y fallidas por días desde el vencimiento',
  receivablesOn: 'Lo emitido y no pagado ese día, por días desde el vencimiento',
  asOf: 'A fecha de',
  asOfLabel: 'Cobros pendientes a fecha de este día',
  backToToday: 'Hoy',
  ages,
  agesShort: {
    ...ages,
    days_1_30: '1 a 30 días',
    days_31_60: '31 a 60',
    days_61_90: '61 a 90',
    days_91_up: 'Más de 90',
  },
  overdueShare: (percent) => `${formatCount(percent)} % vencido`,
  everyCustomer: 'Todos los clientes',
  accountId: 'Cuenta',
  ofAge: (age, day) => told.bind(null, `${ages[age]}, ${day}`),
  ofCustomer: (age, name, day) => told.bind(null, `${ages[age]}, ${name}, ${day}`),
  customers: (currency, count) => `${customersOf(count)} con deuda en ${currency}`,
  more: (count, held, all) =>
    `Mostrar ${formatCount(count)} más (se muestran ${formatCount(held)} de ${customersOf(all)})`,
  noReceivables: { title: 'No se debe nada', text: 'Nadie debía nada ese día.' },
  noReceivablesShort: (day) => `Nadie debía nada el ${day}.`,
  uncertain: 'No se sabe todo de ese día.',

  copy: 'Copiar tabla',
  copied: 'Tabla copiada',
  copiedRows: (count) => `${many(count, 'fila', 'filas')}, para pegar en una hoja de cálculo.`,
  export: 'Exportar…',
  tables: {
    earnings: 'Ingresos por mes',
    receivables: 'Cobros pendientes por antigüedad',
    customers: 'Clientes',
  },
  formats: { csv: 'CSV…', xlsx: 'Excel (XLSX)…' },
  formatHelp: { csv: 'Texto sin formato, para cualquier programa.', xlsx: 'Un libro de cálculo.' },
  exportAs: (table, format) => `${table}: ${format}`,
  exported: (file) => `${file} guardado`,
  exportedIn: (folder) => `en ${folder}`,
  exportFailed: 'La tabla no se guardó.',
  showInFolder: 'Mostrar en la carpeta',
  showFailed: 'No se pudo mostrar el archivo.',
  loading: 'Sumando…',
  failed: 'No se pudieron sumar las cifras.',
  again: 'Reintentar',
};

export const customers: Words['customers'] = {
  label: 'Clientes',
  search: 'Buscar clientes',
  searchLabel: 'Buscar clientes por nombre o id de cuenta',
  columns,
  lastPaidAmount: 'Último pago, importe',
  loading: 'Cargando',
  ofCustomer: (cell, name) => told.bind(null, `${columns[cell]}, ${name}`),
  ofAll: (cell) => told.bind(null, `${columns[cell]}, todos los clientes mostrados`),
  open: (name) => `Mostrar todas las facturas de ${name}`,
  count: (shown, all) =>
    all === null || all === shown
      ? { count: formatCount(shown), of: shown === 1 ? 'cliente' : 'clientes' }
      : { count: formatCount(shown), of: `de ${customersOf(all)}` },
  balance: 'Saldo',
  overdue: 'Vencido',
  empty: {
    title: 'Todavía no hay clientes',
    text: 'Aparecen aquí con lo que deben cuando se hayan sincronizado facturas.',
  },
  noMatch: (query) => `Ningún cliente coincide con «${query}»`,
  noMatchHelp: 'Basta una parte del nombre, o el id de la cuenta.',
  clear: 'Borrar la búsqueda',
  failed: 'No se pudieron leer los clientes.',
};
