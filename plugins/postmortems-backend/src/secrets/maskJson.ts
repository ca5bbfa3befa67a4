import type { Kind } from './kinds';
import type { JsonValue } from '@postmortems/backstage-plugin-postmortems-common';
import { accepts } from './accepts';
import { atOnce, type Steps } from '../platform/Turns';
import { isHarmless, maskText, maskTextInSteps } from './maskText';
import { readName, type SecretName } from './names';
import { marker } from './Span';
import { isPlaceholder } from './value';

/** Fields that name what a neighbouring field holds. */
const NAME_FIELDS = [
  'name',
  'key',
  'field',
  'header',
  'label',
  'id',
  'Name',
  'title',
  'Key',
  'k',
  'attribute',
  'property',
  'variable',
  'parameter',
];
const VALUE_FIELDS = new Set([
  'value',
  'val',
  'v',
  'Value',
  'content',
  'data',
  'stringValue',
  'text',
  'secretValue',
]);
/** What an object under a secret's name holds beside the secret. */
const INNER_VALUE_FIELDS = new Set([
  ...VALUE_FIELDS,
  'plaintext',
  'current',
  'previous',
  'oldValue',
  'newValue',
  'fromString',
  'toString',
  'old',
  'new',
  'from',
  'to',
  'before',
  'after',
  'default',
  'raw',
  'stringValue',
  'S',
]);

/** A text that only announces the one after it: `the password is`, `--token`. */
const ANNOUNCEMENT =
  /(?:^--?[\w-]{1,60}$|(?:[:=]|->|→|\b(?:is|was|to|header|H)|^-H|^-e)\s{0,4}["'`]?$|^[\w.-]{1,60}:?$)/i;
/** The fields in which rich texts keep their pieces. */
const TEXT_FIELDS = ['text', 'content', 'value', 'plain_text'];
const SECRET_OPTIONS = new Set(['-p', '-a', '-w', '-P', '-u', '--user']);
const BEGINS_KEY =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?![\s\S]*-----END)/;
const ENDS_KEY = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY/;

/**
 * Nothing of the product is nested so deep; what is deeper is refused by every
 * route and stays as it is here.
 */
const MAX_DEPTH = 200;

/**
 * The value with every secret masked: in texts and keys, under the name of a
 * secret, and in the next element of an array when the one before announces it.
 * What holds none is returned as it is.
 */
export function maskJson<T>(value: T): T {
  return atOnce(maskInSteps(value));
}

/** As {@link maskJson}. */
export function* maskInSteps<T>(value: T): Steps<T> {
  return (yield* maskValue(value as JsonValue, 0)) as T;
}

function* maskValue(value: JsonValue, depth: number): Steps<JsonValue> {
  if (typeof value === 'string') return yield* maskTextInSteps(value);
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return value;
  }
  return yield* Array.isArray(value)
    ? maskItems(value, depth + 1)
    : maskMembers(value, depth + 1);
}

function* maskMembers(
  members: { [key: string]: JsonValue },
  depth: number,
): Steps<JsonValue> {
  const entries = Object.entries(members);
  const named = nameBeside(members);
  const isManifest = members.kind === 'Secret';
  let changed = false;
  const masked: [string, JsonValue][] = [];
  for (const [key, value] of entries) {
    const maskedKey = maskText(key);
    const name =
      readName(key) ??
      (INNER_VALUE_FIELDS.has(key) ? named : undefined) ??
      (Array.isArray(value) ? readPlural(key) : undefined);
    let maskedValue = value;
    if (name) maskedValue = yield* maskNamed(value, name, depth);
    else if (typeof value !== 'string' || !isHarmless(value)) {
      maskedValue = yield* maskValue(value, depth);
    }
    if (isManifest && (key === 'data' || key === 'stringData')) {
      maskedValue = maskAll(value, 'Kubernetes secret', depth);
    }
    if (maskedKey !== key || maskedValue !== value) changed = true;
    masked.push([maskedKey, maskedValue]);
    yield;
  }
  return changed ? Object.fromEntries(withDistinctKeys(masked)) : members;
}

/** Keys that only differed in their secrets stay apart. */
function withDistinctKeys(members: [string, JsonValue][]) {
  const uses = new Map<string, number>();
  return members.map(([key, value]): [string, JsonValue] => {
    const count = (uses.get(key) ?? 0) + 1;
    uses.set(key, count);
    return [count > 1 ? `${key} (${count})` : key, value];
  });
}

/** `passwords` names several of them. */
function readPlural(key: string): SecretName | undefined {
  return key.endsWith('s') ? readName(key.slice(0, -1)) : undefined;
}

/** The secret that `{ name: 'DB_PASSWORD', value: … }` names. */
function nameBeside(members: { [key: string]: JsonValue }) {
  for (const field of NAME_FIELDS) {
    const name = Object.hasOwn(members, field) ? members[field] : undefined;
    const read = typeof name === 'string' ? readName(name) : undefined;
    if (read) return read;
  }
  return undefined;
}

