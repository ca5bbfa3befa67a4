import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

/** Names under which sources send the id of a request, in payloads and their labels. */
const FIELDS = [
  'correlation_id',
  'correlationId',
  'request_id',
  'requestId',
  'trace_id',
  'traceID',
];

/** Longer values are no ids. */
const MAX_LENGTH = 256;

/** The id that ties a node to others of one request, thread or rollout; empty without one. */
export function correlationIdOf({ metadata, payload }: EvidenceNode): string {
  if (metadata.correlationId) return metadata.correlationId;
  // Steps name the trace of the investigation
  if (payload.kind === 'step') return '';
  for (const holder of [payload, payload.labels, payload.attributes]) {
    if (typeof holder !== 'object' || holder === null) continue;
    const values = holder as Record<string, unknown>;
    for (const field of FIELDS) {
      const value = Object.hasOwn(values, field) && values[field];
      if (typeof value === 'string' && isId(value)) return value;
    }
  }
  return '';
}

function isId(value: string): boolean {
  return value !== '' && value.length <= MAX_LENGTH;
}
