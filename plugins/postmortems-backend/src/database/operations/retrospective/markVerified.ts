import type { Knex } from 'knex';
import type { RetrospectiveRow } from '../../tables';
import { now } from '../../time';
import type { Verified } from '../../types';

/** Remembers that every claim of a document was looked at, and with what. */
export async function markVerified(
  knex: Knex,
  options: { id: string; verified: Verified },
): Promise<void> {
  const { id, verified } = options;
  await knex<RetrospectiveRow>('retrospectives').where({ id }).update({
    verified_with: verified.version,
    verified_batch: verified.throughBatch,
    verified_at: now(),
  });
}
