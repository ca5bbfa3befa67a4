import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import { inTransaction } from '../../platform/database/transaction';
import { readIncident } from '../../incidents/operations/read';
import { makeFactsAgain } from './makeFactsAgain';
import { CURRENT_FACTS } from './refreshFacts';

/**
 * Makes facts again that an older version of the rules made, or none, a few incidents at a time in the order of their keys. One that
 * fails is left as it is and logged, so that it does not stop the others.
 *
 * @param options - `after` the last key that was looked at
 * @returns the last key of this portion, `undefined` when nothing is left
 */
export async function backfillFacts(
  knex: Knex,
  options: { after?: string; limit: number; logger?: LoggerService },
): Promise<string | undefined> {
  const { after, limit, logger } = options;
  const query = knex('incident_facts')
    // Two ranges of the index, which `<>` would not use
    .where(other =>
      other
        .where('version', '<', CURRENT_FACTS)
        .orWhere('version', '>', CURRENT_FACTS),
    )
    .orderBy('incident_key')
    .limit(limit)
    .select('incident_key');
  if (after !== undefined) query.where('incident_key', '>', after);
  const outdated: { incident_key: string }[] = await query;
  for (const { incident_key: incidentKey } of outdated) {
    try {
      await inTransaction(knex, async tx => {
        await readIncident(tx, { key: incidentKey, lock: true });
        await makeFactsAgain(tx, { incidentKey });
      });
    } catch (error) {
      logger?.error(
        `Facts of incident '${incidentKey}' cannot be made`,
        toError(error),
      );
    }
  }
  return outdated.at(-1)?.incident_key;
}
