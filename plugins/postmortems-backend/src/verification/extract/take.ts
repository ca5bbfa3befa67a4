/** What was found in a text, and the text without it. */
export type Taken<T> = { found: T[]; rest: string };

/**
 * Takes every match out of a text. Blanks take its place, so that words on both sides stay apart.
 *
 * @param read - `undefined` leaves the match where it is
 */
export function take<T>(
  text: string,
  pattern: RegExp,
  read: (match: RegExpMatchArray) => T | undefined,
): Taken<T> {
  const found: T[] = [];
  let rest = '';
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const token = read(match);
    if (token === undefined) continue;
    found.push(token);
    rest += `${text.slice(end, match.index)} `;
    end = match.index + match[0].length;
  }
  return { found, rest: rest + text.slice(end) };
}
