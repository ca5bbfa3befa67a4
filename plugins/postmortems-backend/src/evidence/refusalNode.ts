import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { normaliseEvidence } from './normaliseEvidence';

/** What the evidence says of evidence that was refused, as of a source that could not be asked. */
export function refusalNode(at: string, service: string): EvidenceNode {
  const [result] = normaliseEvidence({
    nodes: [
      {
        id: 'collection/limits/1',
        sourceType: 'telemetry',
        timestamp: at,
        payload: {
          kind: 'collection_failure',
          source: 'limits',
          message: `The incident has as much evidence as its limits allow; what came after ${at} was refused`,
        },
        metadata: { service },
        provider: 'postmortems',
      },
    ],
    now: at,
  });
  if (!('node' in result)) throw new Error(JSON.stringify(result.errors));
  return result.node;
}
