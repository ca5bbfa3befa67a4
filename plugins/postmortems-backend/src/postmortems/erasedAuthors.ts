import type { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { sha256 } from '../platform/hashing';

const TABLE = 'erased_authors';

type ErasedAuthorRow = {
  postmortem_id: string;
  ref_hash: string;
  salt: string;
};

type ErasedAuthor = { postmortemId: string; ref: string };

/**
 * Remembers that somebody had a part in a postmortem, without saying who: an author
 * whose name is erased may still not approve it, also when it is taken back after it
 * was published. Whoever has the database can find out whether it was a given person;
 * it goes when the incident is erased.
 */
export async function noteErasedAuthor(
  tx: Knex.Transaction,
  author: ErasedAuthor,
): Promise<void> {
  const { postmortemId, ref } = author;
  if (await isErasedAuthor(tx, author)) return;
  const isGone = await tx('postmortems')
    .join('incidents', 'incidents.key', 'postmortems.incident_key')
    .where('postmortems.id', postmortemId)
    .whereNotNull('incidents.erased_at')
    .first('postmortems.id');
  if (isGone) return;
  const salt = randomBytes(16).toString('hex');
  await tx<ErasedAuthorRow>(TABLE).insert({
    postmortem_id: postmortemId,
    ref_hash: sha256(`${salt} ${ref}`),
    salt,
  });
}

export async function isErasedAuthor(
  knex: Knex,
  { postmortemId, ref }: ErasedAuthor,
): Promise<boolean> {
  const rows = await knex<ErasedAuthorRow>(TABLE).where({
    postmortem_id: postmortemId,
  });
  return rows.some(one => one.ref_hash === sha256(`${one.salt} ${ref}`));
}
