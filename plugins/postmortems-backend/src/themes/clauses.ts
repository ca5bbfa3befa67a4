import { type ServiceNames, type Word } from './serviceNames';

/** Words of a clause; longer ones are cut, so that the work per clause is bounded. */
export const MAX_CLAUSE_WORDS = 60;

/** Words, and the punctuation that ends a clause. */
const TOKEN =
  /\d{1,3}(?:,\d{3})+|[\p{L}\p{M}\p{N}_@#$%/.:'’`~+&=*<>-]+|[,;!?()[\]{}“”"„«»|…–—\n]/gu;
const PUNCTUATION = /^[,;!?()[\]{}“”"„«»|…–—\n]$/;
/** Punctuation that ends a sentence, or stands around a quotation. */
const SENTENCE = /^[;!?“”"„«»|\n]$/;
/** Words that begin a clause of their own. */
const CONJUNCTION = new Set(
  'but although though however whereas while because until'.split(' '),
);
/** Words after `and` that begin a clause of their own. */
const SUBJECT = new Set(
  'found it there then so was were is had did we nobody no not'.split(' '),
);
/** Characters of a word that are looked at. */
const MAX_TOKEN = 200;

/**
 * The clauses of a text, each as its words in lower case with one blank between them, and with `_` in the place of names. What is
 * denied in one clause is not denied in the next.
 */
export function clausesOf(text: string, names: ServiceNames): string[] {
  const tokens = tokensOf(text);
  const clauses: string[] = [];
  let words: string[] = [];
  const end = () => {
    if (words.length > 0) clauses.push(words.join(' '));
    words = [];
  };
  for (let at = 0; at < tokens.length; at++) {
    const name = names.find(tokens, at);
    const found = name ? [name.as] : wordsOf(tokens[at].text);
    if (beginsClause(tokens, at, words)) end();
    for (const word of found) {
      if (words.length >= MAX_CLAUSE_WORDS) end();
      words.push(word);
    }
    at += (name?.length ?? 1) - 1;
    if (tokens[at].endsClause) end();
  }
  end();
  return clauses;
}

function tokensOf(text: string): Word[] {
  const tokens: Word[] = [];
  let startsSentence = true;
  for (const [match] of text.matchAll(TOKEN)) {
    const token = match.slice(0, MAX_TOKEN);
    const last = tokens.at(-1);
    if (PUNCTUATION.test(token)) {
      if (last) last.endsClause = true;
      startsSentence ||= SENTENCE.test(token);
      continue;
    }
    const { core, ended } = trimmed(token);
    if (core === '') {
      // A dash between blanks
      if (last) last.endsClause = true;
      continue;
    }
    tokens.push({ text: core, startsSentence, endsClause: ended });
    startsSentence = ended;
  }
  return tokens;
}

function trimmed(token: string): { core: string; ended: boolean } {
  const core = token
    .replace(/^[-.:'’*~<>=+&]+/, '')
    .replace(/[-.:'’*~<>=+&]+$/, '');
  return { core, ended: /[.:]['’*]*$/.test(token) };
}

function beginsClause(
  tokens: readonly Word[],
  at: number,
  words: readonly string[],
): boolean {
  const word = tokens[at].text.toLocaleLowerCase('en-US');
  if (word === 'and') {
    const next = tokens[at + 1]?.text.toLocaleLowerCase('en-US');
    return next !== undefined && SUBJECT.has(next);
  }
  return (
    CONJUNCTION.has(word) && !(word === 'because' && words.at(-1) === 'not')
  );
}

/** `java.lang.OutOfMemoryError`, `wasn’t` and `on-call` in the words that they are made of. */
function wordsOf(text: string): string[] {
  return text
    .replace(/^(?:\p{Ll}\w*\.)+(?=\p{Lu})/u, '')
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu}\p{Ll})/gu, ' ')
    .replace(/([\p{Ll}])(DNS|DB|SQL)$/u, '$1 $2')
    .toLocaleLowerCase('en-US')
    .replace(/’/g, "'")
    .replace(/^can(?:'t|not)$/, 'can not')
    .replace(/n't$/, ' not')
    .replace(/'s?$/, '')
    .split(/[-/\s`_]+/)
    .filter(word => word !== '');
}
