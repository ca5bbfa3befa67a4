import { InputError } from '@backstage/errors';
import {
  isApproved,
  type Postmortem,
  type ReviewStatus,
  type Transition,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import { RuleViolationError } from '../platform/http';
import type {
  PostmortemService,
  PostmortemStore,
  ReviewStatusStore,
} from '../postmortems';
import { brokenSeal, findApprovalViolations } from './approvalViolations';

/** Where a postmortem may go from where it is. */
const TRANSITIONS: Record<ReviewStatus, readonly ReviewStatus[]> = {
  draft: ['in_review'],
  in_review: ['draft', 'approved'],
  approved: ['in_review', 'published'],
  published: ['in_review'],
};

type Sealed = Pick<PostmortemService, 'sealProblems'>;

/** Moves postmortems through their review. */
export class ReviewService {
  readonly #postmortems: PostmortemStore;
  readonly #reviewStatus: ReviewStatusStore;
  readonly #sealed: Sealed;

  constructor(options: {
    postmortems: PostmortemStore;
    reviewStatus: ReviewStatusStore;
    sealed: Sealed;
  }) {
    this.#postmortems = options.postmortems;
    this.#reviewStatus = options.reviewStatus;
    this.#sealed = options.sealed;
  }

  /** Throws `RuleViolationError` with everything that prevents an approval. */
  async transition(options: {
    id: string;
    transition: Transition;
    caller: Caller;
  }): Promise<Postmortem> {
    const { id, transition, caller } = options;
    const { to, reason } = transition;
    const current = await this.#postmortems.get({
      id,
      criteria: caller.criteria,
    });
    if (
      current.status === to &&
      (await this.#reviewStatus.isLastStep({
        id,
        to,
        reason,
        by: caller.actor,
      }))
    ) {
      // Sent again, because the answer was lost
      return current;
    }
    if (!TRANSITIONS[current.status].includes(to)) {
      throw new InputError(
        `A postmortem in ${current.status} goes to ${TRANSITIONS[
          current.status
        ].join(' or ')}, not to ${to}`,
      );
    }
    if (isApproved(to)) {
      const violations = [
        ...(await this.#sealed.sealProblems({ id, caller })).map(brokenSeal),
        ...findApprovalViolations(current),
      ];
      if (violations.length > 0) {
        throw new RuleViolationError(
          'The postmortem cannot be approved',
          violations,
        );
      }
    }
    return this.#reviewStatus.set({
      id,
      revision: current.revision,
      from: current.status,
      to,
      reason,
      actor: caller.actor,
    });
  }
}
