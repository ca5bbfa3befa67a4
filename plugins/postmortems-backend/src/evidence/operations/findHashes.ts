import type { Knex } from 'knex';
import { whereAnyOf } from '../../platform/database/dialect';
import type { EvidenceRow } from '../../platform/database/tables';

/** Ids looked up at once. */
const CHUNK = 5000;

/** Content hashes of those of the ids that are stored. */
export async function findStoredHashes(
  knex: Knex,
  options: { incidentKey: string; ids: readonly string[] },
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (let start = 0; start < options.ids.length; start += CHUNK) {
    const rows: Pick<EvidenceRow, 'id' | 'content_hash'>[] = await whereAnyOf(
      knex,
      knex('evidence')
        .select('id', 'content_hash')
        .where('incident_key', options.incidentKey),
      'id',
      options.ids.slice(start, start + CHUNK),
    );
    for (const row of rows) hashes.set(row.id, row.content_hash);
  }
  return hashes;
}
