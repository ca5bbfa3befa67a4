import { parseNumber } from './quantities';
import { take, type Taken } from './take';

/** A number without a unit. */
export type NumberToken = {
  text: string;
  value: number;
  tolerance: number;
  approximate: boolean;
  /** `at least`, `more than`: the number is a lower bound. */
  atLeast: boolean;
  /** The word that follows, in lower case: what is counted. */
  noun?: string;
};

const WORDS: Record<string, number> = {
  two: 2,
  both: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  twenty: 20,
  hundred: 100,
};

const PATTERN = new RegExp(
  String.raw`(?:\b(?<bound>at least|more than|over)\s+|\b(?<about>about|around|roughly|nearly|almost|approximately|some)\s+|(?<tilde>~)\s?)?` +
    String.raw`(?<number>(?<![\w.])[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])[-−]?\d+(?:\.\d+)?|\b(?:${Object.keys(
      WORDS,
    ).join('|')})\b)(?=(?:\s+(?<noun>[a-z]+)(?:\s+(?<second>[a-z]+))?)?)`,
  'gi',
);

/** Numbers and number words. `one` is left alone: it counts rarely. */
export function extractNumbers(text: string): Taken<NumberToken> {
  return take(text, PATTERN, match => {
    const { number, noun, second, bound, about, tilde } = match.groups!;
    const word = WORDS[number.toLocaleLowerCase('en-US')];
    return {
      text: match[0].trim(),
      ...(word === undefined
        ? parseNumber(number)
        : { value: word, tolerance: 0 }),
      approximate: Boolean(about ?? tilde),
      atLeast: Boolean(bound),
      ...(noun && {
        noun: `${noun} ${second ?? ''}`.trim().toLocaleLowerCase('en-US'),
      }),
    };
  });
}
