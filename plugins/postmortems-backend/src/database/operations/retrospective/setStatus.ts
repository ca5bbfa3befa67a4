import { ConflictError } from '@backstage/errors';
import type {
  Retrospective,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import type { RetrospectiveRow } from '../../tables';
import { now } from '../../time';
import type { Actor } from '../../types';
import { appendAudit } from '../audit/append';
import { readIncident } from '../incident/read';
import { refreshFacts } from '../metrics/refreshFacts';
import { readRetrospective } from './read';

/** What the audit log calls a step of the review. */
export const TRANSITION = 'retrospective.transition';

/** States in which people stand by what the document says. */
const VOUCHED: ReadonlySet<ReviewStatus> = new Set(['approved', 'published']);

/** Moves a retrospective on in its review, if it still is where the caller saw it. */
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
): Promise<Retrospective> {
  const { id, revision, from, to, reason, actor } = options;
  const at = now();
  await lockIncidentOf(tx, id);
  const moved = await tx<RetrospectiveRow>('retrospectives')
    .where({ id, revision, status: from })
    .update({
      status: to,
      updated_at: at,
      ...(VOUCHED.has(to) && { vouched_revision: revision }),
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
      `The retrospective is not in ${from} at revision ${revision} any more`,
    );
  }
  const retrospective = await readRetrospective(tx, { id });
  await refreshFacts(tx, { incidentKey: retrospective.incidentKey });
  await appendAudit(tx, {
    actor,
    action: TRANSITION,
    incidentKey: retrospective.incidentKey,
    subjectId: id,
    details: { revision, from, to, reason },
  });
  return retrospective;
}

/** Writers of one incident take turns. */
async function lockIncidentOf(tx: Knex.Transaction, id: string): Promise<void> {
  const row = await tx<RetrospectiveRow>('retrospectives')
    .where({ id })
    .first('incident_key');
  if (row) await readIncident(tx, { key: row.incident_key, lock: true });
}
