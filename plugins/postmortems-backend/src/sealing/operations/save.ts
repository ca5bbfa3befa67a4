import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { fromSealRow, toSealRow } from '../sealRow';
import type { SealRow } from '../../platform/database/tables';
import type { Actor } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { readIncident } from '../../incidents/operations/read';

/** Stores a seal, or answers with the equal one of the incident. */
export async function saveSeal(
  tx: Knex.Transaction,
  options: { seal: EvidenceSeal; throughBatch: number; actor: Actor },
): Promise<EvidenceSeal> {
  const { seal, throughBatch, actor } = options;
  await readIncident(tx, { key: seal.incidentKey });
  const inserted = await tx('seals')
    .insert(toSealRow(seal, throughBatch))
    .onConflict(['incident_key', 'root', 'record_hash'])
    .ignore()
    .returning('id');
  if (inserted.length > 0) {
    await appendAudit(tx, {
      actor,
      action: 'seal.create',
      incidentKey: seal.incidentKey,
      subjectId: seal.id,
      details: { root: seal.root, nodes: seal.manifest.nodes },
    });
  }
  const row = await tx<SealRow>('seals')
    .where({
      incident_key: seal.incidentKey,
      root: seal.root,
      record_hash: seal.recordHash,
    })
    .first();
  if (!row) throw new Error(`Seal '${seal.id}' was not stored`);
  return fromSealRow(row);
}
