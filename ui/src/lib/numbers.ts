/** An invoice number in three parts, so that leading zeros can be dimmed and are never removed. */
export interface NumberParts {
  head: string;
  zeros: string;
  tail: string;
}

/** `2026-09-00000012` into `2026-09-`, `000000` and `12`. Numbers of another shape stay whole. */
export function splitNumber(number: string): NumberParts {
  const match = /^(.*?)(0+)([1-9]\d*)$/.exec(number);
  // Zeros count as leading only at the start of a group of digits: not those inside `1007`.
  if (!match || /\d$/.test(match[1]!)) return { head: '', zeros: '', tail: number };
  return { head: match[1]!, zeros: match[2]!, tail: match[3]! };
}
