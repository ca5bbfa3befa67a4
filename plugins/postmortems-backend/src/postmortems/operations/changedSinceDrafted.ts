import type { PostmortemInput } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { isDeepStrictEqual } from 'node:util';
import { findIncident } from '../../incidents/operations/read';

type Row = {
  incident_key: string;
  evidence_batches: number;
  through_batch: number;
  sealed_incident: string;
};

/** Holds what was sealed when the document was last written against what is there now. */
export async function changedSinceDrafted(
  knex: Knex,
  options: { id: string },
): Promise<PostmortemInput[]> {
  const row: Row | undefined = await knex('postmortems')
    .join('incidents', 'incidents.key', 'postmortems.incident_key')
    .join('seals', 'seals.id', 'postmortems.written_seal_id')
    .where('postmortems.id', options.id)
    .first({
      incident_key: 'postmortems.incident_key',
      evidence_batches: 'incidents.evidence_batches',
      through_batch: 'seals.through_batch',
      sealed_incident: 'seals.incident',
    });
  const incident = row && (await findIncident(knex, { key: row.incident_key }));
  if (!incident) return [];
  const { updatedAt: _, ...now } = incident;
  const { updatedAt: __, ...sealed } = JSON.parse(row.sealed_incident);
  return [
    ...(isDeepStrictEqual(now, sealed) ? [] : ['incident' as const]),
    ...(row.evidence_batches > row.through_batch ? ['evidence' as const] : []),
  ];
}
