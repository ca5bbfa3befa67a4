import type { Knex } from 'knex';

/**
 * Documents whose claims have to be looked at again: another verifier did it, evidence has come since, the incident's own record
 * has changed, or it is too long ago. Those that have waited longest first.
 */
export async function listUnverified(
  knex: Knex,
  options: { version: string; before: string; limit: number },
): Promise<{ id: string; incidentKey: string }[]> {
  const rows: { id: string; incident_key: string }[] = await knex(
    'retrospectives',
  )
    .join('incidents', 'incidents.key', 'retrospectives.incident_key')
    .where(stale =>
      stale
        .whereNull('retrospectives.verified_at')
        .orWhereNot('retrospectives.verified_with', options.version)
        .orWhere('retrospectives.verified_at', '<', options.before)
        .orWhereRaw(
          'incidents.evidence_batches > retrospectives.verified_batch',
        )
        .orWhereRaw('incidents.updated_at > retrospectives.verified_at'),
    )
    .orderBy([
      { column: 'retrospectives.verified_at', nulls: 'first' },
      { column: 'retrospectives.id' },
    ])
    .limit(options.limit)
    .select('retrospectives.id', 'retrospectives.incident_key');
  return rows.map(row => ({ id: row.id, incidentKey: row.incident_key }));
}
