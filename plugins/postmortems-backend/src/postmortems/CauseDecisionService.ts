import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  candidateCauseOf,
  type AcceptUndetermined,
  type Block,
  type Claim,
  type DecideCause,
  type Postmortem,
  type PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import type { IncidentStore } from '../incidents';
import type { Caller } from '../platform/auth';
import { RuleViolationError } from '../platform/http';
import type { TemplateStore } from '../templates';
import {
  DEFAULT_SEARCH,
  findConfirmationProblems,
  reevaluateCause,
  type SealedFacts,
  searchOf,
  type VerificationContextBuilder,
  type VerificationSetup,
  verifyBlock,
} from '../verification';
import { StaleBlockError } from './EditingService';
import { PersonalRevisions } from './PersonalRevisions';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import { replaceBlock } from './replaceBlock';

const DECIDED = {
  confirmed: 'Confirmed a cause',
  ruled_out: 'Ruled out a cause',
  open: 'Took back the decision on a cause',
} as const;

type CauseDecisionServiceOptions = {
  incidents: IncidentStore;
  postmortems: PostmortemStore;
  revisions: RevisionStore;
  templates: TemplateStore;
  contexts: VerificationContextBuilder;
};

/** What people decide of the root cause. Code only says what a confirmation lacks. */
export class CauseDecisionService {
  readonly #options: CauseDecisionServiceOptions;
  readonly #personal: PersonalRevisions;

  constructor(options: CauseDecisionServiceOptions) {
    this.#options = options;
    this.#personal = new PersonalRevisions(options);
  }

