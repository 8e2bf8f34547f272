import type { AmountFormat } from '../api/bindings';
import { locale as systemLocale } from './locale';

/** How the person writes amounts: as the window shows them to them. What is read is read by the core. */
export function amountFormat(locale = systemLocale): AmountFormat {
  // Some languages group only from five digits on.
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1234567.5);
  const part = (type: Intl.NumberFormatPartTypes) => parts.find((one) => one.type === type)?.value;
  return { decimal: part('decimal') ?? '.', group: part('group') ?? null };
}
