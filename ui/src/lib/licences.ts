/** The licences of what Billfold is made of: one long text that a build puts beside the page. */
export async function readLicences(): Promise<string> {
  const answer = await fetch('/licences.txt');
  const kind = answer.headers.get('content-type') ?? '';
  const text = await answer.text();
  // Whoever serves the page may answer with the page itself where there is no such file.
  if (!answer.ok || kind.includes('html') || text.trimStart().startsWith('<!doctype'))
    throw new Error('no licences');
  return text;
}

/** Cut where a line of dashes, equals or stars stands. */
export function splitLicences(text: string): string[] {
  return text
    .split(/^[-=*_]{10,}\s*$/m)
    .map((section) => section.trim())
    .filter(Boolean);
}

export function findLicences(sections: readonly string[], query: string): readonly string[] {
  // A text of a megabyte, in English: case is all that is taken off it.
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return sections;
  return sections.filter((section) => {
    const bare = section.toLowerCase();
    return wanted.every((word) => bare.includes(word));
  });
}
