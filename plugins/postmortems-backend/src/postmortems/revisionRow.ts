import { NotFoundError } from '@backstage/errors';
import type { Revision } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { optional, toNull } from '../platform/database';
import { canonicalHash } from '../platform/hashing';

export type RevisionRow = {
  postmortem_id: string;
  revision: number;
  author: string;
  reason: string;
  seal_id: string;
  trace_id: string | null;
  content_hash: string;
  content: string;
  created_at: string;
};

export function toRevisionRow(revision: Revision): RevisionRow {
  return {
    postmortem_id: revision.postmortemId,
    revision: revision.revision,
    author: JSON.stringify(revision.author),
    reason: revision.reason,
    seal_id: revision.sealId,
    trace_id: toNull(revision.traceId),
    content_hash: revision.contentHash,
    content: JSON.stringify(revision.content),
    created_at: revision.createdAt,
  };
}

export function fromRevisionRow(row: RevisionRow): Revision {
  return {
    postmortemId: row.postmortem_id,
    revision: row.revision,
    author: JSON.parse(row.author),
    reason: row.reason,
    sealId: row.seal_id,
    ...optional('traceId', row.trace_id),
    contentHash: row.content_hash,
    content: JSON.parse(row.content),
    createdAt: row.created_at,
  };
}

/** What the chain of seals says of a revision: SHA-256 of everything that it states. */
export function revisionHashOf(revision: Omit<Revision, 'content'>): string {
  return canonicalHash({
    postmortemId: revision.postmortemId,
    revision: revision.revision,
    author: revision.author,
    reason: revision.reason,
    sealId: revision.sealId,
    traceId: revision.traceId ?? null,
    contentHash: revision.contentHash,
    createdAt: revision.createdAt,
  });
}

/** Throws `NotFoundError`. */
export async function readRevision(
  knex: Knex,
  { id, revision }: { id: string; revision: number },
): Promise<Revision> {
  const row = await knex<RevisionRow>('revisions')
    .where({ postmortem_id: id, revision })
    .first();
  if (!row) {
    throw new NotFoundError(`Postmortem '${id}' has no revision ${revision}`);
  }
  return fromRevisionRow(row);
}
