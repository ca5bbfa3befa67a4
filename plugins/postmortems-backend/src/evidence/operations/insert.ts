import { NotFoundError } from '@backstage/errors';
import type {
  EvidenceNode,
  EvidenceOutcome,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { alertNamesOf, recordAlertNames } from '../../orgMetrics';
import type { Actor } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { findStoredHashes } from './findHashes';
import { insertNewRows } from './insertRows';
import { groupById } from './groupById';

/**
 * Stores what is new of a batch and says what became of each node, in the order sent. Only ids that turn out to be taken are
 * looked up; what is stored is not loaded.
 *
 * Batches of one incident are written one after the other: the first statement takes the incident's next batch number and with
 * it the lock on its row. So concurrent clients cannot deadlock, and "everything up to batch n" is an exact set
 * that a seal can name.
 */
export async function insertEvidence(
  tx: Knex.Transaction,
  options: { incidentKey: string; nodes: EvidenceNode[]; actor: Actor },
): Promise<EvidenceOutcome[]> {
  const { incidentKey, nodes, actor } = options;
  const batch = await takeBatchNumber(tx, incidentKey);
  const { unique, ambiguous } = groupById(nodes);
  const created = await insertNewRows(tx, {
    incidentKey,
    batch,
    nodes: unique,
  });
  if (created.size === 0) await giveBackBatchNumber(tx, incidentKey);
  await recordAlertNames(tx, {
    incidentKey,
    alertNames: alertNamesOf(unique.filter(({ id }) => created.has(id))),
  });
  const stored = await findStoredHashes(tx, {
    incidentKey,
    ids: unique.map(node => node.id).filter(id => !created.has(id)),
  });

  const outcomes = nodes.map((node, index): EvidenceOutcome => {
    const { id, contentHash, truncated } = node;
    const accepted = { index, id, contentHash, truncated };
    const rejected = (message: string): EvidenceOutcome => ({
      index,
      status: 'rejected',
      id,
      errors: [{ path: '/id', message }],
    });
    if (ambiguous.has(id)) {
      return rejected(
        `'${id}' stands for different contents in this batch; none of them was stored`,
      );
    }
    // The first of equal nodes is the one that was stored
    if (created.delete(id)) {
      stored.set(id, contentHash);
      return { ...accepted, status: 'created' };
    }
    const storedHash = stored.get(id);
    return storedHash === contentHash
      ? { ...accepted, status: 'duplicate' }
      : rejected(`'${id}' is stored with other content (hash ${storedHash})`);
  });

  await appendAudit(tx, {
    actor,
    action: 'evidence.insert',
    incidentKey,
    subjectId: String(batch),
    details: countOutcomes(outcomes),
  });
  return outcomes;
}

async function takeBatchNumber(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<number> {
  const [row] = await tx('incidents')
    .where({ key: incidentKey })
    .increment('evidence_batches', 1)
    .returning<{ evidence_batches: number }[]>('evidence_batches');
  if (!row) throw new NotFoundError(`No incident with key '${incidentKey}'`);
  return row.evidence_batches;
}

/** Where nothing was new there is no batch: what is written from evidence is as good as before. The row is still held. */
async function giveBackBatchNumber(
  tx: Knex.Transaction,
  incidentKey: string,
): Promise<void> {
  await tx('incidents')
    .where({ key: incidentKey })
    .decrement('evidence_batches', 1);
}

function countOutcomes(outcomes: EvidenceOutcome[]) {
  const counts = { created: 0, duplicate: 0, rejected: 0 };
  for (const { status } of outcomes) counts[status] += 1;
  return counts;
}
