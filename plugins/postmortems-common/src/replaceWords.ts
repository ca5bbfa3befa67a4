const LETTER = /[\p{L}\p{M}\p{N}_]/u;
const SENTENCE_END = /(?:^|[.!?]["”’)]*\s+)["“‘(]*$/;

/**
 * Puts other words in the place of a quote, wherever it stands as whole words:
 * `Will` is no part of `Willing`. Capitalised where a sentence begins.
 *
 * @public
 */
export function replaceWords(
  text: string,
  quote: string,
  replacement: string,
): string {
  if (!quote) return text;
  let replaced = '';
  let position = 0;
  for (
    let at = text.indexOf(quote);
    at >= 0;
    at = text.indexOf(quote, at + quote.length)
  ) {
    const end = at + quote.length;
    const whole =
      !(LETTER.test(quote[0]) && LETTER.test(text[at - 1] ?? '')) &&
      !(LETTER.test(quote.at(-1)!) && LETTER.test(text[end] ?? ''));
    if (whole) {
      const before = text.slice(Math.max(0, at - 20), at);
      const opens =
        at < 20 ? SENTENCE_END.test(before) : SENTENCE_END.test(`x${before}`);
      replaced += `${text.slice(position, at)}${
        opens
          ? replacement.charAt(0).toLocaleUpperCase('en-US') +
            replacement.slice(1)
          : replacement
      }`;
      position = end;
    }
  }
  return replaced + text.slice(position);
}
