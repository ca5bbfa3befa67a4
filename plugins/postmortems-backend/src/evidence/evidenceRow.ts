import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { type BulkTable, optional, toNull } from '../platform/database';
import { MARKER_START, removedSecrets } from '../secrets';
import { payloadKind } from './payloadKind';

export type EvidenceRow = {
  incident_key: string;
  id: string;
  batch: number;
  source_type: string;
  occurred_at: string;
  payload: string;
  kind: string | null;
  confidence: number;
  service: string;
  region: string;
  correlation_id: string;
  provider: string;
  source_url: string | null;
  captured_at: string;
  expires_at: string | null;
  content_hash: string;
  truncated: boolean | number;
  original_bytes: number | string;
  altered_fields: string | null;
};

export const EVIDENCE_TABLE: BulkTable<EvidenceRow> = {
  name: 'evidence',
  columns: {
    incident_key: 'text',
    id: 'text',
    batch: 'integer',
    source_type: 'text',
    occurred_at: 'text',
    payload: 'text',
    kind: 'text',
    confidence: 'double precision',
    service: 'text',
    region: 'text',
    correlation_id: 'text',
    provider: 'text',
    source_url: 'text',
    captured_at: 'text',
    expires_at: 'text',
    content_hash: 'text',
    truncated: 'boolean',
    original_bytes: 'bigint',
    altered_fields: 'text',
  },
  skipTaken: { key: ['incident_key', 'id'], returning: 'id' },
};

export function toEvidenceRow(
  incidentKey: string,
  batch: number,
  node: EvidenceNode,
): EvidenceRow {
  return {
    incident_key: incidentKey,
    id: node.id,
    batch,
    source_type: node.sourceType,
    occurred_at: node.timestamp,
    payload: JSON.stringify(node.payload),
    kind: toNull(payloadKind(node.payload)),
    confidence: node.confidence,
    service: node.metadata.service,
    region: node.metadata.region,
    correlation_id: node.metadata.correlationId,
    provider: node.provider,
    source_url: toNull(node.sourceUrl),
    captured_at: node.capturedAt,
    expires_at: toNull(node.expiresAt),
    content_hash: node.contentHash,
    truncated: node.truncated,
    original_bytes: node.originalBytes,
    altered_fields: node.alteredFields
      ? JSON.stringify(node.alteredFields)
      : null,
  };
}

export function fromEvidenceRow(row: EvidenceRow): EvidenceNode {
  return {
    id: row.id,
    sourceType: row.source_type as EvidenceNode['sourceType'],
    timestamp: row.occurred_at,
    payload: JSON.parse(row.payload),
    confidence: Number(row.confidence),
    metadata: {
      service: row.service,
      region: row.region,
      correlationId: row.correlation_id,
    },
    provider: row.provider,
    ...optional('sourceUrl', row.source_url),
    capturedAt: row.captured_at,
    ...optional('expiresAt', row.expires_at),
    contentHash: row.content_hash,
    truncated: Boolean(row.truncated),
    originalBytes: Number(row.original_bytes),
    ...removedFrom(row),
    ...(row.altered_fields !== null && {
      alteredFields: JSON.parse(row.altered_fields),
    }),
  };
}

function removedFrom(row: EvidenceRow): Pick<EvidenceNode, 'removedSecrets'> {
  const isMarked = [
    row.id,
    row.service,
    row.region,
    row.correlation_id,
    row.source_url,
    row.payload,
  ].some(text => text?.includes(MARKER_START));
  if (!isMarked) return {};
  const removed = removedSecrets({
    id: row.id,
    metadata: {
      service: row.service,
      region: row.region,
      correlationId: row.correlation_id,
    },
    ...optional('sourceUrl', row.source_url),
    // Read a second time only when there is something to find
    payload: row.payload.includes(MARKER_START) ? JSON.parse(row.payload) : {},
  });
  return removed.length > 0 ? { removedSecrets: removed } : {};
}
