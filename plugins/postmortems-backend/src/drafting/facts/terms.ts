import { remembered } from '../../platform/text/remembered';
import { nameKey } from '../../verification';
import { wordsOf } from '../salience/words';

/** Words shorter than this say nothing by themselves. */
const MIN_WORD = 3;
/** Characters of a text that are looked at. */
const MAX_LENGTH = 2000;
/** Names as programs and trackers write them: versions, tickets, services with a dash. */
const IDENTIFIER = /[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)+/gu;
const EMPTY = new Set(
  'the and for with from was were are has had not but they their this that when will now then than its into out who what which one two again some any all our your can you over more less new'
    .split(' ')
    .concat(['incident', 'report', 'service', 'component', 'default', 'per'])
    .concat(['set', 'day', 'hour', 'minute', 'second', 'total', 'count'])
    .concat(['api', 'web', 'app', 'server', 'backend', 'frontend'])
    .flatMap(wordsOf),
);

/** Between the tokens of a text, of which some are names. */
const GAP = /[^\p{L}\p{N}._-]+/u;

/** Reads the terms of a text: names as they stand, and words without inflection. */
export type ReadTerms = (text: string, ofNames?: boolean) => Set<string>;

/** Reads the terms of texts; a token that comes again is looked up. */
export function termReader(): ReadTerms {
  const tokenOf = remembered(readToken);
  return (text, ofNames = false) => {
    const terms = new Set<string>();
    for (const token of text.slice(0, MAX_LENGTH).split(GAP)) {
      const read = tokenOf(token);
      for (const name of read.names) terms.add(name);
      // The words of a name only on request: `track-api` is not about `label-api`
      for (const word of ofNames ? read.words : read.free) terms.add(word);
    }
    return terms;
  };
}

type Token = {
  names: readonly string[];
  /** Words, and those that are no part of a name. */
  words: readonly string[];
  free: readonly string[];
};

function readToken(token: string): Token {
  // An alert names a status code as part of a word: `Partner502Ratio`
  const split = token.replace(/(\p{L}{3,})(\d{3,})/gu, '$1 $2');
  const key = nameKey(split);
  const wordsIn = (text: string) =>
    wordsOf(text).filter(word => word.length >= MIN_WORD && !EMPTY.has(word));
  return {
    names: key.match(IDENTIFIER) ?? [],
    words: wordsIn(split),
    free: wordsIn(split.replace(IDENTIFIER, ' ')),
  };
}
