/** Joins what was said into one text: each part a sentence of its own, absent parts left out. */
export function sentences(...parts: (string | null | undefined)[]): string {
  return parts
    .filter((part): part is string => Boolean(part))
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .map((part) => (/[.!?…”]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
