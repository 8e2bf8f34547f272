import type { Party } from '../api/bindings';

/** An address in lines: the street as it came, then `28046 Madrid, Madrid`, then the country. */
export function addressLines(party: Party): string[] {
  const street = party.address?.split('\n') ?? [];
  const place = [[party.zip, party.city].filter(Boolean).join(' '), party.state].filter(Boolean).join(', ');
  return [...street, place, party.country ?? ''].map((line) => line.trim()).filter(Boolean);
}
