import type { Effect } from '../../../api/bindings';

/** Was eine Änderung über ihren Namen hinaus bewirkt; für eine Rechnung und für viele. */
export const effects: Record<Effect, string> = {
  closes_for_review: 'Sie wartet auf Prüfung. Positionen können noch hinzugefügt und entfernt werden.',
  freezes: 'Adressen, Steuersatz und Währung stehen dann fest. Positionen können sich nicht mehr ändern.',
  due_in_two_days: 'Sie wird in zwei Tagen fällig.',
  makes_pdf: 'Das Portal macht das PDF.',
  tells_customer: 'Das Portal sendet dem Kunden eine Nachricht.',
  charges_card: 'Das Portal belastet die hinterlegte Karte, jetzt.',
  cancels_instead_of_charging:
    'Wo die Summe null oder kleiner ist, storniert das Portal die Rechnung, statt abzubuchen.',
  cannot_be_undone: 'Das lässt sich nicht rückgängig machen.',
  counts_as_unpaid: 'Der Kunde schuldet sie weiterhin.',
  differs_from_what_was_sent:
    'Der Kunde hat vielleicht ein PDF mit der alten Nummer oder dem alten Zeitraum.',
  changes_total: 'Die Summe ändert sich.',
  joins_billing_run:
    'Wo die Abrechnung von selbst läuft, finalisiert und stellt sie diese Rechnung aus wie jede andere.',
  issued_by_itself: 'Wo die Abrechnung von selbst läuft, stellt sie die Rechnung etwa zwei Tage später aus.',
  numbers_count_on: 'Spätere Rechnungen zählen von der neuen Nummer weiter.',
};
