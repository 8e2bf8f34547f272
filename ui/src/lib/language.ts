/** Follows the language and the formats a person chose: the page is loaded again in them, and keeps its place. */
import type { Preferences } from '../api/bindings';
import { systemLanguages, type Tongue, tongue, tongueOf } from './locale';
import { recall, remember } from './remember';

/** What loads the page again; tests look at it instead. */
export const page = { reload: () => location.reload() };

const same = (one: Tongue, other: Tongue) =>
  one.language === other.language && one.numbers === other.numbers && one.dates === other.dates;

/** Whether the page is loaded again. */
export function followLanguage({ language, formats }: Pick<Preferences, 'language' | 'formats'>): boolean {
  remember('language', language);
  remember('formats', formats);
  const wanted = tongueOf(language, formats, systemLanguages);
  if (same(wanted, tongue)) return false;
  // Where nothing can be remembered, the page would be loaded again and again, in the same language.
  if (recall('language') !== language || recall('formats') !== formats) return false;
  page.reload();
  return true;
}
