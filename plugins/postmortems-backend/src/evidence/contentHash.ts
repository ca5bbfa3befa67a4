import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { canonicalJson, sha256 } from '../platform/hashing';

/** The fields of an evidence node that its content hash covers. */
type HashedEvidence = Pick<
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

/**
 * The content hash of an evidence node: SHA-256 of the RFC 8785 JSON of id,
 * sourceType, timestamp, payload, confidence, metadata, provider, sourceUrl and
 * truncated.
 *
 * @param payloadText - RFC 8785 JSON of the payload, if the caller has it: it
 *   is most of the work
 */
export function contentHashOf(
  node: HashedEvidence,
  payloadText: string = canonicalJson(node.payload),
): string {
  return sha256(canonicalEvidence(node, payloadText));
}

/**
 * Field by field, in the order of RFC 8785, so that a large payload is
 * serialised once.
 */
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
