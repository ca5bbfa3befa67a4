import { NotFoundError } from '@backstage/errors';
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria, type IncidentCriteria } from '../platform/database';
import { type PostmortemRow, toPostmortem } from './postmortemRow';
import { readRevision } from './revisionRow';

/** Throws `NotFoundError`, also when the criteria exclude its incident. */
export async function readPostmortem(
  knex: Knex,
  options: { id: string; criteria?: IncidentCriteria },
): Promise<Postmortem> {
  const { id, criteria } = options;
  const query = knex('postmortems')
    .join('incidents', 'incidents.key', 'postmortems.incident_key')
    .where('postmortems.id', id.replaceAll('\0', ''))
    .first<PostmortemRow | undefined>('postmortems.*');
  applyCriteria(knex, query, criteria);
  const row: PostmortemRow | undefined = await query;
  if (!row) throw new NotFoundError(`No postmortem with id '${id}'`);
  return toPostmortem(row, await readRevision(knex, row));
}
