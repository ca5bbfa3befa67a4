import type { Knex } from 'knex';
import type { RetrospectiveRow } from '../../tables';
import { inTransaction } from '../../transaction';
import { readIncident } from '../incident/read';
import { readRevision } from '../retrospective/read';
import { refreshFacts } from './refreshFacts';

/** Incidents from before there were facts, a few at a time. Answers with how many were done. */
export async function backfillFacts(
  knex: Knex,
  options: { limit: number },
): Promise<number> {
  const missing: { key: string }[] = await knex('incidents')
    .leftJoin('incident_facts', 'incident_facts.incident_key', 'incidents.key')
    .whereNull('incident_facts.incident_key')
    .limit(options.limit)
    .select('incidents.key');
  for (const { key } of missing) {
    await inTransaction(knex, async tx => {
      await readIncident(tx, { key, lock: true });
      const document = await tx<RetrospectiveRow>('retrospectives')
        .where({ incident_key: key })
        .first();
      const content = document && (await readRevision(tx, document)).content;
      await refreshFacts(tx, { incidentKey: key, content });
    });
  }
  return missing.length;
}
