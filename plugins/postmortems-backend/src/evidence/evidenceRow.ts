import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { payloadKind } from '../sealing';
import type { EvidenceRow } from '../platform/database/tables';
import { optional, toNull } from '../platform/database/nullable';

/** The row of an evidence node. */
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
  };
}

/** The evidence node of a row. */
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
  };
}
