/**
 * The languages the words exist in, and how dates and numbers are written. Both are fixed while the page lives: they are
 * read from what the window remembers, which mirrors the preferences, and another choice loads the page again.
 */
import { recall } from './remember';

export const languages = ['en', 'es', 'de', 'ja'] as const;
export type Language = (typeof languages)[number];

/** Each in its own words, so that whoever cannot read the window finds theirs. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  es: 'Español',
  de: 'Deutsch',
  ja: '日本語',
};

/** A bare `en` says nothing about the region, and would give American dates. */
const regions: Record<Language, string> = { en: 'en-GB', es: 'es-ES', de: 'de-DE', ja: 'ja-JP' };

/** Ways to write dates and numbers that differ from each other. */
export const formatTags = [
  'en-GB',
  'en-US',
  'en-IE',
  'en-CA',
  'en-IN',
  'de-DE',
  'de-AT',
  'de-CH',
  'es-ES',
  'es-MX',
  'es-AR',
  'fr-FR',
  'fr-CH',
  'it-IT',
  'ja-JP',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'sv-SE',
] as const;

const fallback = regions.en;

/**
 * Picks the locale from what the system asks for. WebKit passes the process's locale on unchecked, so this
 * may be `C` or `POSIX`, for which every `Intl` constructor throws.
 */
export function chooseLocale(wanted: readonly string[]): string {
  for (const tag of wanted) {
    const canonical = canonicalOf(tag);
    if (!canonical) continue;
    const known = languageOf(canonical);
    if (known) return canonical === known ? regions[known] : canonical;
  }
  return fallback;
}

/** A tag as `Intl` takes it; null when it is none. */
export function canonicalOf(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag.split(/[.@]/)[0]!.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

function languageOf(locale: string): Language | undefined {
  const { language } = new Intl.Locale(locale);
  return languages.find((known) => known === language);
}

export interface Tongue {
  language: Language;
  /** Of numbers. */
  numbers: string;
  /** Of dates: the words stay those of the window, their order follows the region. */
  dates: string;
}

/**
 * What language and formats a person gets who chose these; null follows the system. A region whose numbers are chosen
 * keeps the language of the window for the names of months: `31 Oct 2026`, not `31 Okt 2026`.
 */
export function tongueOf(language: unknown, formats: unknown, system: readonly string[]): Tongue {
  const own = languages.find((known) => known === language);
  const systems = chooseLocale(system);
  const spoken = own ?? languageOf(systems)!;
  const usual = languageOf(systems) === spoken ? systems : regions[spoken];
  const chosen = typeof formats === 'string' ? canonicalOf(formats) : null;
  if (!chosen) return { language: spoken, numbers: usual, dates: usual };
  const { region } = new Intl.Locale(chosen).maximize();
  return { language: spoken, numbers: chosen, dates: region ? `${spoken}-${region}` : usual };
}

export const systemLanguages: readonly string[] =
  typeof navigator === 'undefined' ? [] : [...(navigator.languages ?? []), navigator.language ?? ''];

/** What holds while this page lives. */
export const tongue = tongueOf(recall('language'), recall('formats'), systemLanguages);

export const { language, numbers: locale, dates: dateLocale } = tongue;

/** `a, b and c`. */
export function listOf(parts: readonly string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(parts);
}
