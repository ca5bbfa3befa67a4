import type { Knex } from 'knex';
import { recordIncidentMetrics } from '../orgMetrics';
import { type Actor, appendAudit } from '../platform/audit';
import {
  applyCriteria,
  type IncidentCriteria,
  inTransaction,
  isPostgres,
  now,
} from '../platform/database';

/** Incidents moved in one transaction. */
const PAGE = 200;

type Row = { key: string };

/**
 * Replaces a service by another one in every incident that the criteria cover.
 *
 * @returns the keys of the incidents that were changed
 */
export async function reassignIncidents(
  knex: Knex,
  options: {
    from: string;
    to: string;
    criteria?: IncidentCriteria;
    actor: Actor;
  },
): Promise<string[]> {
  const moved: string[] = [];
  for (;;) {
    const keys = await inTransaction(knex, tx => reassignPage(tx, options));
    moved.push(...keys);
    if (keys.length < PAGE) return moved;
  }
}

async function reassignPage(
  tx: Knex.Transaction,
  {
    from,
    to,
    criteria,
    actor,
  }: { from: string; to: string; criteria?: IncidentCriteria; actor: Actor },
): Promise<string[]> {
  const query = tx('incidents')
    .select<Row[]>('incidents.key')
    .whereExists(inner =>
      inner
        .select(tx.raw('1'))
        .from('incident_services')
        .whereRaw('incident_services.incident_key = incidents.key')
        .andWhere('incident_services.service_ref', from),
    )
    .orderBy('incidents.key')
    .limit(PAGE);
  applyCriteria(tx, query, criteria);
  if (isPostgres(tx)) query.forNoKeyUpdate();
  const keys = (await query).map(({ key }: Row) => key);
  for (const key of keys) {
    const isThere = await tx('incident_services')
      .where({ incident_key: key, service_ref: to })
      .first('position');
    const old = tx('incident_services').where({
      incident_key: key,
      service_ref: from,
    });
    await (isThere ? old.delete() : old.update({ service_ref: to }));
    await tx('incidents').where({ key }).update({ updated_at: now() });
    await recordIncidentMetrics(tx, { incidentKey: key });
    await appendAudit(tx, {
      actor,
      action: 'incident.reassign',
      incidentKey: key,
      subjectId: key,
      changes: [{ field: 'services', from, to }],
    });
  }
  return keys;
}
