import { ConflictError } from '@backstage/errors';
import type {
  Postmortem,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { recordIncidentMetrics } from '../../orgMetrics';
import type { PostmortemRow } from '../../platform/database/tables';
import { now } from '../../platform/database/time';
import type { Actor } from '../../platform/database/types';
import { appendAudit } from '../../platform/audit/appendAudit';
import { readIncident } from '../../incidents/operations/read';
import { readPostmortem } from './read';

/** What the audit log calls a step of the review. */
export const TRANSITION = 'postmortem.transition';

/** States in which people stand by what the document says. */
const VOUCHED: ReadonlySet<ReviewStatus> = new Set(['approved', 'published']);

/** Moves a postmortem on in its review, if it still is where the caller saw it. */
export async function setStatus(
  tx: Knex.Transaction,
  options: {
    id: string;
    revision: number;
    from: ReviewStatus;
    to: ReviewStatus;
    reason: string;
    actor: Actor;
  },
): Promise<Postmortem> {
  const { id, revision, from, to, reason, actor } = options;
  const at = now();
  await lockIncidentOf(tx, id);
  const moved = await tx<PostmortemRow>('postmortems')
    .where({ id, revision, status: from })
    .update({
      status: to,
      updated_at: at,
      ...(VOUCHED.has(to) && { approved_revision: revision }),
      ...(to === 'in_review' && {
        review_at: tx.raw('coalesce(review_at, ?)', [at]) as unknown as string,
      }),
      ...(to === 'published' && {
        published_at: tx.raw('coalesce(published_at, ?)', [
          at,
        ]) as unknown as string,
      }),
    });
  if (moved === 0) {
    throw new ConflictError(
      `The postmortem is not in ${from} at revision ${revision} any more`,
    );
  }
  const postmortem = await readPostmortem(tx, { id });
  await recordIncidentMetrics(tx, { incidentKey: postmortem.incidentKey });
  await appendAudit(tx, {
    actor,
    action: TRANSITION,
    incidentKey: postmortem.incidentKey,
    subjectId: id,
    details: { revision, from, to, reason },
  });
  return postmortem;
}

/** Writers of one incident take turns. */
async function lockIncidentOf(tx: Knex.Transaction, id: string): Promise<void> {
  const row = await tx<PostmortemRow>('postmortems')
    .where({ id })
    .first('incident_key');
  if (row) await readIncident(tx, { key: row.incident_key, lock: true });
}
