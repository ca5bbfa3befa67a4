import { z } from 'zod';

/**
 * Reserved evidence id of the incident's record at the time of the seal.
 *
 * @public
 */
export const RECORD_EVIDENCE_ID = 'incident-record';

/** Reserved evidence id of the seal's manifest. @public */
export const SEAL_EVIDENCE_ID = 'evidence-seal';

/**
 * Most bytes of UTF-8 JSON that a payload is stored with; larger ones are cut.
 *
 * @public
 */
export const MAX_PAYLOAD_BYTES = 256 * 1024;

/** Most evidence nodes in one request. @public */
export const MAX_EVIDENCE_BATCH = 10_000;

/**
 * How far in the future a time may be, in milliseconds, because clocks differ.
 *
 * @public
 */
export const MAX_CLOCK_SKEW_MS = 5 * 60 * 1000;

const EARLIEST_TIME_MS = Date.UTC(2000, 0, 1);
/** Later years have more than four digits in UTC, and would not be in order as text. */
const LATEST_TIME_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * An ISO 8601 time with a zone, from 2000 to 9999. Parsed to UTC with
 * milliseconds, e.g. `2026-03-02T14:07:00.000Z`.
 *
 * @public
 */
export const isoTimeSchema = z.iso
  // Aborts, because the steps that follow would throw on what is no time.
  .datetime({
    offset: true,
    abort: true,
    error: 'must be an ISO 8601 time with a zone',
  })
  .refine(value => Date.parse(value) >= EARLIEST_TIME_MS, {
    error: 'must not be before the year 2000',
    abort: true,
  })
  .refine(value => Date.parse(value) <= LATEST_TIME_MS, {
    error: 'must not be after the year 9999',
    abort: true,
  })
  .overwrite(value => new Date(value).toISOString());

/**
 * As {@link isoTimeSchema}, but at most {@link MAX_CLOCK_SKEW_MS} in the
 * future.
 *
 * @public
 */
export const pastTimeSchema = isoTimeSchema.refine(
  value => Date.parse(value) <= Date.now() + MAX_CLOCK_SKEW_MS,
  { error: 'must not lie in the future' },
);

/**
 * A full catalog entity ref in lower case, e.g. `component:default/checkout`.
 * As in the catalog's own parser names may hold anything but `:`, `/` and white
 * space, because identity providers name people by their addresses.
 *
 * @public
 */
export const entityRefSchema = z
  .string()
  .max(256)
  .regex(
    /^[A-Za-z][A-Za-z0-9.-]*:[^\s:/\p{C}]+\/(?!\.+$)[^\s:/\p{C}]+$/u,
    'must be a full entity ref such as component:default/checkout',
  )
  .overwrite(value => value.toLocaleLowerCase('en-US'));

/** The caller's key of an incident, e.g. `INC-42`. @public */
export const incidentKeySchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be 1 to 64 letters, digits, dots, dashes or underscores, and start with a letter or digit',
  );

/** A caller's id of something within an incident. @public */
export const externalIdSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._:/#@+=-]*$/,
    'must start with a letter or digit and have no spaces',
  );

/** The system that delivered something, e.g. `slack`. @public */
export const providerSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'must be a short lower-case name');

/**
 * Shape of an SPDX license expression, e.g. `CC-BY-4.0 OR Apache-2.0`. Whether its
 * identifiers are on SPDX's list is not checked.
 *
 * @public
 */
export const licenseSchema = z
  .string()
  .max(200)
  .regex(
    /^\(?[A-Za-z0-9][A-Za-z0-9 .+:()-]*$/,
    'must be an SPDX license expression, e.g. CC-BY-4.0',
  );

/** An RFC 6901 JSON pointer; the empty string is the whole payload. @public */
export const jsonPointerSchema = z
  .string()
  .max(1024)
  .regex(/^(?:\/(?:[^~/]|~0|~1)*)*$/, 'must be a JSON pointer (RFC 6901)');

/** An http or https URL of at most 2048 characters. @public */
export const webUrlSchema = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .max(2048);

/** The largest revision or version: PostgreSQL's integers end there. @public */
export const MAX_NUMBER = 2 ** 31 - 1;

/** A SHA-256 digest in lower-case hex. @public */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Any JSON value. @public */
export const jsonValueSchema = z.json();

/** A JSON object. @public */
export const jsonObjectSchema = z.record(z.string(), jsonValueSchema);

/** Any JSON value. @public */
export type JsonValue = z.infer<typeof jsonValueSchema>;

/** A JSON object. @public */
export type JsonObject = z.infer<typeof jsonObjectSchema>;
