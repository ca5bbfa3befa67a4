import type { Token } from './tokenise';

/** The words of a text in lower case with single spaces, clauses apart by ` , `. */
export type Phrases = {
  /** Tokens that a pattern covers. */
  matches(pattern: RegExp): { from: number; to: number }[];
  /** The text from a token on. */
  from(token: number, count: number): string;
  /** Tokens of a part of what {@link Phrases.from} gave. */
  tokensOf(
    token: number,
    start: number,
    end: number,
  ): { from: number; to: number };
};

export function readPhrases(tokens: readonly Token[]): Phrases {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { lower, possessive, gap } of tokens) {
    if (starts.length > 0) text += `${boundary(gap)} `;
    starts.push(text.length);
    text += lower.replaceAll('’', "'");
    if (possessive) text += lower.endsWith('s') ? "'" : "'s";
    ends.push(text.length);
  }
  /** First token that ends after an offset. */
  const tokenAt = (offset: number) => {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (ends[middle] > offset) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const tokensOf = (start: number, end: number) => {
    const from = tokenAt(start);
    return { from, to: Math.max(from, tokenAt(Math.max(start, end - 1))) };
  };
  return {
    matches: pattern =>
      [...text.matchAll(pattern)]
        .filter(([match]) => match.length > 0)
        .map(({ 0: match, index }) =>
          tokensOf(index, index + match.trimEnd().length),
        ),
    from: (token, count) =>
      token < starts.length
        ? // With what stands between the words, so that a comma ends the clause
          `${text.slice(
            ends[token - 1] ?? 0,
            ends[Math.min(token + count, ends.length) - 1],
          )} `.trimStart()
        : '',
    tokensOf: (token, start, end) => {
      const offset = starts[token];
      return tokensOf(offset + start, offset + end);
    },
  };
}

function boundary(gap: string): string {
  if (/[.!?;:()[\]]/.test(gap)) return ' ;';
  return /[,–—]|\s-\s/.test(gap) ? ' ,' : '';
}
