import type { Knex } from 'knex';
import { canonicalHash } from '../platform/hashing';
import {
  fromRevisionRow,
  revisionHashOf,
  type RevisionRow,
} from './revisionRow';

/** Revisions read at once: each may have some megabytes. */
const PAGE = 20;

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
  for (let start = 0; start < ids.length; start += PAGE) {
    const keys = ids.slice(start, start + PAGE).map(id => {
      const [postmortemId, revision] = id.split('/');
      return [postmortemId, Number(revision)];
    });
    const rows: RevisionRow[] = await knex('revisions').whereIn(
      ['postmortem_id', 'revision'],
      keys,
    );
    for (const row of rows) {
      const stored = fromRevisionRow(row);
      const contentHash = canonicalHash(stored.content);
      hashes.set(
        `${row.postmortem_id}/${row.revision}`,
        revisionHashOf({ ...stored, contentHash }),
      );
    }
  }
  return hashes;
}
