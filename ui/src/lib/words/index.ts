/**
 * Every word a person reads. Another language is another folder with the same shape, entered here and in
 * `locale.ts`; the compiler names what is missing. Only the language that is read is loaded.
 */
import { type Language, language } from '../locale';
import { en } from './en';

export type Words = typeof en;

export const catalogues: Record<Exclude<Language, 'en'>, () => Promise<Words>> = {
  es: async () => (await import('./es')).es,
  de: async () => (await import('./de')).de,
  ja: async () => (await import('./ja')).ja,
};

// English is at hand at once; `loadWords` puts another in its place before anything else is loaded.
export let words: Words = en;

export async function loadWords(wanted: Language = language): Promise<void> {
  words = wanted === 'en' ? en : await catalogues[wanted]();
}
