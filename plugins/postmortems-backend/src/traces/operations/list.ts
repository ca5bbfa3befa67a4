import type { InvestigationTrace } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { TraceRow } from '../../platform/database/tables';

/** Newest first. */
export async function listTraces(
  knex: Knex,
  options: { incidentKey: string },
): Promise<InvestigationTrace[]> {
  const rows = await knex<TraceRow>('traces')
    .select('content')
    .where('incident_key', options.incidentKey)
    .orderBy([
      { column: 'submitted_at', order: 'desc' },
      { column: 'trace_id', order: 'desc' },
    ]);
  return rows.map(row => JSON.parse(row.content));
}
