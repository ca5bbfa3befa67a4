import { NotFoundError } from '@backstage/errors';
import type {
  Retrospective,
  Revision,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria } from '../../criteria';
import { toRetrospective } from '../../rows/retrospectiveRow';
import { fromRevisionRow } from '../../rows/revisionRow';
import type { RetrospectiveRow, RevisionRow } from '../../tables';
import type { IncidentCriteria } from '../../types';

/** One revision. Throws `NotFoundError`. */
export async function readRevision(
  knex: Knex,
  row: Pick<RetrospectiveRow, 'id' | 'revision'>,
): Promise<Revision> {
  const revision = await knex<RevisionRow>('revisions')
    .where({ retrospective_id: row.id, revision: row.revision })
    .first();
  if (!revision) {
    throw new NotFoundError(
      `Retrospective '${row.id}' has no revision ${row.revision}`,
    );
  }
  return fromRevisionRow(revision);
}

/** The newest state of a retrospective. Throws `NotFoundError`, also when the criteria do not admit its incident. */
export async function readRetrospective(
  knex: Knex,
  options: { id: string; criteria?: IncidentCriteria },
): Promise<Retrospective> {
  const { id, criteria } = options;
  const query = knex('retrospectives')
    .join('incidents', 'incidents.key', 'retrospectives.incident_key')
    .where('retrospectives.id', id.replaceAll('\0', ''))
    .first<RetrospectiveRow | undefined>('retrospectives.*');
  applyCriteria(knex, query, criteria);
  const row: RetrospectiveRow | undefined = await query;
  if (!row) throw new NotFoundError(`No retrospective with id '${id}'`);
  return toRetrospective(row, await readRevision(knex, row));
}

/** The newest state of an incident's retrospective, if it has one. */
export async function findRetrospective(
  knex: Knex,
  options: { incidentKey: string },
): Promise<Retrospective | undefined> {
  const row = await knex<RetrospectiveRow>('retrospectives')
    .where({ incident_key: options.incidentKey })
    .first();
  return row && toRetrospective(row, await readRevision(knex, row));
}