function* maskNamed(
  value: JsonValue,
  name: SecretName,
  depth: number,
): Steps<JsonValue> {
  if (typeof value === 'string') {
    const masked = yield* maskTextInSteps(value);
    // What is left of `Bearer …` needs no second look
    if (masked !== value && name.kind === 'credentials') return masked;
    return acceptsAlone(value, name) ? marker(name.kind) : masked;
  }
  if (typeof value === 'number') {
    return acceptsAlone(String(value), name) &&
      name.strength === 'strong' &&
      name.kind !== 'token'
      ? marker(name.kind)
      : value;
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return value;
  }
  if (Array.isArray(value)) {
    const masked: JsonValue[] = [];
    for (const item of value) {
      masked.push(yield* maskNamed(item, name, depth + 1));
      yield;
    }
    return masked.some((item, index) => item !== value[index]) ? masked : value;
  }
  const inside = (yield* maskMembers(value, depth + 1)) as {
    [key: string]: JsonValue;
  };
  if (name.strength === 'weak') return inside;
  let changed = false;
  const masked: [string, JsonValue][] = [];
  for (const [key, item] of Object.entries(inside)) {
    const next = INNER_VALUE_FIELDS.has(key)
      ? yield* maskNamed(item, name, depth + 1)
      : item;
    if (next !== item) changed = true;
    masked.push([key, next]);
  }
  return changed ? Object.fromEntries(masked) : inside;
}

function acceptsAlone(text: string, name: SecretName): boolean {
  const value = { text, isQuoted: true, wordsFollow: false };
  // A header's value without a scheme that is known
  if (
    name.strength === 'strong' &&
    (name.kind === 'credentials' || name.kind === 'cookie')
  ) {
    return (
      text.length >= 6 &&
      !isPlaceholder(text) &&
      (/[=:]/.test(text) || /\d/.test(text))
    );
  }
  return accepts(value, name, true);
}

function maskAll(value: JsonValue, kind: Kind, depth: number): JsonValue {
  if (typeof value === 'string') {
    return value === '' || isPlaceholder(value) ? value : marker(kind);
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => maskAll(item, kind, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      maskAll(item, kind, depth + 1),
    ]),
  );
}

function* maskItems(items: JsonValue[], depth: number): Steps<JsonValue[]> {
  let changed = false;
  let insideKey = false;
  let announced: string | undefined;
  const masked: JsonValue[] = [];
  for (const [index, item] of items.entries()) {
    yield;
    const text = textOf(item);
    if (text === undefined) {
      announced = undefined;
      const next =
        (yield* maskPair(item, depth)) ?? (yield* maskValue(item, depth));
      if (next !== item) changed = true;
      masked.push(next);
      continue;
    }
    let next = yield* maskValue(item, depth);
    if (insideKey) {
      insideKey = !ENDS_KEY.test(text);
      next = withText(next, marker('private key'));
    } else if (BEGINS_KEY.test(text)) {
      insideKey = items
        .slice(index + 1, index + 400)
        .some(other => ENDS_KEY.test(textOf(other) ?? ''));
    } else if (announced !== undefined && next === item) {
      next = yield* maskAnnounced(item, text, announced);
    }
    announced =
      ANNOUNCEMENT.test(text.slice(-80).trimEnd() || text) ||
      SECRET_OPTIONS.has(text)
        ? joined(announced, text)
        : undefined;
    if (next !== item) changed = true;
    masked.push(next);
  }
  return changed ? masked : items;
}

/** The words before a piece of a rich text may begin in the piece before. */
function joined(announced: string | undefined, text: string): string {
  const space =
    announced && /\S$/.test(announced) && /^\S/.test(text) ? ' ' : '';
  return `${announced ?? ''}${space}${text}`.slice(-160);
}

/** `["password", "X"]`, as headers and rows are often kept. */
function* maskPair(
  item: JsonValue,
  depth: number,
): Steps<JsonValue | undefined> {
  if (
    !Array.isArray(item) ||
    item.length !== 2 ||
    typeof item[0] !== 'string'
  ) {
    return undefined;
  }
  const name = readName(item[0]);
  if (!name) return undefined;
  const [before, value] = item;
  const masked = [maskText(before), yield* maskNamed(value, name, depth + 1)];
  return masked[0] === before && masked[1] === value ? item : masked;
}

/** What the text before announces, as if both were one. */
function* maskAnnounced(
  item: JsonValue,
  text: string,
  announced: string,
): Steps<JsonValue> {
  const before = `${announced}${separatorAfter(announced)}`;
  // In quotation marks: it stands apart, as code does
  for (const mark of ['', '`']) {
    const start = `${before}${mark}`;
    const masked = yield* maskTextInSteps(`${start}${text}${mark}`);
    if (masked.startsWith(start) && masked !== `${start}${text}${mark}`) {
      return withText(
        item,
        masked.slice(start.length, masked.length - mark.length),
      );
    }
  }
  return item;
}

/** What would stand between an announcement and its value in one text. */
function separatorAfter(announced: string): string {
  if (/[\s:=>"'`]$/.test(announced)) return '';
  const isFlag = /(?:^|\s)-/.test(announced);
  return isFlag || /\s/.test(announced) ? ' ' : ': ';
}

function textOf(item: JsonValue): string | undefined {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return undefined;
  for (const field of TEXT_FIELDS) {
    const text = item[field];
    if (typeof text === 'string') return text;
  }
  return undefined;
}

function withText(item: JsonValue, text: string): JsonValue {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return text;
  const field = TEXT_FIELDS.find(name => typeof item[name] === 'string')!;
  return { ...item, [field]: text };
}
