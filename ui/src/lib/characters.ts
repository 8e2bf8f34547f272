import { words } from './words';

/** More than a few would fill the pane and help nobody. */
const most = 6;

const points = (character: string) =>
  [...character]
    .map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');

/** `“𐎠” (U+103A0)` for each: where no font has a character, its number is what can be looked up. */
export function named(characters: readonly string[]): string[] {
  const first = characters.slice(0, most).map((one) => words.pdf.character(one, points(one)));
  const more = characters.length - first.length;
  return more > 0 ? [...first, words.pdf.moreCharacters(more)] : first;
}
