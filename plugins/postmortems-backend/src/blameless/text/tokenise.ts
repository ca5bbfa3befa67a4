import { fold, normalise } from './normalise';

/** A word of a text. */
export type Token = {
  /** As written, without `'s`. */
  word: string;
  /** See {@link fold}. */
  key: string;
  lower: string;
  possessive: boolean;
  letters: 'lower' | 'title' | 'upper';
  /** Position in the original text, without `'s`. */
  start: number;
  end: number;
  /** What stands between this word and the one before it. */
  gap: string;
  startsSentence: boolean;
};

const WORD =
  /@?[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*(?:[.'’\-\u2010+@][\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*)*/gu;
const POSSESSIVE = /['’]s$/i;

/** Words with what is inside them: hyphens, dots, apostrophes, `@`. */
export function tokenise(original: string): Token[] {
  const { text, offsets } = normalise(original);
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: whole, index } of text.matchAll(WORD)) {
    const possessive = POSSESSIVE.test(whole);
    const word = possessive ? whole.slice(0, -2) : whole;
    const gap = text.slice(end, index);
    end = index + whole.length;
    tokens.push({
      word,
      key: fold(word),
      lower: word.toLowerCase(),
      // `Rivers' change`
      possessive:
        possessive ||
        (/s$/.test(word) && /^['’]\s/.test(text.slice(end, end + 2))),
      letters: lettersOf(word),
      start: offsets[index],
      end: offsets[index + word.length],
      gap,
      startsSentence: tokens.length === 0 || /[.!?:]["”’)]*\s/.test(gap),
    });
  }
  return tokens;
}

function lettersOf(word: string): Token['letters'] {
  if (!/\p{Lu}/u.test(word)) return 'lower';
  if (!/\p{Ll}/u.test(word) && /\p{L}.*\p{L}/u.test(word)) return 'upper';
  return /^@?\p{Lu}/u.test(word) ? 'title' : 'lower';
}
