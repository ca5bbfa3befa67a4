import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { whereAnyOf } from '../../platform/database/dialect';
import { fromEvidenceRow } from '../evidenceRow';
import type { EvidenceRow } from '../../platform/database/tables';

/** Nodes fetched at once. */
const CHUNK = 500;

/** The stored ones among these ids. */
export async function getManyEvidence(
  knex: Knex,
  options: { incidentKey: string; ids: readonly string[] },
): Promise<Map<string, EvidenceNode>> {
  const nodes = new Map<string, EvidenceNode>();
  const ids = [...new Set(options.ids)];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const rows: EvidenceRow[] = await whereAnyOf(
      knex,
      knex('evidence').select().where('incident_key', options.incidentKey),
      'id',
      ids.slice(start, start + CHUNK),
    );
    for (const row of rows) nodes.set(row.id, fromEvidenceRow(row));
  }
  return nodes;
}
