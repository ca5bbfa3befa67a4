import type { Language } from '../render';

/** Longest quotation in a detail, in characters. */
const MAX_QUOTE = 200;

/** The first words of a text, for a detail. */
export function quoted(text: string, language: Language): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return language.quote(
    line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE).trim()} …` : line,
  );
}

/** Names in a list, at most three of them. */
export function listed(names: readonly string[], language: Language): string {
  const shown = names.length > 3 ? names.slice(0, 2) : names;
  const number = language.number(names.length - shown.length);
  return language.list(
    shown.length < names.length
      ? [...shown, language.messages.cause.more({ number })]
      : shown,
  );
}
