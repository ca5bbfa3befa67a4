import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { SealRow } from '../../platform/database/tables';

/** The row of a seal. Throws `NotFoundError`, also when it is another incident's. */
export async function getSealRow(
  knex: Knex,
  options: { id: string; incidentKey?: string },
): Promise<SealRow> {
  const { id, incidentKey } = options;
  const row = await knex<SealRow>('seals')
    .where({ id: id.replaceAll('\0', '') })
    .first();
  if (!row || (incidentKey !== undefined && row.incident_key !== incidentKey)) {
    throw new NotFoundError(`No seal with id '${id}'`);
  }
  return row;
}
