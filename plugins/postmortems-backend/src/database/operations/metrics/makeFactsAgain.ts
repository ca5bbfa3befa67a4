import type { Knex } from 'knex';
import { toSearchText } from '../../searchText';
import type { RetrospectiveRow } from '../../tables';
import { refreshFollowUps } from '../actionItem/refreshFollowUps';
import { refreshFacts } from './refreshFacts';

/**
 * Makes everything again that is derived from an incident and its document, whatever was there before. Afterwards backfill has
 * nothing left to do for it. The caller holds the incident's row.
 */
export async function makeFactsAgain(
  tx: Knex.Transaction,
  options: { incidentKey: string },
): Promise<void> {
  const { incidentKey } = options;
  const document = await tx<RetrospectiveRow>('retrospectives')
    .where({ incident_key: incidentKey })
    .first();
  if (document) {
    await tx<RetrospectiveRow>('retrospectives')
      .where({ id: document.id })
      .update({ search_text: toSearchText(document.title, incidentKey) });
    await refreshFollowUps(tx, document.id);
  }
  await refreshFacts(tx, { incidentKey, again: true });
}
