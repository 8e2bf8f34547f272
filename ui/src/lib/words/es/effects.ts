import type { Effect } from '../../../api/bindings';

/** Lo que hace un cambio además de lo que dice su nombre; para una factura y para muchas. */
export const effects: Record<Effect, string> = {
  closes_for_review: 'Queda a la espera de revisión. Aún se pueden añadir y quitar líneas.',
  freezes: 'Las direcciones, el tipo de IVA y la moneda quedan fijos. Las líneas ya no pueden cambiar.',
  due_in_two_days: 'Vence en dos días.',
  makes_pdf: 'El portal hace el PDF.',
  tells_customer: 'El portal envía un mensaje al cliente.',
  charges_card: 'El portal carga la tarjeta guardada, ahora.',
  cancels_instead_of_charging:
    'Donde el total es cero o menos, el portal anula la factura en lugar de cobrarla.',
  cannot_be_undone: 'No se puede deshacer.',
  counts_as_unpaid: 'El cliente la sigue debiendo.',
  differs_from_what_was_sent: 'El cliente puede tener un PDF con el número o el periodo antiguos.',
  changes_total: 'El total cambia.',
  joins_billing_run: 'Donde la facturación es automática, cierra y emite esta factura como cualquier otra.',
  issued_by_itself: 'Donde la facturación es automática, emite la factura unos dos días después.',
  numbers_count_on: 'Las facturas siguientes se numeran a partir del número nuevo.',
};
