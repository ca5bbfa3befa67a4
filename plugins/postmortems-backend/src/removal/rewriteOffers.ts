import type { Knex } from 'knex';
import { appendAudit } from '../platform/audit';
import { inTransaction } from '../platform/database';
import { changeOf, type Removal, type RemovalCounts } from './rewriteIncident';
import { type Row, TEXT_TABLES } from './textTables';

/** Rows read at once. */
const PAGE = 500;

const OFFERS = TEXT_TABLES.find(({ name }) => name === 'offered_evidence')!;

/**
 * Takes something out of offered evidence that no incident has; where one has it,
 * that is done with the incident.
 */
export async function rewriteOffers(
  knex: Knex,
  removal: Removal,
  { dryRun }: { dryRun: boolean },
): Promise<RemovalCounts> {
  let changed = 0;
  let after = '';
  for (;;) {
    const { rows, rewritten } = await rewritePage(knex, after, removal, dryRun);
    changed += rewritten;
    if (rows.length < PAGE) break;
    after = String(rows.at(-1)!.id);
  }
  return changed > 0 ? { offered_evidence: changed } : {};
}

async function rewritePage(
  knex: Knex,
  after: string,
  removal: Removal,
  dryRun: boolean,
): Promise<{ rows: Row[]; rewritten: number }> {
  return inTransaction(knex, async tx => {
    const rows: Row[] = await tx('offered_evidence')
      .where('id', '>', after)
      .whereNotNull('node')
      .whereNotExists(assigned =>
        assigned
          .select(tx.raw('1'))
          .from('offered_evidence_assignments as a')
          .whereRaw('a.offer_id = offered_evidence.id'),
      )
      .orderBy('id')
      .limit(PAGE);
    let rewritten = 0;
    for (const row of rows) {
      const change = changeOf(OFFERS, row, removal);
      if (!change || change === 'delete') continue;
      rewritten += 1;
      if (dryRun) continue;
      await tx('offered_evidence').where({ id: row.id }).update(change);
    }
    if (rewritten > 0 && !dryRun) {
      await appendAudit(tx, {
        actor: removal.actor,
        action: removal.action,
        subjectId: 'unassigned-evidence',
        details: { rows: rewritten, ...removal.details },
      });
    }
    return { rows, rewritten };
  });
}
