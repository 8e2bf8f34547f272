/** The ways to write dates and numbers a person can choose from, each with an example. */
import { shortDay } from './dates';
import { formatTags, language, systemLanguages, tongueOf } from './locale';
import { formatDecimal } from './money';
import { words } from './words';

export interface FormatChoice {
  /** Null for what the language has. */
  tag: string | null;
  text: string;
}

const example = (tag: string | null, today: string) => {
  const { numbers, dates } = tongueOf(language, tag, systemLanguages);
  // Last year's day, so that the year is seen, too.
  const day = `${Number(today.slice(0, 4)) - 1}-10-31`;
  return words.settings.appearance.formatsExample(
    shortDay(day, today, dates),
    formatDecimal('1234567.5', 2, undefined, numbers),
  );
};

export function formatChoices(chosen: string | null, today: string): FormatChoice[] {
  const names = new Intl.DisplayNames(language, { type: 'language', languageDisplay: 'standard' });
  const tags = [...new Set([...formatTags, ...(chosen ? [chosen] : [])])];
  const named = tags
    .map((tag) => ({ tag, text: `${nameOf(names, tag)}: ${example(tag, today)}` }))
    .sort((a, b) => a.text.localeCompare(b.text, language));
  const usual = `${words.settings.appearance.formatsUsual}: ${example(null, today)}`;
  return [{ tag: null, text: usual }, ...named];
}

function nameOf(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
