import { NotFoundError } from '@backstage/errors';
import type {
  Postmortem,
  Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria } from '../../platform/database/criteria';
import { toPostmortem } from '../postmortemRow';
import { fromRevisionRow } from '../revisionRow';
import type {
  PostmortemRow,
  RevisionRow,
} from '../../platform/database/tables';
import type { IncidentCriteria } from '../../platform/database/types';

/** One revision. Throws `NotFoundError`. */
export async function readRevision(
  knex: Knex,
  row: Pick<PostmortemRow, 'id' | 'revision'>,
): Promise<Revision> {
  const revision = await knex<RevisionRow>('revisions')
    .where({ postmortem_id: row.id, revision: row.revision })
    .first();
  if (!revision) {
    throw new NotFoundError(
      `Postmortem '${row.id}' has no revision ${row.revision}`,
    );
  }
  return fromRevisionRow(revision);
}

/** The newest state of a postmortem. Throws `NotFoundError`, also when the criteria do not admit its incident. */
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

/** The newest state of an incident's postmortem, if it has one. */
export async function findPostmortem(
  knex: Knex,
  options: { incidentKey: string },
): Promise<Postmortem | undefined> {
  const row = await knex<PostmortemRow>('postmortems')
    .where({ incident_key: options.incidentKey })
    .first();
  return row && toPostmortem(row, await readRevision(knex, row));
}
