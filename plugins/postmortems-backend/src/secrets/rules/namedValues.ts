import { accepts } from '../accepts';
import { readName, type SecretName } from '../names';
import { readValue, type Value } from '../readValue';
import type { Rules, Span } from '../Span';
import {
  isPlaceholder,
  isReference,
  looksChosen,
  looksGenerated,
} from '../value';
import { findHeader } from './headers';
import { SENTENCE_WORDS } from '../words';

/** What names of secrets contain; what surrounds it is read by hand. */
const HINT =
  /pass|pwd|pswd|psw\b|(?:\b|_)pw\b|rootpw|bindpw|secret|token|key|auth|cookie|cred|bearer|sess(?:ion)?[_-]?id|_session|connect\.sid|\bpin\b|seed|phrase|totp|\botp\b|psk\b|masterauth|samlresponse|mnemonic|dockerc|_pat\b|\bpat\b|passwort|kennwort|contrase|senha|wachtwoord|heslo|has[lł]o|пароль|parola|l[öo]senord|lozinka|salasana|\bmdp\b/gi;
const NAME_CHARACTER = /[\w.$-]|\p{L}/u;
const LONGEST_SIDE = 64;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const REST_OF_NAME = /[\w$\p{L}-]{0,64}(?:\.[\w-]{1,40}){0,3}/uy;
/** Words before the last one of a name that is written apart: `API key`. */
const WORDS_BEFORE = /(?:[\w'-]{1,20} ){1,3}$/;

/** Between a name and its value. */
const ASSIGNMENT =
  /(?:\\{0,8}["'`]|\*{1,2}|_{1,2}|~|\]|\)|”){0,2}[ \t\xa0]{0,20}(?:\([^)\n]{0,40}\)[ \t\xa0]{0,4})?(?:<-|:=|=>|={1,3}|\?=|->|→|⇒|:{1,2}(?!\/\/)|：|%3D)(?:\*{1,2}(?![\w*])|_{1,2}(?!\w))?[ \t\xa0]{0,40}/y;
/** `arn:aws:secretsmanager:eu-west-1:123456789012:secret`, which a name follows. */
const ARN_BEFORE = /\barn:[\w:-]{0,100}$/;
/** `using RSA key 24CC…` names the key by its fingerprint. */
const OF_FINGERPRINT = /\b(?:rsa|dsa|ecdsa|eddsa|gpg|pgp|public|ssh) $/i;
/** The value stands in a field of its own: `name: X, value: Y`. */
const VALUE_FIELD =
  /\\{0,8}["'`]?,?(?:\s|\\+n|[+-](?=\s)){0,40}\\{0,8}["'`]?(?:value|val|secretvalue|content|data)\\{0,8}["'`]?\s{0,4}[:=]\s{0,4}/iy;
const LINE_BREAK = /(?:\r?\n|\\+n)[ \t>+-]{0,40}/y;
const ARGUMENT = /(?:\\{0,8}["'],|\(|,)[ \t]{0,4}(?=\\{0,8}["'])/y;
const XML = /(?:[ \t][^<>\n]{0,80})?>(?:<!\[CDATA\[)?(?!<)/y;
const CELL = /(?:\*\*|`|["'])?[ \t]{0,20}\|[ \t]{0,20}/y;
const SPACE = /[ \t]{1,8}/y;
/** `set REDIS_PASS to X`, `the root password (X)`. */
const WORD =
  /[ \t]+(?:to|as|is|was|with|now)[ \t]+|[ \t]{0,2}\((?=[^\s()]{4,200}\))/y;

function* findNamedValues(text: string): Iterable<Span | undefined> {
  // Others may use the pattern while this pauses
  const after = (place: number) => {
    HINT.lastIndex = place;
    return HINT.exec(text);
  };
  for (let hint = after(0), next = 0; hint; hint = after(next)) {
    next = hint.index + hint[0].length;
    let start = hint.index;
    const earliest = start - LONGEST_SIDE;
    while (
      start > 0 &&
      start > earliest &&
      NAME_CHARACTER.test(text[start - 1])
    ) {
      start -= 1;
    }
    REST_OF_NAME.lastIndex = next;
    REST_OF_NAME.exec(text);
    let end = REST_OF_NAME.lastIndex;
    const found = findAfterName(text, start, end);
    yield found;
    if (found) end = Math.max(end, found.end);
    // `keyboard` holds no other name, but `pass` may begin one in `-pass=key`
    next = Math.max(end, next);
  }
}

function findAfterName(
  text: string,
  start: number,
  end: number,
): Span | undefined {
  const own = text
    .slice(start, end)
    .replace(/^[.-]+(?!docker|aspx)|[.$-]+$/gi, '');
  const isFlag =
    text[start] === '-' &&
    /(?:^|[\s"'`=([,])$/.test(text.slice(Math.max(0, start - 1), start));
  const words = WORDS_BEFORE.exec(
    text.slice(Math.max(0, start - 64), start),
  )?.[0];
  if (/^key$/i.test(own) && OF_FINGERPRINT.test(words ?? '')) return undefined;
  const name =
    (words && !isFlag && !/^pass$|^pw$/i.test(own) && readName(words + own)) ||
    readName(own);
  if (!name) return undefined;
  return (
    findAssigned(text, end, own, name) ??
    findElsewhere(text, start, end, name, isFlag)
  );
}

function findAssigned(
  text: string,
  end: number,
  own: string,
  name: SecretName,
): Span | undefined {
  ASSIGNMENT.lastIndex = end;
  if (!ASSIGNMENT.test(text)) return undefined;
  const at = ASSIGNMENT.lastIndex;
  const header = findHeader(text, at, own);
  if (header) return header;
  const separator = text.slice(end, at);
  if (ARN_BEFORE.test(text.slice(Math.max(0, end - 120), end)))
    return undefined;
  LINE_BREAK.lastIndex = at;
  const brokenOff = LINE_BREAK.test(text);
  const value = readValue(text, brokenOff ? LINE_BREAK.lastIndex : at);
  if (!value) return undefined;
  const isCalm = brokenOff && !value.isQuoted;
  if (isCalm && (text[value.end] === ':' || !looksChosen(value.text))) {
    return undefined;
  }
  // Another name, not a value: `password: user: …`
  if (
    !value.isQuoted &&
    /^\s*:\s/.test(text.slice(value.end, value.end + 3)) &&
    brokenOff
  ) {
    return undefined;
  }
  const phrase =
    /phrase/i.test(text.slice(Math.max(0, end - 6), end)) && !value.isQuoted
      ? phraseAt(text, value.start)
      : undefined;
  if (phrase) return { ...phrase, kind: name.kind };
  return accepts(value, name, separator.includes('=') || !value.wordsFollow)
    ? toSpan(value, name)
    : undefined;
}

/** Four or more plain words that go on to the end of a sentence. */
const PHRASE =
  /(?:[a-z]{3,12}[ \t-]{1,3}){3,23}[a-z]{3,12}(?=[\s.,;"'`)\\]|$)/iy;

function phraseAt(text: string, start: number) {
  PHRASE.lastIndex = start;
  const phrase = PHRASE.exec(text)?.[0];
  return phrase && !SENTENCE_WORDS.test(phrase)
    ? { start, end: start + phrase.length }
    : undefined;
}

/** After a flag, in a tag, a table, an argument or a field of its own. */
function findElsewhere(
  text: string,
  start: number,
  end: number,
  name: SecretName,
  isFlag: boolean,
): Span | undefined {
  const after = (separator: RegExp): Value | undefined => {
    separator.lastIndex = end;
    return separator.test(text)
      ? readValue(text, separator.lastIndex)
      : undefined;
  };
  const field = after(VALUE_FIELD);
  if (field && accepts(field, name, true)) return toSpan(field, name);
  const opened =
    text[start - 1] === '<' ||
    (text[start - 1] === ':' &&
      text.slice(Math.max(0, start - 30), start).includes('<'));
  const inTag = opened ? after(XML) : undefined;
  if (
    inTag &&
    /^\s*(?:<\/|\]\]>)/.test(text.slice(inTag.end, inTag.end + 4)) &&
    accepts(inTag, name, true)
  )
    return toSpan(inTag, name);
  const argument = after(ARGUMENT);
  const isKey =
    argument && /^.\s{0,4}:/.test(text.slice(argument.end, argument.end + 6));
  if (argument?.isQuoted && !isKey && accepts(argument, name, true)) {
    return toSpan(argument, name);
  }
  const cell = after(CELL);
  if (cell && looksChosen(cell.text) && accepts(cell, name, true)) {
    return toSpan(cell, name);
  }
  const told = after(WORD);
  if (told && isMixed(told.text, name, true)) return toSpan(told, name);
  const spaced = after(SPACE);
  if (!spaced || spaced.text.startsWith('-')) return undefined;
  if (isFlag) {
    return accepts({ ...spaced, wordsFollow: false }, name, true)
      ? toSpan(spaced, name)
      : undefined;
  }
  const lineBefore = text.slice(Math.max(0, start - 120), start);
  const isNetrc = /\blogin[ \t\n]+\S+[ \t\n]+(?:account[ \t]+\S+[ \t]+)?$/.test(
    lineBefore,
  );
  const isSql =
    spaced.isQuoted && text.slice(end, spaced.start).trim() !== '**';
  if (
    (isNetrc || isSql) &&
    name.strength === 'strong' &&
    !/\s/.test(spaced.text) &&
    accepts({ ...spaced, wordsFollow: false }, name, true)
  ) {
    return toSpan(spaced, name);
  }
  const { text: value } = spaced;
  if (name.kind === 'PIN' && accepts(spaced, name, false)) {
    return toSpan(spaced, name);
  }
  return isMixed(value, name, isConstant(text.slice(start, end)))
    ? toSpan(spaced, name)
    : undefined;
}

/** `HEROKU_API_KEY` names a value, `API key` may be what a sentence is about. */
function isConstant(name: string): boolean {
  return /^[A-Z0-9]+(?:_[A-Z0-9]+)+$/.test(name);
}

/** Without a separator: `password Winter2024!`, but not `token RFC6750`. */
function isMixed(
  value: string,
  { kind }: SecretName,
  isTold: boolean,
): boolean {
  if (isPlaceholder(value) || isReference(value)) return false;
  if (kind === 'password' || kind === 'passcode') {
    return (
      looksChosen(value) &&
      /\d/.test(value) &&
      /[a-z]/i.test(value) &&
      !/^[A-Z]+-?\d+$|^[0-9a-f]{7,64}$|[/:()[\]]|^\w+-[\w-]+$/.test(value)
    );
  }
  if (UUID.test(value)) return isTold;
  return (
    value.length >= 16 &&
    looksGenerated(value) &&
    !/^[\w.]+[-_][\w.-]*$|[/:]/.test(value)
  );
}

function toSpan(value: Value, { kind }: SecretName): Span {
  return { start: value.start, end: value.end, kind };
}

/** Values by their names: in code, YAML, JSON, headers, flags and tables. */
export const namedValues: Rules = { find: findNamedValues, literals: [] };