  /**
   * Confirms a possible cause, rules it out, or opens it again. Throws
   * `RuleViolationError` with what a confirmation lacks, and
   * {@link StaleBlockError} when the claim or its decision has changed since the
   * caller read it.
   */
  async decide(options: {
    id: string;
    claimId: string;
    decision: DecideCause;
    caller: Caller;
  }): Promise<Postmortem> {
    const { claimId, decision, caller } = options;
    return this.#personal.write({
      ...options,
      change: async ({ current, seal }) => {
        const block = requireCause(current, claimId);
        const stands = block.claims.find(({ id }) => id === claimId)?.decision;
        // Sent again, because the answer was lost
        if (
          decision.baseRevision !== current.revision &&
          stands?.outcome === decision.outcome &&
          stands.reason === decision.reason &&
          stands.by === caller.actor
        ) {
          return undefined;
        }
        await this.#assertSeen(current, block, decision);
        const setup = await seal();
        const decided = await this.#decided(
          current,
          block,
          { ...options, by: caller.actor },
          setup,
        );
        return {
          reason: `${DECIDED[decision.outcome]}: ${decision.reason}`,
          sections: replaceBlock(current.sections, decided),
          setup,
        };
      },
    });
  }

  /**
   * Accepts that the cause is undetermined, or takes that back. Throws
   * `RuleViolationError` when a cause is confirmed.
   */
  async acceptUndetermined(options: {
    id: string;
    acceptance: AcceptUndetermined;
    caller: Caller;
  }): Promise<Postmortem> {
    const { acceptance, caller } = options;
    const { reason, baseRevision } = acceptance;
    return this.#personal.write({
      ...options,
      change: async ({ current }) => {
        const stands = current.undeterminedAccepted;
        if (
          baseRevision !== current.revision &&
          (stands?.reason ?? null) === reason &&
          (stands === undefined || stands.by === caller.actor)
        ) {
          return undefined;
        }
        await this.#assertSameCause(current, baseRevision);
        if (reason !== null && current.rootCauseStatus === 'confirmed') {
          throw new RuleViolationError('The cause is not undetermined', [
            {
              rule: 'root_cause.confirmed',
              message:
                'A cause is confirmed. Open it again before you accept that the cause is undetermined',
            },
          ]);
        }
        return {
          reason:
            reason === null
              ? 'No longer accepted that the cause is undetermined'
              : `Accepted that the cause is undetermined: ${reason}`,
          sections: current.sections,
          undeterminedAccepted:
            reason === null
              ? null
              : { by: caller.actor, at: new Date().toISOString(), reason },
        };
      },
    });
  }

  /** The block with the decision, and with the ties that the evidence has now. */
  async #decided(
    current: Postmortem,
    block: Block,
    options: { claimId: string; decision: DecideCause; by: string },
    setup: VerificationSetup,
  ): Promise<Block> {
    const { claimId, decision, by } = options;
    const { outcome, reason, explains } = decision;
    const template = await this.#options.templates.get(current.template);
    const rules = template?.sections.rootCause;
    const claims = block.claims.map((claim): Claim => {
      if (claim.id !== claimId) return claim;
      const { decision: _, attestedBy: __, ...rest } = claim;
      const search = {
        lookbackMs: rules?.lookbackHours
          ? rules.lookbackHours * 3_600_000
          : DEFAULT_SEARCH.lookbackMs,
        maxDepth: rules?.maxDepth ?? DEFAULT_SEARCH.maxDepth,
      };
      const open = refreshed(rest, setup.facts, search);
      if (outcome === 'open') return open;
      const cause = candidateCauseOf(open)!;
      if (outcome === 'confirmed') {
        const { confident } = setup.facts;
        const problems = findConfirmationProblems(cause, {
          facts: setup.facts,
          confidentTies: candidateCauseOf(refreshed(rest, confident, search))!
            .ties,
          requireEvidence: rules?.requireEvidence ?? true,
          explains,
        });
        if (problems.length > 0) {
          throw new RuleViolationError(
            'The cause cannot be confirmed',
            problems.map(problem => ({ ...problem, path: claimId })),
          );
        }
      }
      const explained = [...new Set(cause.against.map(({ type }) => type))];
      return {
        ...open,
        decision: {
          outcome,
          by,
          at: new Date().toISOString(),
          reason,
          ...(outcome === 'confirmed' &&
            explained.length > 0 && { explains: explained }),
        },
      };
    });
    const decided = verifyBlock({ ...block, claims }, setup);
    const now = decided.claims.find(({ id }) => id === claimId)!;
    if (outcome === 'confirmed' && now.verdict !== 'attested') {
      throw new RuleViolationError('The cause cannot be confirmed', [
        {
          rule: 'root_cause.evidence_broken',
          path: claimId,
          message: `The sentence is ${
            now.verdict
          } by its evidence (${now.reasons
            .filter(one => one.outcome === 'failed')
            .map(({ message }) => message)
            .join('; ')}). Correct it, and draft again`,
        },
      ]);
    }
    return decided;
  }

  async #assertSeen(current: Postmortem, block: Block, decision: DecideCause) {
    if (decision.baseRevision === current.revision) return;
    const base = await this.#options.revisions.get({
      id: current.id,
      revision: decision.baseRevision,
    });
    const seen = base.content.sections
      .flatMap(({ blocks }) => blocks)
      .find(({ id }) => id === block.id);
    if (!isDeepStrictEqual(shownOf(seen), shownOf(block))) {
      throw new StaleBlockError(block, current.revision, decision.reason);
    }
  }

  async #assertSameCause(current: Postmortem, baseRevision: number) {
    if (baseRevision === current.revision) return;
    const { content } = await this.#options.revisions.get({
      id: current.id,
      revision: baseRevision,
    });
    const knownOf = (of: PostmortemContent | Postmortem) => ({
      status: of.rootCauseStatus,
      accepted: of.undeterminedAccepted,
    });
    if (!isDeepStrictEqual(knownOf(content), knownOf(current))) {
      throw new ConflictError(
        `What is known of the cause has changed since revision ${baseRevision}; it is at revision ${current.revision} now`,
      );
    }
  }
}

/** A possible cause with the ties that the evidence has now. */
function refreshed(
  claim: Claim,
  facts: SealedFacts,
  rules: { lookbackMs: number; maxDepth: number },
): Claim {
  const { reading, spans } = claim;
  const cause = candidateCauseOf(claim);
  if (!reading || !cause) return claim;
  const now = reevaluateCause(
    cause,
    spans.map(({ evidenceId }) => evidenceId),
    { ...searchOf(facts), ...rules },
  );
  return {
    ...claim,
    reading: {
      ...reading,
      assertions: reading.assertions.map(one => (one === cause ? now : one)),
    },
  };
}

/** Throws `NotFoundError` when no such claim is listed as a possible cause. */
function requireCause({ id, sections }: Postmortem, claimId: string): Block {
  const block = sections
    .filter(section => section.id === 'rootCause' || section.id === 'ruledOut')
    .flatMap(({ blocks }) => blocks)
    .find(({ claims }) =>
      claims.some(claim => claim.id === claimId && candidateCauseOf(claim)),
    );
  if (!block) {
    throw new NotFoundError(
      `Postmortem '${id}' lists no possible cause '${claimId}'`,
    );
  }
  return block;
}

/** What a decision is based on; ties and verdicts may change under it. */
function shownOf(block: Block | undefined) {
  return block?.claims.map(({ text, spans, decision }) => ({
    text,
    spans,
    decision,
  }));
}
