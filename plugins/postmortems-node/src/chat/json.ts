/** Parts of JSON that others wrote, in which any field may be of any type. @public */
export type JsonRecord = Record<string, unknown>;

/** The value if it is an object, else one without fields. @public */
export function asRecord(value: unknown): JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : {};
}

/** The value if it is an array, else an empty one. @public */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value if it is text, else none. @public */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
