/**
 * Every word a person reads. Another language is another folder with the same shape, entered here and in
 * `locale.ts`; the compiler names what is missing. Only the language that is read is loaded.
 */
import { type Language, language } from '../locale';
import { en } from './en';

/** The shape of the English words; what they say is free, also where a function says one of two things. */
type Shape<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Shape<Said>
    : { [Name in keyof T]: Shape<T[Name]> };
export type Words = Shape<typeof en>;

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
