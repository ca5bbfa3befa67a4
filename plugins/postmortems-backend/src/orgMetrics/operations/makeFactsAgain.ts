import type { Knex } from 'knex';
import { toSearchText } from '../../platform/database/searchText';
import type { PostmortemRow } from '../../platform/database/tables';
import { refreshActionItemCounts } from '../../actionItems/operations/refreshActionItemCounts';
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
  const document = await tx<PostmortemRow>('postmortems')
    .where({ incident_key: incidentKey })
    .first();
  if (document) {
    await tx<PostmortemRow>('postmortems')
      .where({ id: document.id })
      .update({ search_text: toSearchText(document.title, incidentKey) });
    await refreshActionItemCounts(tx, document.id);
  }
  await refreshFacts(tx, { incidentKey, again: true });
}
