import { InputError, NotAllowedError } from '@backstage/errors';
import {
  isApproved,
  postmortemApprovePermission,
  type Incident,
  type Postmortem,
  type ReviewStatus,
  type Transition,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentStore } from '../incidents';
import type { Caller } from '../platform/auth';
import { RuleViolationError } from '../platform/http';
import type {
  ApprovalAuthors,
  PostmortemService,
  PostmortemStore,
  ReviewStatusStore,
} from '../postmortems';
import { demandsValidation, type RoutingConfig } from '../routing';
import type { Archive } from '../schedule';
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

/** How complete the evidence of an incident is. */
type ArchiveOf = (incident: Incident) => Promise<Archive>;

/** Moves postmortems through their review. */
export class ReviewService {
  readonly #postmortems: PostmortemStore;
  readonly #reviewStatus: ReviewStatusStore;
  readonly #sealed: Sealed;
  readonly #incidents: Pick<IncidentStore, 'get'>;
  readonly #routing: RoutingConfig;
  readonly #archiveOf: ArchiveOf;
  readonly #approvalAuthors: Pick<ApprovalAuthors, 'of'>;

  constructor(options: {
    postmortems: PostmortemStore;
    reviewStatus: ReviewStatusStore;
    sealed: Sealed;
    incidents: Pick<IncidentStore, 'get'>;
    routing: RoutingConfig;
    archiveOf: ArchiveOf;
    approvalAuthors: Pick<ApprovalAuthors, 'of'>;
  }) {
    this.#postmortems = options.postmortems;
    this.#reviewStatus = options.reviewStatus;
    this.#sealed = options.sealed;
    this.#incidents = options.incidents;
    this.#routing = options.routing;
    this.#archiveOf = options.archiveOf;
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
      const incident = await this.#incidents.get({ key: current.incidentKey });
      const profile = demandsValidation(this.#routing, incident)
        ? 'provenanceValidated'
        : current.routing?.profile;
      const violations = [
        ...(checked.sealProblems ?? []).map(brokenSeal),
        ...(profile === 'provenanceValidated'
          ? incompleteSeal(checked, await this.#archiveOf(incident))
          : []),
        ...findApprovalViolations(current, profile),
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
