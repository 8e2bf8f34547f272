/** Plurals of a language, by the rules of Unicode. */
import type { Language } from '../locale';
import { formatCount } from '../money';

export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Picks the form for a count: `plural(2, { one: 'factura', other: 'facturas' })`. */
export function pluralsOf(language: Language) {
  const rules = new Intl.PluralRules(language);
  const plural = (count: number, forms: Forms) => forms[rules.select(count)] ?? forms.other;
  /** With the count before it: `2 facturas`. */
  const counted = (count: number, forms: Forms) => `${formatCount(count)} ${plural(count, forms)}`;
  return { plural, counted };
}
