import {
  parseKnownPayload,
  type EvidenceNode,
  type KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Evidence with its payload in a known shape, parsed once. */
export type KnownEvidence = { node: EvidenceNode; payload?: KnownPayload };

export function knownEvidence(
  evidence: readonly EvidenceNode[],
): KnownEvidence[] {
  return evidence.map(node => ({
    node,
    payload: parseKnownPayload(node.payload),
  }));
}
