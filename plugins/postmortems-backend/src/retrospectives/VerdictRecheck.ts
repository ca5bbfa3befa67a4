import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  Claim,
  RetrospectiveContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import type { Stores } from '../database';
import { AUTHOR } from '../synthesise';
import type { ClaimVerifier } from '../verify';
import { rootCauseStatusOf } from './rootCauseStatus';
import type { SealedCases } from './SealedCase';
import { verifyBlock, type Examination } from './verifyBlock';

/** Documents looked at in one run; the others wait for the next. */
const BATCH = 50;
/** Every document is held against what is stored at least this often, in milliseconds. */
const AT_LEAST_EVERY_MS = 24 * 60 * 60 * 1000;
const ACTOR = 'postmortems:recheck';

/**
 * Keeps verdicts true: when evidence, the incident's record or the verifier have changed, the same words are held against them
 * again. Words never change here. A revision is written only when a verdict has changed.
 */
export class VerdictRecheck {
  readonly #stores: Stores;
  readonly #cases: SealedCases;
  readonly #verifier: ClaimVerifier;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Stores;
    cases: SealedCases;
    verifier: ClaimVerifier;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#cases = options.cases;
    this.#verifier = options.verifier;
    this.#logger = options.logger;
  }

  /** Looks at what is due. Answers with the number of documents whose verdicts have changed. */
  async run(options: { signal?: AbortSignal } = {}): Promise<number> {
    const due = await this.#stores.retrospectives.listUnverified({
      version: this.#verifier.version,
      before: new Date(Date.now() - AT_LEAST_EVERY_MS).toISOString(),
      limit: BATCH,
    });
    let changed = 0;
    for (const { id, incidentKey } of due) {
      if (options.signal?.aborted) break;
      try {
        if (await this.#recheck(id, incidentKey)) changed += 1;
      } catch (error) {
        // Somebody wrote in between, or it cannot be read; the next run comes
        this.#logger.warn(
          `The verdicts of retrospective ${id} were not recomputed: ${
            toError(error).message
          }`,
        );
      }
    }
    return changed;
  }

  async #recheck(id: string, incidentKey: string): Promise<boolean> {
    const { incidents, retrospectives, templates } = this.#stores;
    const document = await retrospectives.get({ id });
    const sealed = await this.#cases.open({
      incident: await incidents.get({ key: incidentKey }),
      actor: ACTOR,
      tolerant: true,
    });
    if (sealed.problems.length > 0) {
      this.#logger.error(
        `The stored evidence of incident ${incidentKey} is not what was sealed: ${sealed.problems[0].message}`,
      );
    }
    const template = await templates.get({
      version: document.template.version,
    });
    const verified = {
      version: this.#verifier.version,
      throughBatch: sealed.throughBatch,
    };
    const sections = recheckSections(
      document.sections,
      this.#cases.examinationOf(sealed, template),
    );
    if (
      isDeepStrictEqual(verdictsOf(sections), verdictsOf(document.sections))
    ) {
      await retrospectives.markVerified({ id, verified });
      return false;
    }
    const { title, template: resolution, modelRun } = document;
    await retrospectives.saveRevision({
      incidentKey,
      revision: {
        author: AUTHOR,
        reason: `Verdicts recomputed by verifier ${this.#verifier.version}`,
        sealId: sealed.seal.id,
        traceId: sealed.trace?.traceId,
        content: {
          title,
          template: resolution,
          ...(modelRun && { modelRun }),
          rootCauseStatus: rootCauseStatusOf(sections),
          sections,
        },
      },
      expectedRevision: document.revision,
      sameWords: true,
      verified,
      actor: ACTOR,
    });
    return true;
  }
}

function recheckSections(
  sections: RetrospectiveContent['sections'],
  examination: Examination,
): RetrospectiveContent['sections'] {
  return sections.map(section => ({
    ...section,
    blocks: section.blocks.map(block =>
      verifyBlock(
        {
          ...block,
          claims: block.claims.map(claim => ({
            ...claim,
            doubts: doubtsOf(claim),
          })),
        },
        examination,
      ),
    ),
  }));
}

/** What a judge said of a sentence stays said. */
function doubtsOf({ reasons }: Claim) {
  return reasons.filter(({ check }) => check === 'judge');
}

function verdictsOf(sections: RetrospectiveContent['sections']) {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ claims }) =>
      claims.map(({ id, verdict, concerns }) => ({ id, verdict, concerns })),
    ),
  );
}
