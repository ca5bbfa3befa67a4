import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import { toStorable } from '../platform/database';

/** Longest name, handle, channel, version or other short field, in characters. */
const MAX_NAME = 256;
/** Longest value of a label, in characters. */
const MAX_LABEL = 1024;
/** As the schema of a node has them, in characters. */
const METADATA = { service: 256, region: 100, correlationId: 256 };
const MAX_URL = 2048;

/** Fields that name an actor, whatever the kind of payload. */
const ACTORS = ['author', 'user', 'actor', 'committer'];
const CHANGE = [
  'name',
  'version',
  'previousVersion',
  'environment',
  'status',
  'commit',
];
/** Fields that are names by the kind of payload; in other kinds they may be text. */
const NAMES_OF_KIND = new Map([
  ['message', ['channel', 'threadId']],
  ['metric', ['metric', 'unit']],
  ['alert', ['alertName', 'severity']],
  ['log', ['level']],
  ['event', ['reason']],
  ['deployment', CHANGE],
  ['rollback', CHANGE],
  ['config_change', CHANGE],
]);

/**
 * Cuts the names and labels of a payload that are longer than any is. Whatever
 * reads evidence looks names up, compares and prints them, and need not be ready
 * for a name of a megabyte. Text is left to the limit of the payload. What needs
 * no cut is returned as it is.
 */
export function boundPayload(payload: JsonObject): JsonObject {
  const names = NAMES_OF_KIND.get(String(payload.kind)) ?? [];
  const cut = [...ACTORS, ...names]
    .filter(name => Object.hasOwn(payload, name))
    .map((name): [string, JsonValue] => [name, boundName(payload[name])])
    .filter(([name, value]) => value !== payload[name]);
  const { labels } = payload;
  if (isObject(labels) && hasLongLabel(labels)) {
    cut.push(['labels', boundLabels(labels)]);
  }
  return cut.length > 0 ? { ...payload, ...Object.fromEntries(cut) } : payload;
}

/** As {@link boundPayload}, for the metadata and the address of a sent node; with text that can be stored. */
export function boundNode(sent: object): object {
  const { metadata, sourceUrl } = sent as Record<string, unknown>;
  const bounded = isObject(metadata)
    ? Object.entries(METADATA).flatMap(([name, max]) => {
        const text = metadata[name];
        const kept =
          typeof text === 'string' ? cutText(toStorable(text), max) : text;
        return kept === text ? [] : [[name, kept]];
      })
    : [];
  // A part of an address leads elsewhere
  const isLongUrl = typeof sourceUrl === 'string' && sourceUrl.length > MAX_URL;
  if (bounded.length === 0 && !isLongUrl) return sent;
  return {
    ...sent,
    ...(bounded.length > 0 && {
      metadata: { ...(metadata as JsonObject), ...Object.fromEntries(bounded) },
    }),
    ...(isLongUrl && { sourceUrl: undefined }),
  };
}

/** At most so many characters, without half of a surrogate pair at the end. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const isHalf = /[\uD800-\uDBFF]/.test(text[max - 1]);
  return text.slice(0, isHalf ? max - 1 : max);
}

/** A name, or an object of names such as an author. */
function boundName(value: JsonValue): JsonValue {
  if (typeof value === 'string') return cutText(value, MAX_NAME);
  if (!isObject(value)) return value;
  const cut = Object.entries(value).filter(
    ([, one]) => typeof one === 'string' && one.length > MAX_NAME,
  );
  return cut.length > 0
    ? {
        ...value,
        ...Object.fromEntries(
          cut.map(([name, one]) => [name, cutText(String(one), MAX_NAME)]),
        ),
      }
    : value;
}

function hasLongLabel(labels: JsonObject): boolean {
  return Object.entries(labels).some(
    ([name, value]) =>
      name.length > MAX_NAME ||
      (typeof value === 'string' && value.length > MAX_LABEL),
  );
}

function boundLabels(labels: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(labels).map(([name, value]) => [
      cutText(name, MAX_NAME),
      typeof value === 'string' ? cutText(value, MAX_LABEL) : value,
    ]),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
