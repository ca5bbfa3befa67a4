import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import canonicalize from 'canonicalize';
import { hash } from 'node:crypto';

/** The fields of an evidence node that its content hash covers. */
export type HashedEvidence = Pick<
  EvidenceNode,
  | 'sourceType'
  | 'timestamp'
  | 'payload'
  | 'confidence'
  | 'metadata'
  | 'provider'
  | 'sourceUrl'
  | 'truncated'
> & {
  /** Absent only while the id is still to be derived from the rest. */
  id?: string;
};

/** RFC 8785 JSON of a value. Throws `TypeError` when the value is not JSON. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) {
    throw new TypeError(`No JSON form of a value of type ${typeof value}`);
  }
  return text;
}

/** Lower-case hex SHA-256 of the UTF-8 bytes of a text. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** SHA-256 of the RFC 8785 JSON of a value. */
export function canonicalHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

/**
 * The content hash of an evidence node: SHA-256 of the RFC 8785 JSON of id, sourceType, timestamp, payload, confidence,
 * metadata, provider, sourceUrl and truncated.
 *
 * @param payloadText - RFC 8785 JSON of the payload, when the caller has it already: it is most of the work
 */
export function contentHashOf(
  node: HashedEvidence,
  payloadText: string = canonicalJson(node.payload),
): string {
  return sha256(canonicalEvidence(node, payloadText));
}

/** Written field by field, in the order that RFC 8785 sorts them, so that a large payload is serialised only once. */
function canonicalEvidence(node: HashedEvidence, payloadText: string): string {
  // JSON.stringify writes strings and numbers as RFC 8785 does
  const { confidence, id, provider, sourceType, sourceUrl, timestamp } = node;
  return [
    `{"confidence":${JSON.stringify(confidence)}`,
    id === undefined ? '' : `,"id":${JSON.stringify(id)}`,
    `,"metadata":${canonicalJson(node.metadata)}`,
    `,"payload":${payloadText}`,
    `,"provider":${JSON.stringify(provider)}`,
    `,"sourceType":${JSON.stringify(sourceType)}`,
    sourceUrl === undefined ? '' : `,"sourceUrl":${JSON.stringify(sourceUrl)}`,
    `,"timestamp":${JSON.stringify(timestamp)}`,
    `,"truncated":${node.truncated}}`,
  ].join('');
}
