import { InputError } from '@backstage/errors';
import {
  isApproved,
  type Claim,
  type Postmortem,
  type ReviewStatus,
  type RuleViolation,
  type Transition,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import { RuleViolationError } from '../platform/http';
import type { PostmortemStore } from '../postmortems';
import type { TemplateStore } from '../templates';
import type { ReviewStatusStore } from '../postmortems';

/** Where a postmortem may go from where it is. */
const TRANSITIONS: Record<ReviewStatus, readonly ReviewStatus[]> = {
  draft: ['in_review'],
  in_review: ['draft', 'approved'],
  approved: ['in_review', 'published'],
  published: ['in_review'],
};

/** Moves postmortems through their review. */
export class ReviewService {
  readonly #postmortems: PostmortemStore;
  readonly #reviewStatus: ReviewStatusStore;
  readonly #templates: TemplateStore;

  constructor(options: {
    postmortems: PostmortemStore;
    reviewStatus: ReviewStatusStore;
    templates: TemplateStore;
  }) {
    this.#postmortems = options.postmortems;
    this.#reviewStatus = options.reviewStatus;
    this.#templates = options.templates;
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
    if (!TRANSITIONS[current.status].includes(to)) {
      throw new InputError(
        `A postmortem in ${current.status} goes to ${TRANSITIONS[
          current.status
        ].join(' or ')}, not to ${to}`,
      );
    }
    if (isApproved(to)) {
      const violations = await this.#violations(current);
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

  /** Root causes without support, and people who are named in causes. */
  async #violations(postmortem: Postmortem): Promise<RuleViolation[]> {
    const template = await this.#templates.get(postmortem.template);
    const required = template?.sections.rootCause.requireEvidence ?? true;
    return postmortem.sections.flatMap(section =>
      section.blocks.flatMap(({ claims }) =>
        claims.flatMap(claim =>
          [...unsupportedCause(claim, required), ...namedPeople(claim)].map(
            violation => ({
              ...violation,
              path: `${section.id}/${claim.id}`,
            }),
          ),
        ),
      ),
    );
  }
}

function unsupportedCause(
  { kind, verdict, text }: Claim,
  required: boolean,
): RuleViolation[] {
  const fails =
    verdict === 'contradicted' || (required && verdict === 'unsupported');
  return kind === 'root_cause' && fails
    ? [
        {
          rule: 'root_cause.evidence_required',
          message: `The root cause “${text}” is ${verdict} by its evidence`,
        },
      ]
    : [];
}

function namedPeople({ concerns = [] }: Claim): RuleViolation[] {
  return concerns
    .filter(({ rule }) => rule === 'personal_identifier')
    .map(({ message }) => ({
      rule: 'blameless.personal_identifier',
      message,
    }));
}
