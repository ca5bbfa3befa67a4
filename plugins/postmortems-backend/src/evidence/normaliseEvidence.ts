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
import { toStorable } from '../platform/database';
import { canonicalJson } from '../platform/hashing';
import { maskJson } from '../secrets';
import { contentHashOf } from './contentHash';
import { cutPayload } from './cutPayload';
import { type FieldError, inspectPayload } from './inspectPayload';
import { readPoints } from './readPoints';

/** Errors reported for one node. */
const MAX_ERRORS = 20;

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
}): NormalisedEvidence[] {
  return options.nodes.map(sent => normaliseNode(sent, options.now));
}

function normaliseNode(given: unknown, now: string): NormalisedEvidence {
  // Before it is cut, which could leave half of a secret
  const sent = maskJson(given);
  const payload = payloadOf(sent);
  // The schema gets an empty payload: it would copy the real one, at any depth
  const parsed = submitEvidenceNodeSchema.safeParse(
    payload ? { ...(sent as object), payload: {} } : sent,
  );
  const errors = parsed.success
    ? []
    : parsed.error.issues.flatMap(toFieldErrors);
  const payloadError = payload && inspectPayload(payload, '/payload');
  if (payloadError) errors.push(payloadError);
  if (!parsed.success || !payload || errors.length > 0) {
    return { ...sentId(sent), errors: errors.slice(0, MAX_ERRORS) };
  }
  const read = readPoints(toStorable(payload));
  if (isEmptied(payload.points, read.points)) {
    const message = 'has nothing that could be read as [time, number]';
    return { ...sentId(sent), errors: [{ path: '/payload/points', message }] };
  }
  return { node: complete(toStorable(parsed.data), read, now) };
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
  sentPayload: JsonObject,
  now: string,
): EvidenceNode {
  let payload = sentPayload;
  let payloadText = canonicalJson(payload);
  const originalBytes = Buffer.byteLength(payloadText, 'utf8');
  const truncated = originalBytes > MAX_PAYLOAD_BYTES;
  if (truncated) {
    payload = cutPayload(payload, MAX_PAYLOAD_BYTES);
    payloadText = canonicalJson(payload);
  }
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
