import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * Values up to this size are cut only when no larger ones are left, in bytes of
 * JSON.
 */
const SMALLEST_LIMIT = 64;

/**
 * Largest strings and arrays, and largest inner objects, in bytes of UTF-8
 * JSON.
 */
type Limits = { text: number; object: number };

/**
 * A value with its size, so that limits can be tried without building a result.
 */
type Sized = { value: JsonValue; bytes: number } & (
  | { type: 'scalar' | 'string' }
  | { type: 'array'; items: Sized[] }
  | { type: 'object'; members: [key: string, keyBytes: number, item: Sized][] }
);

/**
 * Cuts a payload so that its JSON has at most `maxBytes` bytes of UTF-8. The
 * longest strings and arrays are shortened first, all to the same length, at
 * the end; only when that is not enough are members of objects left out, of
 * those inside first. The result depends on nothing but the payload's content,
 * not even on the order of its keys.
 */
export function cutPayload(payload: JsonObject, maxBytes: number): JsonObject {
  const root = measure(payload);
  if (root.bytes <= maxBytes || root.type !== 'object') return payload;

  const fits = (limits: Limits) => sizeOf(root, limits, true) <= maxBytes;
  const text = largest(maxBytes, limit =>
    fits({ text: limit, object: Infinity }),
  );
  if (text !== undefined) {
    return cut(root, { text, object: Infinity }, maxBytes, true) as JsonObject;
  }
  const object = largest(maxBytes, limit =>
    fits({ text: SMALLEST_LIMIT, object: limit }),
  );
  const limits = { text: SMALLEST_LIMIT, object: object ?? SMALLEST_LIMIT };
  return cut(root, limits, maxBytes, true) as JsonObject;
}

/** The largest limit that fits, if any does. */
function largest(
  most: number,
  fits: (limit: number) => boolean,
): number | undefined {
  if (!fits(SMALLEST_LIMIT)) return undefined;
  let low = SMALLEST_LIMIT;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function measure(value: JsonValue): Sized {
  if (typeof value === 'string') {
    return { type: 'string', value, bytes: jsonBytes(value) };
  }
  if (Array.isArray(value)) {
    const items = value.map(measure);
    const bytes = items.reduce((sum, item) => sum + item.bytes + 1, 1);
    return { type: 'array', value, items, bytes: Math.max(2, bytes) };
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.keys(value)
      .filter(key => value[key] !== undefined)
      .sort()
      .map((key): [string, number, Sized] => [
        key,
        jsonBytes(key) + 1,
        measure(value[key]),
      ]);
    const bytes = members.reduce(
      (sum, [, keyBytes, item]) => sum + keyBytes + item.bytes + 1,
      1,
    );
    return { type: 'object', value, members, bytes: Math.max(2, bytes) };
  }
  return { type: 'scalar', value, bytes: jsonBytes(value) };
}

function jsonBytes(value: JsonValue): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

/** An upper bound of the size after cutting. */
function sizeOf(sized: Sized, limits: Limits, isRoot: boolean): number {
  switch (sized.type) {
    case 'string':
      return Math.min(sized.bytes, limits.text);
    case 'array': {
      let bytes = 1;
      for (const item of sized.items) {
        const next = bytes + sizeOf(item, limits, false) + 1;
        if (next > limits.text) break;
        bytes = next;
      }
      return Math.max(2, bytes);
    }
    case 'object': {
      const limit = isRoot ? Infinity : limits.object;
      let bytes = 1;
      for (const [, keyBytes, item] of sized.members) {
        const next = bytes + keyBytes + sizeOf(item, limits, false) + 1;
        if (next <= limit) bytes = next;
      }
      return Math.max(2, bytes);
    }
    default:
      return sized.bytes;
  }
}

function cut(
  sized: Sized,
  limits: Limits,
  maxBytes: number,
  isRoot: boolean,
): JsonValue {
  switch (sized.type) {
    case 'string':
      return sized.bytes <= limits.text
        ? sized.value
        : cutString(sized.value as string, limits.text);
    case 'array': {
      const items: JsonValue[] = [];
      let bytes = 1;
      for (const item of sized.items) {
        bytes += sizeOf(item, limits, false) + 1;
        if (bytes > limits.text) break;
        items.push(cut(item, limits, maxBytes, false));
      }
      return items;
    }
    case 'object': {
      const limit = isRoot ? maxBytes : limits.object;
      const members: [string, JsonValue][] = [];
      let bytes = 1;
      for (const [key, keyBytes, item] of sized.members) {
        const next = bytes + keyBytes + sizeOf(item, limits, false) + 1;
        if (next > limit) continue;
        bytes = next;
        members.push([key, cut(item, limits, maxBytes, false)]);
      }
      return Object.fromEntries(members);
    }
    default:
      return sized.value;
  }
}

/**
 * The longest beginning, in whole characters, whose JSON has at most `maxBytes`
 * bytes.
 */
function cutString(text: string, maxBytes: number): string {
  let bytes = 2;
  let end = 0;
  for (const character of text) {
    bytes += jsonBytes(character) - 2;
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}
