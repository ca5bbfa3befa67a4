import type { Knex } from 'knex';
import { canonicalHash } from '../platform/hashing';
import {
  fromRevisionRow,
  revisionHashOf,
  type RevisionRow,
} from './revisionRow';

/**
 * What the chain of seals should say of stored revisions, by
 * `<postmortem>/<revision>`. One whose content is not what its hash says has a hash
 * that no entry has.
 */
export async function revisionHashes(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const id of ids) {
    const [postmortemId, revision] = id.split('/');
    const row = await knex<RevisionRow>('revisions')
      .where({ postmortem_id: postmortemId, revision: Number(revision) })
      .first();
    if (!row) continue;
    const stored = fromRevisionRow(row);
    const contentHash = canonicalHash(stored.content);
    hashes.set(id, revisionHashOf({ ...stored, contentHash }));
  }
  return hashes;
}
