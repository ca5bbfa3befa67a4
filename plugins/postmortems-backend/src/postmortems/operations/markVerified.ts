import type { Knex } from 'knex';
import type { PostmortemRow } from '../../platform/database/tables';
import { now } from '../../platform/database/time';
import type { Verified } from '../../platform/database/types';

/** Remembers that every claim of a document was looked at, and with what. */
export async function markVerified(
  knex: Knex,
  options: { id: string; verified: Verified },
): Promise<void> {
  const { id, verified } = options;
  await knex<PostmortemRow>('postmortems').where({ id }).update({
    verified_with: verified.version,
    verified_batch: verified.throughBatch,
    verified_at: now(),
  });
}
