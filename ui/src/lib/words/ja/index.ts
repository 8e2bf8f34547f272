import type { Words } from '..';
import { en } from '../en';

/** What is not translated yet reads as English. */
export const ja: Words = { ...en };
