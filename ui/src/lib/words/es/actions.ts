/** Acciones, comandos, teclado, menús y avisos. */
import type { Words } from '..';
import { formatCount } from '../../money';
import { many } from './count';

export const keyNames: Words['keyNames'] = {
  Control: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Mayús',
  Enter: 'Intro',
  Escape: 'Esc',
  ' ': 'Espacio',
  Home: 'Inicio',
  End: 'Fin',
  PageUp: 'RePág',
  PageDown: 'AvPág',
};

export const actions: Words['actions'] = {
  groups: {
    go: 'Ir a',
    invoice: 'Factura',
    list: 'Lista',
    file: 'Archivos',
    sync: 'Sincronización',
    connection: 'Conexión',
    view: 'Aspecto',
    window: 'Ventana',
    help: 'Ayuda',
  },
  menus: { file: 'Archivo', view: 'Ver', invoice: 'Factura', go: 'Ir', help: 'Ayuda' },
  cannot: (label) => `Ahora no: ${label.replace(/…$/, '')}`,
  go: (view) => view,
  goHint: 'Lo muestra',
  openSettings: 'Ajustes',
  settingsOf: (section) => `Ajustes: ${section}`,
  palette: 'Comandos…',
  keys: 'Teclado…',
  keysAlso: 'atajos teclas ayuda',
  search: 'Buscar facturas',
  create: 'Factura nueva…',
  createHint: 'Empieza vacía, no cobra nada',
  export: 'Guardar los PDF…',
  exportHint: 'Escribe archivos, no cambia nada',
  savePdf: 'Guardar el PDF…',
  printPdf: 'Imprimir el PDF…',
  printHint: 'Lo abre para imprimirlo',
  printFailed: 'No se abrió el PDF.',
  openInPortal: 'Abrir en el portal',
  previous: 'Factura anterior',
  next: 'Factura siguiente',
  copyNumber: 'Copiar el número de factura',
  ownWindow: 'Abrir en su propia ventana',
  closeDetail: 'Cerrar la factura',
  tab: (name) => `Mostrar ${name}`,
  selectAll: 'Seleccionar todo lo mostrado',
  clearSelection: 'Quitar la selección',
  asks: 'Pregunta antes',
  destructive: 'Pregunta antes, no se puede deshacer',
  number: 'Editar periodo y número…',
  addLine: 'Añadir línea…',
  syncNow: 'Sincronizar ahora',
  resume: 'Reanudar la sincronización',
  pause: 'Pausar la sincronización',
  full: 'Comprobar todo',
  fullHint: 'Vuelve a leer todas las facturas y compara',
  verify: 'Comparar ahora',
  verifyHint: 'Compara con el portal, no cambia nada',
  token: 'Reemplazar el token…',
  giveToken: 'Indicar el token…',
  switchTo: (name) => `Cambiar a ${name}`,
  add: 'Añadir conexión…',
  forget: 'Olvidar esta conexión…',
  theme: (name) => `Tema: ${name}`,
  density: (name) => `Filas: ${name}`,
  lookAlso: 'aspecto oscuro claro tema',
  backUp: 'Hacer copia de seguridad…',
  restore: 'Restaurar…',
  dataFolder: 'Mostrar la carpeta de datos',
  logFolder: 'Mostrar la carpeta del registro',
  licences: 'Licencias de terceros…',
  zoomIn: 'Más grande',
  zoomOut: 'Más pequeño',
  zoomReset: 'Tamaño real',
  zoomAlso: 'zoom',
  nextPane: 'Panel siguiente',
  previousPane: 'Panel anterior',
  quit: 'Salir de Billfold',
  showWindow: 'Mostrar Billfold',
  why: {
    noInvoice: 'Abra antes una factura.',
    first: 'Es la primera de la lista.',
    last: 'Es la última de la lista.',
    noNumber: 'Todavía no tiene número.',
    sample: 'Los datos de ejemplo no tienen portal.',
    noList: 'Vaya antes a una lista de facturas.',
    nothingShown: 'No se muestra ninguna factura.',
    nothingSelected: 'No hay ninguna factura seleccionada.',
    notSyncing: 'No hay ninguna sincronización en marcha.',
    offline: 'Ahora no se puede llegar al portal.',
    smallest: 'No puede ser más pequeño.',
    largest: 'No puede ser más grande.',
  },
};

export const palette: Words['palette'] = {
  label: 'Comandos',
  open: 'Comandos',
  input: 'Buscar o ejecutar un comando',
  results: 'Resultados',
  groups: { recent: 'Reciente', customers: 'Clientes', invoices: 'Facturas', actions: 'Acciones' },
  hits: (count) => `${many(count, 'resultado', 'resultados')} en este equipo`,
  none: (query) => `Nada coincide con «${query}»`,
  noneHelp: 'Pruebe con parte de un nombre o de un número. No importan los acentos ni las mayúsculas.',
  failed: 'No se pudieron buscar las facturas.',
  showAll: (count, query) =>
    count === 1
      ? `Mostrar la factura que coincide con «${query}»`
      : `Mostrar las ${formatCount(count)} facturas que coinciden con «${query}»`,
  customerHint: 'Mostrar facturas',
  move: 'Mover',
  enter: 'Abrir',
  pdf: 'Abrir el PDF',
  only: 'Solo comandos',
  overdue: (state, days) =>
    days === null ? `${state}, vencida` : `${state}, vencida hace ${many(days, 'día', 'días')}`,
};

export const keyMap: Words['keyMap'] = {
  title: 'Teclado',
  label: 'Teclas',
  lead: 'Las letras sueltas funcionan mientras la lista tiene el foco.',
  or: 'o',
  list: 'En la lista',
  pdf: 'En un PDF',
  keys: {
    move: 'Moverse por la lista',
    jump: 'Primera y última fila',
    page: 'Una página arriba o abajo',
    tick: 'Marcar la fila',
    extend: 'Marcar al pasar',
    all: 'Marcar todo lo mostrado',
    enter: 'Entrar en la factura',
    escape: 'Cerrar, quitar o volver a la lista',
    zoom: 'Tamaño',
    fit: 'Ajustar al ancho',
  },
};

export const tray: Words['tray'] = {
  connection: (name, state) => `${name}: ${state}`,
};

export const news: Words['news'] = {
  title: (unpaid, failed) =>
    [
      unpaid > 0 ? many(unpaid, 'factura ha quedado impagada', 'facturas han quedado impagadas') : null,
      failed > 0
        ? unpaid > 0
          ? many(failed, 'ha fallado', 'han fallado')
          : many(failed, 'factura ha fallado', 'facturas han fallado')
        : null,
    ]
      .filter(Boolean)
      .join(', '),
  body: (connection, examples, all) => {
    const more = all - examples.length;
    const named = [...examples, ...(more > 0 ? [`y ${formatCount(more)} más`] : [])].join('\n');
    return named ? `${connection}\n${named}` : connection;
  },
};
