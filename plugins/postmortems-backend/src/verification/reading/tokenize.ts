import type { TextRange } from '@postmortems/backstage-plugin-postmortems-common';
import { nameKey } from '../nameKey';

/** A word, number or mark of a text. */
export type Token = TextRange & {
  /** The form that is compared: NFKC, lower case, ASCII digits. */
  key: string;
  /** As it is written. */
  text: string;
  kind: 'word' | 'mark' | 'quote' | 'foreign';
  /** A full stop or the like follows. */
  ends?: boolean;
};

const OPENING = /^[([{<*_]+/;
const CLOSING = /[)\]}>,;:.!?…*_]$/;
const QUOTED = /"([^"]*)"|“([^“”]*)”|„([^“”„]*)[“”]|«([^«»]*)»/g;
const READABLE = /^[\p{Script=Latin}\p{Nd}\p{P}\p{S}]*$/u;
const NUMBER_WITH_UNIT = /^([-+~]?\d[\d.,]*)(%|[a-zµ]+)$/;
/** Units that people write without a blank; `x` as in `4x`. */
const SHORT_UNITS = new Set(
  '% ms s sec secs min mins h hr hrs d b kb mb gb tb kib mib gib tib x rps qps'.split(
    ' ',
  ),
);

/**
 * Splits a text. Names that the evidence knows stay whole, as do identifiers with
 * digits; other words are split at hyphens.
 *
 * @param isName - whether a word with a hyphen is a name
 */
export function tokenize(
  text: string,
  isName: (key: string) => boolean,
): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(QUOTED)) {
    splitWords(text, end, match.index, isName, tokens);
    const words = match[1] ?? match[2] ?? match[3] ?? match[4];
    end = match.index + match[0].length;
    tokens.push({
      start: match.index,
      end,
      text: words,
      key: nameKey(words),
      kind: 'quote',
    });
  }
  splitWords(text, end, text.length, isName, tokens);
  return tokens;
}

function splitWords(
  text: string,
  from: number,
  to: number,
  isName: (key: string) => boolean,
  tokens: Token[],
): void {
  for (const match of text.slice(from, to).matchAll(/\S+/g)) {
    splitChunk(match[0], from + match.index, isName, tokens);
  }
}

function splitChunk(
  chunk: string,
  start: number,
  isName: (key: string) => boolean,
  tokens: Token[],
): void {
  let word = chunk;
  let at = start;
  const opening = OPENING.exec(word)?.[0];
  if (opening) {
    push(tokens, opening, at, 'mark');
    word = word.slice(opening.length);
    at += opening.length;
  }
  const closing: string[] = [];
  while (CLOSING.test(word)) {
    closing.unshift(word.at(-1)!);
    word = word.slice(0, -1);
  }
  if (word !== '') splitWord(word, at, isName, tokens);
  at += word.length;
  for (const mark of closing) {
    push(tokens, mark, at, 'mark');
    at += mark.length;
  }
}

function splitWord(
  word: string,
  at: number,
  isName: (key: string) => boolean,
  tokens: Token[],
): void {
  const possessive = /['’]s?$/.exec(word);
  if (possessive && possessive.index > 0) {
    splitWord(word.slice(0, possessive.index), at, isName, tokens);
    const token = push(tokens, possessive[0], at + possessive.index, 'word');
    token.key = "'s";
    return;
  }
  const key = keyOf(word);
  const unit = NUMBER_WITH_UNIT.exec(key);
  if (unit && SHORT_UNITS.has(unit[2]) && key.length === word.length) {
    push(tokens, word.slice(0, unit[1].length), at, 'word');
    push(tokens, word.slice(unit[1].length), at + unit[1].length, 'word');
    return;
  }
  const isPlainCompound =
    /^[a-z]+(?:-[a-z]+)+$|^\d+-[a-z]+$/.test(key) && key.length === word.length;
  if (isPlainCompound && !isName(key)) {
    for (const part of word.matchAll(/[^-]+/g)) {
      push(tokens, part[0], at + part.index, 'word');
    }
    return;
  }
  push(tokens, word, at, 'word');
}

function push(
  tokens: Token[],
  text: string,
  start: number,
  kind: Token['kind'],
): Token {
  const key = keyOf(text);
  const token: Token = {
    start,
    end: start + text.length,
    text,
    key,
    // Letters that only look like Latin ones make another name.
    kind: READABLE.test(key) ? kind : 'foreign',
  };
  tokens.push(token);
  return token;
}

function keyOf(text: string): string {
  const key = nameKey(text);
  if (/^[ -~]*$/.test(key)) return key;
  return key.replace(/\p{Nd}/gu, digit => {
    const code = digit.codePointAt(0)!;
    if (code < 128) return digit;
    // Digits of a script stand together, ten at a time, and begin at zero.
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) {
      zero -= 1;
    }
    return String(code - zero);
  });
}
