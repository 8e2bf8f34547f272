/** Text as it is searched: without case and accents. */

/** Letters that are no accented form of another by Unicode, and yet are looked for as one. */
const alike: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

function plainLetter(letter: string): string {
  const bare = letter
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
  return [...bare].map((one) => alike[one] ?? one).join('');
}

export function plain(text: string): string {
  return [...text].map(plainLetter).join('');
}

export interface Part {
  text: string;
  found: boolean;
}

/** Cuts a text where words of a query are in it; accents and case do not matter. */
export function parts(text: string, query: string): Part[] {
  const letters = [...text.normalize('NFC')];
  // Which letter each plain character came from.
  const from: number[] = [];
  let bare = '';
  letters.forEach((letter, at) => {
    for (const one of plainLetter(letter)) {
      bare += one;
      for (let unit = 0; unit < one.length; unit += 1) from.push(at);
    }
  });
  const found = new Array<boolean>(letters.length).fill(false);
  for (const word of plainWords(query)) {
    const start = bare.indexOf(word);
    if (start < 0) continue;
    for (let at = start; at < start + word.length; at += 1) found[from[at]!] = true;
  }
  const cut: Part[] = [];
  letters.forEach((letter, at) => {
    const last = cut.at(-1);
    if (last && last.found === found[at]) last.text += letter;
    else cut.push({ text: letter, found: found[at]! });
  });
  return cut;
}

export const plainWords = (query: string) => plain(query).split(/\s+/).filter(Boolean);

/**
 * How well a text fits: 0 not at all, more for words that begin as they are typed, and most when the text itself
 * begins so.
 */
export function fit(text: string, query: string): number {
  const wanted = plainWords(query);
  const bare = plain(text);
  let points = 1;
  for (const word of wanted) {
    const at = bare.indexOf(word);
    if (at < 0) return 0;
    if (at === 0) points += 3;
    else if (/[^\p{L}\p{N}]/u.test(bare[at - 1]!)) points += 1;
  }
  return points;
}
