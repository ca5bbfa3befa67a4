import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { bulkInsert, type BulkTable } from '../../platform/database/bulkInsert';
import { toEvidenceRow } from '../evidenceRow';
import type { EvidenceRow } from '../../platform/database/tables';

const EVIDENCE: BulkTable<EvidenceRow> = {
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
  },
  skipTaken: { key: ['incident_key', 'id'], returning: 'id' },
};

/**
 * Inserts the nodes whose id is not taken, and answers with the ids of these.
 *
 * @param options - `nodes` have different ids
 */
export async function insertNewRows(
  tx: Knex.Transaction,
  options: { incidentKey: string; batch: number; nodes: EvidenceNode[] },
): Promise<Set<string>> {
  const { incidentKey, batch, nodes } = options;
  const rows = nodes.map(node => toEvidenceRow(incidentKey, batch, node));
  return new Set(await bulkInsert(tx, EVIDENCE, rows));
}
