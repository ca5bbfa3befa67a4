import { ConflictError } from '@backstage/errors';
import {
  isApproved,
  reviewStepSchema,
  type Postmortem,
  type ReviewStatus,
  type ReviewStep,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { lockIncidentOf } from '../incidents';
import { recordIncidentMetrics } from '../orgMetrics';
import { type Actor, appendAudit, type AuditRow } from '../platform/audit';
import { inTransaction, now } from '../platform/database';
import type { PostmortemRow } from './postmortemRow';
import { readPostmortem } from './readPostmortem';

/** The action of a review step in the audit log. */
const TRANSITION = 'postmortem.transition';

/** Statuses of postmortems, and the steps of their reviews. */
export class ReviewStatusStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ReviewStatusStore {
    return new ReviewStatusStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Throws `ConflictError` when another status or revision is current. */
  async set(options: {
    id: string;
    revision: number;
    from: ReviewStatus;
    to: ReviewStatus;
    reason: string;
    actor: Actor;
  }): Promise<Postmortem> {
    const { id, revision, from, to, reason, actor } = options;
    return inTransaction(this.#knex, async tx => {
      const at = now();
      await lockIncidentOf(tx, id);
      const moved = await tx<PostmortemRow>('postmortems')
        .where({ id, revision, status: from })
        .update({
          status: to,
          updated_at: at,
          ...(isApproved(to) && { approved_revision: revision }),
          ...(to === 'in_review' && {
            review_at: firstTime(tx, 'review_at', at),
          }),
          ...(to === 'published' && {
            published_at: firstTime(tx, 'published_at', at),
          }),
        });
      if (moved === 0) {
        throw new ConflictError(
          `The postmortem is not in ${from} at revision ${revision} any more`,
        );
      }
      const postmortem = await readPostmortem(tx, { id });
      const { incidentKey } = postmortem;
      await recordIncidentMetrics(tx, { incidentKey });
      await appendAudit(tx, {
        actor,
        action: TRANSITION,
        incidentKey,
        subjectId: id,
        changes: [{ field: 'status', from, to }],
        details: { revision, from, to, reason },
      });
      return postmortem;
    });
  }

  /** Whether this was the last step of the review, by this person. */
  async isLastStep(
    options: Pick<ReviewStep, 'to' | 'reason' | 'by'> & { id: string },
  ): Promise<boolean> {
    const { id, to, reason, by } = options;
    const steps = await readReviewSteps(this.#knex, id);
    const last = [...steps.values()]
      .flat()
      .sort((one, other) => one.at.localeCompare(other.at))
      .at(-1);
    return last?.to === to && last.reason === reason && last.by === by;
  }
}

/** By revision, oldest first, from the audit log. */
export async function readReviewSteps(
  knex: Knex,
  id: string,
): Promise<Map<number, ReviewStep[]>> {
  const steps = new Map<number, ReviewStep[]>();
  const rows = await knex<AuditRow>('audit_log')
    .where({ action: TRANSITION, subject_id: id })
    // The index is over incidents
    .where(
      'incident_key',
      knex<PostmortemRow>('postmortems').where({ id }).select('incident_key'),
    )
    .orderBy('id')
    .select('at', 'actor', 'details');
  for (const { at, actor, details } of rows) {
    const { revision, ...step } = JSON.parse(details);
    const before = steps.get(revision) ?? [];
    const parsed = reviewStepSchema.parse({ ...step, by: actor, at });
    steps.set(revision, [...before, parsed]);
  }
  return steps;
}

/** The time that is stored, else this one. */
function firstTime(
  tx: Knex.Transaction,
  column: 'review_at' | 'published_at',
  at: string,
): string {
  return tx.raw('coalesce(??, ?)', [column, at]) as unknown as string;
}
