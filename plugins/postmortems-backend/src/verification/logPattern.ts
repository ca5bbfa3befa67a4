/** Stands for any one word of a log line. */
export const WILDCARD = '<*>';

/** Words of a line that are compared; a longer line is told apart by its beginning. */
const MAX_WORDS = 80;
const UNEVEN = /\s\s|[^\S ]/;

/** The words of a log line. */
export function wordsOf(line: string): string[] {
  const text = line.trim();
  // Most lines have single spaces, at which a text is split much faster
  return text.split(UNEVEN.test(text) ? /\s+/ : ' ', MAX_WORDS);
}

/** Whether a log line has a pattern. */
export function isOfPattern(line: string, pattern: readonly string[]): boolean {
  return beginsLike(line, pattern) && hasPattern(wordsOf(line), pattern);
}

/** Whether a log line may have a pattern; most lines begin with another word. */
export function beginsLike(
  line: string,
  [first = WILDCARD]: readonly string[],
): boolean {
  return first === WILDCARD || line.trimStart().startsWith(first);
}

/** Whether the words of a log line are those of a pattern, word by word. */
export function hasPattern(
  words: readonly string[],
  pattern: readonly string[],
): boolean {
  return (
    words.length === pattern.length &&
    pattern.every((word, index) => word === WILDCARD || word === words[index])
  );
}
