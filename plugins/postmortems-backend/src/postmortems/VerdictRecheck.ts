import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  Block,
  Claim,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as nextTick } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { AuditedWrites } from '../platform/audit';
import type { Stores } from '../platform/database';
import { AUTHOR } from '../drafting';
import type { ClaimVerifier } from '../verification';
import { rootCauseStatusOf } from '../drafting/rootCauseStatus';
import type { SealedIncidentLoader } from '../verification/SealedIncident';
import { verifyBlock, type Examination } from '../verification/verifyBlock';

/** Documents asked for at once. */
const BATCH = 50;
/** Blocks verified before other work gets a turn. */
const SLICE = 50;
/** Every document is held against what is stored at least this often, in milliseconds. */
const AT_LEAST_EVERY_MS = 24 * 60 * 60 * 1000;
const ACTOR = 'postmortems:recheck';

/**
 * Keeps verdicts true: when evidence, the incident's record or the verifier have changed, the same words are held against them
 * again. Words never change here. A revision is written only when a verdict has changed.
 */
export class VerdictRecheck {
  readonly #stores: Stores;
  readonly #cases: SealedIncidentLoader;
  readonly #verifier: ClaimVerifier;
  readonly #writes: AuditedWrites;
  readonly #logger: LoggerService;

  constructor(options: {
    stores: Stores;
    cases: SealedIncidentLoader;
    verifier: ClaimVerifier;
    writes: AuditedWrites;
    logger: LoggerService;
  }) {
    this.#stores = options.stores;
    this.#writes = options.writes;
    this.#cases = options.cases;
    this.#verifier = options.verifier;
    this.#logger = options.logger;
  }

  /**
   * Looks at everything that is due, each document once, until the signal says that the time is over; the next run goes on there.
   * Answers with the number of documents whose verdicts have changed.
   */
  async run(options: { signal?: AbortSignal } = {}): Promise<number> {
    let changed = 0;
    for await (const { id, incidentKey } of this.#due()) {
      if (options.signal?.aborted) break;
      try {
        if (await this.#recheck(id, incidentKey)) changed += 1;
      } catch (error) {
        // Somebody wrote in between, or it cannot be read; the next run comes
        this.#logger.warn(
          `The verdicts of postmortem ${id} were not recomputed: ${
            toError(error).message
          }`,
        );
      }
      await nextTick();
    }
    return changed;
  }

  /** Those that are due, batch by batch. What stays due after its turn, because it failed, is not given a second one. */
  async *#due(): AsyncGenerator<{ id: string; incidentKey: string }> {
    const seen = new Set<string>();
    let limit = BATCH;
    for (;;) {
      const due = await this.#stores.postmortems.listUnverified({
        version: this.#verifier.version,
        before: new Date(Date.now() - AT_LEAST_EVERY_MS).toISOString(),
        limit,
      });
      const fresh = due.filter(({ id }) => !seen.has(id));
      for (const one of fresh) {
        seen.add(one.id);
        yield one;
      }
      if (due.length < limit) return;
      // Those that stay due come first in the list; it has to reach past them
      limit = BATCH + due.length - fresh.length;
    }
  }

  async #recheck(id: string, incidentKey: string): Promise<boolean> {
    const { incidents, postmortems, templates } = this.#stores;
    const document = await postmortems.get({ id });
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
    const sections = await recheckSections(
      document.sections,
      this.#cases.examinationOf(sealed, template),
    );
    if (
      isDeepStrictEqual(verdictsOf(sections), verdictsOf(document.sections))
    ) {
      await postmortems.markVerified({ id, verified });
      return false;
    }
    const { title, template: resolution, modelRun } = document;
    await this.#writes.run(
      {
        eventId: 'postmortem-recheck',
        meta: { postmortemId: id },
        actor: ACTOR,
      },
      () =>
        postmortems.saveRevision({
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
        }),
    );
    return true;
  }
}

async function recheckSections(
  sections: PostmortemContent['sections'],
  examination: Examination,
): Promise<PostmortemContent['sections']> {
  const rechecked: PostmortemContent['sections'] = [];
  for (const section of sections) {
    const blocks: Block[] = [];
    for (let start = 0; start < section.blocks.length; start += SLICE) {
      const slice = section.blocks.slice(start, start + SLICE);
      blocks.push(...slice.map(block => recheckBlock(block, examination)));
      await nextTick();
    }
    rechecked.push({ ...section, blocks });
  }
  return rechecked;
}

function recheckBlock(block: Block, examination: Examination): Block {
  const claims = block.claims.map(claim => ({
    ...claim,
    doubts: doubtsOf(claim),
  }));
  return verifyBlock({ ...block, claims }, examination);
}

/** What a judge said of a sentence stays said. */
function doubtsOf({ reasons }: Claim) {
  return reasons.filter(({ check }) => check === 'judge');
}

function verdictsOf(sections: PostmortemContent['sections']) {
  return sections.flatMap(({ blocks }) =>
    blocks.flatMap(({ claims }) =>
      claims.map(({ id, verdict, concerns }) => ({ id, verdict, concerns })),
    ),
  );
}
