import {
  externalIdSchema,
  joinPointer,
  MAX_PAYLOAD_BYTES,
  submitEvidenceNodeSchema,
  type EvidenceNode,
  type JsonObject,
  type ParsedEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { z } from 'zod';
import { plainIssue } from '../platform/http';
import { toStorable } from '../platform/database';
import { canonicalJson } from '../platform/hashing';
import { atOnce, type Steps } from '../platform/Turns';
import { boundNode, boundPayload } from './boundFields';
import { changedPointers } from './changedPointers';
import { maskInSteps } from '../secrets';
import { contentHashOf } from './contentHash';
import { cutPayload } from './cutPayload';
import { type FieldError, inspectPayload } from './inspectPayload';
import { readPoints } from './readPoints';

/** Errors reported for one node. */
const MAX_ERRORS = 20;

/** Places named of what was cut or made valid. */
const MAX_ALTERED = 20;

/** Hex digits of the hash in the id of a node that came without one. */
const DERIVED_ID_DIGITS = 32;

/** A submitted node that is ready to be stored, or its errors. */
type NormalisedEvidence =
  | { node: EvidenceNode }
  | { id?: string; errors: FieldError[] };

/**
 * Masks the secrets of each element, parses it on its own, completes it, makes its
 * text storable, cuts it if it is too large, and hashes it. Pure: the same input
 * and time give the same result.
 *
 * @param options - `now` is the time of arrival, UTC ISO 8601 with milliseconds
 */
export function normaliseEvidence(options: {
  nodes: readonly unknown[];
  now: string;
  /** Most bytes of UTF-8 JSON of a payload. */
  maxPayloadBytes?: number;
}): NormalisedEvidence[] {
  return options.nodes.map(node =>
    atOnce(normaliseInSteps({ ...options, node })),
  );
}

/** As {@link normaliseEvidence}, for one node, most of the time for its secrets. */
export function* normaliseInSteps(options: {
  node: unknown;
  now: string;
  maxPayloadBytes?: number;
}): Steps<NormalisedEvidence> {
  const { node: given, now, maxPayloadBytes = MAX_PAYLOAD_BYTES } = options;
  // Before it is cut, which could leave half of a secret
  const received = yield* maskInSteps(given);
  const payload = payloadOf(received);
  // The schema gets an empty payload: it would copy the real one, at any depth
  const sent = payload ? { ...(received as object), payload: {} } : received;
  const bounded = payload ? boundNode(sent as object) : sent;
  const parsed = submitEvidenceNodeSchema.safeParse(bounded, {
    error: plainIssue,
  });
  const errors = parsed.success
    ? []
    : parsed.error.issues.flatMap(toFieldErrors);
  const inspected = payload && inspectPayload(payload, '/payload');
  if (inspected?.error) errors.push(inspected.error);
  if (!parsed.success || !payload || errors.length > 0) {
    return { ...sentId(sent), errors: errors.slice(0, MAX_ERRORS) };
  }
  const storable = inspected?.isStorable ? payload : toStorable(payload);
  const read = readPoints(storable);
  if (isEmptied(payload.points, read.points)) {
    const message = 'has nothing that could be read as [time, number]';
    return { ...sentId(sent), errors: [{ path: '/payload/points', message }] };
  }
  return {
    node: complete(toStorable(parsed.data), {
      now,
      maxPayloadBytes,
      payload: storable === payload ? read : payload,
      storable: read,
      alteredFields:
        bounded === sent ? [] : changedPointers(sent, bounded, MAX_ALTERED),
    }),
  };
}

function isEmptied(before: unknown, after: unknown): boolean {
  return (
    Array.isArray(before) &&
    before.length > 0 &&
    Array.isArray(after) &&
    after.length === 0
  );
}

function complete(
  parsed: ParsedEvidenceNode,
  options: {
    now: string;
    maxPayloadBytes: number;
    /** As it was sent, and with text that can be stored. */
    payload: JsonObject;
    storable: JsonObject;
    /** Outside the payload. */
    alteredFields: readonly string[];
  },
): EvidenceNode {
  const { now, maxPayloadBytes, storable } = options;
  let payload = boundPayload(storable);
  let payloadText = canonicalJson(payload);
  const bytes = Buffer.byteLength(payloadText, 'utf8');
  const originalBytes =
    payload === storable
      ? bytes
      : Buffer.byteLength(canonicalJson(storable), 'utf8');
  if (bytes > maxPayloadBytes) {
    payload = cutPayload(payload, maxPayloadBytes);
    payloadText = canonicalJson(payload);
  }
  const truncated = payload !== storable || parsed.truncated === true;
  const alteredFields = [
    ...options.alteredFields,
    ...(payload === options.payload
      ? []
      : changedPointers(options.payload, payload, MAX_ALTERED).map(
          pointer => `/payload${pointer}`,
        )),
  ].slice(0, MAX_ALTERED);
  const { id, sourceUrl, capturedAt, expiresAt, ...fields } = parsed;
  const content = {
    ...fields,
    payload,
    ...(sourceUrl === undefined ? {} : { sourceUrl }),
    truncated,
  };
  const named = {
    id:
      id ??
      `ev-${contentHashOf(content, payloadText).slice(0, DERIVED_ID_DIGITS)}`,
    ...content,
  };
  return {
    ...named,
    capturedAt: capturedAt ?? now,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    contentHash: contentHashOf(named, payloadText),
    originalBytes,
    ...(alteredFields.length > 0 && { alteredFields }),
  };
}

/** The payload, when it is at least an object. */
function payloadOf(sent: unknown): JsonObject | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const payload: unknown = Object.hasOwn(sent, 'payload')
    ? (sent as { payload: unknown }).payload
    : undefined;
  return typeof payload === 'object' &&
    payload !== null &&
    !Array.isArray(payload)
    ? (payload as JsonObject)
    : undefined;
}

/** The submitted id, if it is valid, for the answer. */
function sentId(sent: unknown): { id?: string } {
  if (typeof sent !== 'object' || sent === null || !Object.hasOwn(sent, 'id')) {
    return {};
  }
  const id = externalIdSchema.safeParse((sent as { id: unknown }).id);
  return id.success ? { id: id.data } : {};
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = joinPointer('', ...issue.path.map(String));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_ERRORS).map(key => ({
      path: joinPointer(path, key.slice(0, 100)),
      message: 'is not a known field',
    }));
  }
  return [{ path, message: issue.message }];
}
