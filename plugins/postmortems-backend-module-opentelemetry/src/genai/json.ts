import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';

/** What JSON in a text says; any other value as it is. */
export function parsedJson(
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : undefined;
}
