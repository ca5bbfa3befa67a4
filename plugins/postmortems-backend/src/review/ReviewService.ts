import { InputError } from '@backstage/errors';
import type {
  Claim,
  Postmortem,
  ReviewStatus,
  RuleViolation,
  Transition,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Caller } from '../platform/auth';
import type { PostmortemStore, TemplateStore } from '../platform/database';
import { RuleViolationError } from '../platform/http/RuleViolationError';

/** Where a postmortem may go from where it is. */
const TRANSITIONS: Record<ReviewStatus, readonly ReviewStatus[]> = {
  draft: ['in_review'],
  in_review: ['draft', 'approved'],
  approved: ['in_review', 'published'],
  published: ['in_review'],
};

/** States in which the document is vouched for. */
const VOUCHED: ReadonlySet<ReviewStatus> = new Set(['approved', 'published']);

/** Leads a postmortem through its review, and keeps back what must not be approved. */
export class ReviewService {
  readonly #postmortems: PostmortemStore;
  readonly #templates: TemplateStore;

  constructor(options: {
    postmortems: PostmortemStore;
    templates: TemplateStore;
  }) {
    this.#postmortems = options.postmortems;
    this.#templates = options.templates;
  }

  /** Throws `RuleViolationError` with everything that stands in the way of an approval. */
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
    if (VOUCHED.has(to)) {
      const violations = await this.#obstacles(current);
      if (violations.length > 0) {
        throw new RuleViolationError(
          'The postmortem cannot be approved',
          violations,
        );
      }
    }
    return this.#postmortems.setStatus({
      id,
      revision: current.revision,
      from: current.status,
      to,
      reason,
      actor: caller.actor,
    });
  }

  /** A root cause that the evidence does not bear out, and people named where a cause is told. */
  async #obstacles(document: Postmortem): Promise<RuleViolation[]> {
    const template = await this.#templates.get({
      version: document.template.version,
    });
    const required = template?.sections.rootCause.requireEvidence ?? true;
    return document.sections.flatMap(section =>
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
