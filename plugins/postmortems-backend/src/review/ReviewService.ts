import { InputError, NotAllowedError } from '@backstage/errors';
import {
  isApproved,
  postmortemApprovePermission,
  type Postmortem,
  type ReviewStatus,
  type Transition,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import { RuleViolationError } from '../platform/http';
import type {
  ApprovalAuthors,
  PostmortemService,
  PostmortemStore,
  ReviewStatusStore,
} from '../postmortems';
import {
  brokenSeal,
  findApprovalViolations,
  incompleteSeal,
} from './approvalViolations';

/** Where a postmortem may go from where it is. */
const TRANSITIONS: Record<ReviewStatus, readonly ReviewStatus[]> = {
  draft: ['in_review'],
  in_review: ['draft', 'approved'],
  approved: ['in_review', 'published'],
  published: ['in_review'],
};

type Sealed = Pick<PostmortemService, 'checked'>;

/** Sources that could not be asked for all that they have of an incident. */
type ArchiveFailures = (
  incidentKey: string,
) => Promise<readonly { source: string; message: string }[]>;

/** Moves postmortems through their review. */
export class ReviewService {
  readonly #postmortems: PostmortemStore;
  readonly #reviewStatus: ReviewStatusStore;
  readonly #sealed: Sealed;
  readonly #archiveFailures: ArchiveFailures;
  readonly #approvalAuthors: Pick<ApprovalAuthors, 'of'>;

  constructor(options: {
    postmortems: PostmortemStore;
    reviewStatus: ReviewStatusStore;
    sealed: Sealed;
    archiveFailures: ArchiveFailures;
    approvalAuthors: Pick<ApprovalAuthors, 'of'>;
  }) {
    this.#postmortems = options.postmortems;
    this.#reviewStatus = options.reviewStatus;
    this.#sealed = options.sealed;
    this.#archiveFailures = options.archiveFailures;
    this.#approvalAuthors = options.approvalAuthors;
  }

  /**
   * Throws `NotAllowedError` when authors approve what they wrote, and
   * `RuleViolationError` with everything else that prevents an approval.
   */
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
    if (to === 'approved') await this.#assertOtherThanAuthors(current, caller);
    if (isApproved(to)) {
      const checked = await this.#sealed.checked({ id, caller });
      const failures = await this.#archiveFailures(current.incidentKey);
      const violations = [
        ...(checked.sealProblems ?? []).map(brokenSeal),
        ...incompleteSeal(checked, failures),
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

  async #assertOtherThanAuthors(
    postmortem: Postmortem,
    { actor }: Caller,
  ): Promise<void> {
    const authors = await this.#approvalAuthors.of(postmortem, actor);
    if (!authors.includes(actor)) return;
    throw new NotAllowedError(
      `You changed what would be approved, so somebody else has to approve it: anybody who has the permission ${
        postmortemApprovePermission.name
      } and is none of ${authors.join(
        ', ',
      )}. A team of one can be exempted with postmortems.review.authorsMayApprove in the configuration`,
    );
  }
}
