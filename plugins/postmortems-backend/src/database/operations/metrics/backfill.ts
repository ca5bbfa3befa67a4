import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { RetrospectiveRow } from '../../tables';
import { inTransaction } from '../../transaction';
import { refreshFollowUps } from '../actionItem/refreshFollowUps';
import { readIncident } from '../incident/read';
import { readRevision } from '../retrospective/read';
import { toSearchText } from '../../searchText';
import { CURRENT_FACTS, refreshFacts } from './refreshFacts';

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
    .whereNot({ version: CURRENT_FACTS })
    .orderBy('incident_key')
    .limit(limit)
    .select('incident_key');
  if (after !== undefined) query.where('incident_key', '>', after);
  const outdated: { incident_key: string }[] = await query;
  for (const { incident_key: incidentKey } of outdated) {
    try {
      await inTransaction(knex, tx => makeAgain(tx, incidentKey));
    } catch (error) {
      logger?.error(
        `Facts of incident '${incidentKey}' cannot be made`,
        toError(error),
      );
    }
  }
  return outdated.at(-1)?.incident_key;
}

async function makeAgain(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<void> {
  await readIncident(tx, { key: incidentKey, lock: true });
  const document = await tx<RetrospectiveRow>('retrospectives')
    .where({ incident_key: incidentKey })
    .first();
  if (!document) {
    await refreshFacts(tx, { incidentKey });
    return;
  }
  await tx<RetrospectiveRow>('retrospectives')
    .where({ id: document.id })
    .update({ search_text: toSearchText(document.title, incidentKey) });
  await refreshFollowUps(tx, document.id);
  const { content } = await readRevision(tx, document);
  await refreshFacts(tx, { incidentKey, content });
}
