import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Deeper JSON is no message of an agent, and a danger to who reads it. */
const MAX_DEPTH = 50;

/** What JSON in a text says; any other value, and deeper JSON, as it is. */
export function parsedJson(
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value)) return value;
  if (isDeep(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Brackets within strings count as well: that makes a text of a message at worst. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const bracket of text.match(/[[\]{}]/g) ?? []) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}
