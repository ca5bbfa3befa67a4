import type { Knex } from 'knex';

/**
 * Documents whose claims have to be looked at again: another verifier did it, evidence has come since, the incident's own record
 * has changed, or it is too long ago. Those that have waited longest first.
 */
export async function listUnverified(
  knex: Knex,
  options: { version: string; before: string; limit: number },
): Promise<{ id: string; incidentKey: string }[]> {
  const rows: { id: string; incident_key: string }[] = await knex('postmortems')
    .join('incidents', 'incidents.key', 'postmortems.incident_key')
    .where(stale =>
      stale
        .whereNull('postmortems.verified_at')
        .orWhereNot('postmortems.verified_with', options.version)
        .orWhere('postmortems.verified_at', '<', options.before)
        .orWhereRaw('incidents.evidence_batches > postmortems.verified_batch')
        .orWhereRaw('incidents.updated_at > postmortems.verified_at'),
    )
    .orderBy([
      { column: 'postmortems.verified_at', nulls: 'first' },
      { column: 'postmortems.id' },
    ])
    .limit(options.limit)
    .select('postmortems.id', 'postmortems.incident_key');
  return rows.map(row => ({ id: row.id, incidentKey: row.incident_key }));
}
