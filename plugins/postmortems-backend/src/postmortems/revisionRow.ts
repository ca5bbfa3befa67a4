import type { Revision } from '@postmortems/backstage-plugin-postmortems-common';
import type { RevisionRow } from '../platform/database/tables';
import { optional, toNull } from '../platform/database/nullable';

/** The row of a revision. */
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

/** The revision of a row. */
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
