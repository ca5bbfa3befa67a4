import {
  erasedText,
  type Erased,
  type JsonObject,
  type JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Mentions } from './Mentions';

/** Where chats and their webhooks say who wrote a message. */
const AUTHORS = [
  'author',
  'user',
  'user_id',
  'user_name',
  'username',
  'sender',
  'from',
];
/** Where they have its words. */
const TEXTS = ['text', 'message', 'body', 'content'];
/** Kinds that machines write, whoever is named in them. */
const NO_MESSAGES: ReadonlySet<unknown> = new Set([
  'metric',
  'alert',
  'log',
  'event',
  'deployment',
  'rollback',
  'config_change',
  'step',
]);
/** What is no words of the author, and stays. */
const KEPT: ReadonlySet<string> = new Set([
  'kind',
  'type',
  'channel',
  'threadId',
  'thread_ts',
  'ts',
  'id',
]);

/** Whether a person wrote it, by one of the names. */
export function isOwnMessage(object: JsonObject, names: Mentions): boolean {
  return (
    !NO_MESSAGES.has(object.kind) &&
    TEXTS.some(key => typeof object[key] === 'string') &&
    AUTHORS.some(key => isNamed(object[key], names))
  );
}

function isNamed(value: JsonValue | undefined, names: Mentions): boolean {
  if (typeof value === 'string') return names.isName(value);
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).some(
      one => typeof one === 'string' && names.isName(one),
    )
  );
}

/** That there was a message, where and when. */
export function withoutMessage(
  object: JsonObject,
  erased: Erased,
  names: Mentions,
): JsonObject {
  const left = Object.entries(object).flatMap(
    ([key, value]): [string, JsonValue][] => {
      if (AUTHORS.includes(key)) {
        const isObject = typeof value === 'object';
        return [[key, isObject ? { name: '[erased]' } : '[erased]']];
      }
      if (TEXTS.includes(key)) return [[key, erasedText(erased)]];
      const stays =
        typeof value === 'number' ||
        typeof value === 'boolean' ||
        (typeof value === 'string' && KEPT.has(key) && !names.isIn(value));
      return stays ? [[key, value]] : [];
    },
  );
  return { ...Object.fromEntries(left), erased: { ...erased } };
}

/** All that is said in a payload, but not where and by whom. */
export function* textsOf(value: JsonValue): Iterable<string> {
  if (typeof value === 'string') {
    yield value;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* textsOf(item);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!KEPT.has(key) && !AUTHORS.includes(key)) yield* textsOf(item);
    }
  }
}

export function forEachObject(
  value: JsonValue,
  see: (object: JsonObject) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) see(value);
  for (const item of Object.values(value)) forEachObject(item, see);
}
