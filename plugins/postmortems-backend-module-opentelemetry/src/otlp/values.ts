import type {
  JsonObject,
  JsonValue,
} from '@postmortems/backstage-plugin-postmortems-common';
import { z } from 'zod';

const keyValueSchema = z.looseObject({
  key: z.string(),
  value: z.unknown().optional(),
});
/** `KeyValue`s of common/v1/common.proto. What is none is left out. */
export const attributesSchema = z
  .array(z.unknown())
  .catch([])
  .transform(sent =>
    sent.flatMap(one => keyValueSchema.safeParse(one).data ?? []),
  );
/** Nanoseconds since 1970: a string in JSON of protobuf, a number in that of others. */
export const nanosSchema = z
  .union([z.string(), z.number()])
  .optional()
  .catch(undefined);
/** A number of JSON, or of JSON of protobuf, which has large ones as strings. */
export const numericSchema = z
  .union([z.number(), z.string().regex(/\d/)])
  .transform(Number)
  .pipe(z.number());
export const list = z.array(z.unknown()).catch([]);
/** What made a record. */
export const resourceSchema = z
  .looseObject({ attributes: attributesSchema })
  .optional()
  .catch(undefined);

/** ISO 8601; `undefined` for what is no time. */
export function timeOf(nanos: string | number | undefined): string | undefined {
  if (nanos === undefined || !/^\d{1,20}$/.test(String(nanos)))
    return undefined;
  const time = new Date(Number(BigInt(nanos) / 1_000_000n));
  return time.getTime() > 0 && !Number.isNaN(time.getTime())
    ? time.toISOString()
    : undefined;
}

export function plainAttributes(
  attributes: z.output<typeof attributesSchema>,
): JsonObject {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, plainValue(value)]),
  );
}

/** Deeper values are left out. */
const MAX_DEPTH = 30;

/** `AnyValue` of common/v1/common.proto. */
export function plainValue(value: unknown, depth = 0): JsonValue {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
    return null;
  }
  const any = value as Record<string, any>;
  if (typeof any.stringValue === 'string') return any.stringValue;
  if (typeof any.boolValue === 'boolean') return any.boolValue;
  const number = any.intValue ?? any.doubleValue;
  if (number !== undefined)
    return Number.isFinite(Number(number)) ? Number(number) : null;
  if (typeof any.bytesValue === 'string') return any.bytesValue;
  const { values } = any.arrayValue ?? any.kvlistValue ?? {};
  if (any.arrayValue) {
    return Array.isArray(values)
      ? values.map(one => plainValue(one, depth + 1))
      : [];
  }
  if (any.kvlistValue) {
    const members = attributesSchema.parse(values);
    return Object.fromEntries(
      members.map(one => [one.key, plainValue(one.value, depth + 1)]),
    );
  }
  return null;
}
