/** Words that a phrase may skip. */
const WORD = '[^ |]+';

/**
 * A pattern out of phrases, one a line, that are found as whole words in a clause (see `clauses.ts`). A line is a regular
 * expression in which `(` does not capture, `*` ends a word that may go on, and ` ~3 ` stands for up to three words in between.
 */
export function phrases(lines: string): RegExp {
  const sources = lines
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line =>
      line
        .replace(/\((?!\?)/g, '(?:')
        .replace(/\*/g, '[^ |]*')
        .replace(/~(\d+) /g, `(?:${WORD} ){0,$1}?`),
    );
  return new RegExp(`(?<![^ ])(?:${sources.join('|')})(?![^ ])`);
}
