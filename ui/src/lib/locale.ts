/**
 * The languages the words exist in. Numbers and dates follow the same language, in the region the system
 * names: an English window with German dates would read as two programs.
 */
export const languages = ['en'] as const;
export type Language = (typeof languages)[number];

const fallback = 'en-GB';

/**
 * Picks the locale from what the system asks for. WebKit passes the process's locale on unchecked, so this
 * may be `C` or `POSIX`, for which every `Intl` constructor throws.
 */
export function chooseLocale(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const cleaned = tag.split(/[.@]/)[0]!.replaceAll('_', '-');
    try {
      const canonical = Intl.getCanonicalLocales(cleaned)[0];
      // A bare `en` says nothing about the region, and would give American dates.
      if (canonical === 'en') return fallback;
      const language = canonical ? new Intl.Locale(canonical).language : undefined;
      if (canonical && languages.some((known) => known === language)) return canonical;
    } catch {
      // Not a language tag: try the next one.
    }
  }
  return fallback;
}

export const locale = chooseLocale(
  typeof navigator === 'undefined' ? [] : [...(navigator.languages ?? []), navigator.language ?? ''],
);

export const language: Language =
  languages.find((known) => new Intl.Locale(locale).language === known) ?? 'en';

/** `a, b and c`. */
export function listOf(parts: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}
