/**
 * Every word a person reads. Another language is another file with the same shape, entered here and in
 * `locale.ts`; the compiler names what is missing.
 */
import { type Language, language } from '../locale';
import { en } from './en';

export type Words = typeof en;

const catalogue: Record<Language, Words> = { en };

export const words: Words = catalogue[language];
