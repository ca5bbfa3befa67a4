import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  listClaims,
  type Block,
  type Claim,
  type PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { setImmediate as nextTick } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { AUTHOR } from '../drafting';
import type { IncidentStore } from '../incidents';
import type { AuditedWrites } from '../platform/audit';
import { type Steps, Turns } from '../platform/Turns';
import { maskError } from '../secrets';
import {
  type ClaimVerifier,
  prepareCauses,
  prepareFacts,
  type VerificationContextBuilder,
  type VerificationSetup,
  verifyInSteps,
} from '../verification';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import type { VerificationStateStore } from './VerificationStateStore';
import { citedIds } from './citedIds';
import { newRevision } from './newRevision';
import { contentWith } from './contentWith';

/** Postmortems read at once. */
const BATCH = 50;
/** Every postmortem is verified at least this often, in milliseconds. */
const AT_LEAST_EVERY_MS = 24 * 60 * 60 * 1000;
const ACTOR = 'postmortems:recheck';

type VerdictRecheckOptions = {
  incidents: IncidentStore;
  postmortems: PostmortemStore;
  revisions: RevisionStore;
  verificationState: VerificationStateStore;
  contexts: VerificationContextBuilder;
  verifier: Pick<ClaimVerifier, 'version'>;
  writes: AuditedWrites;
  logger: LoggerService;
  /** Aborts when the process has to end. */
  stopping?: AbortSignal;
};

/**
 * Keeps verdicts current: verifies claims again after a change of the evidence,
 * the incident or the verifier. It never changes text, and writes a revision
 * only when a verdict has changed.
 */
export class VerdictRecheck {
  readonly #options: VerdictRecheckOptions;

  constructor(options: VerdictRecheckOptions) {
    this.#options = options;
  }

  /**
   * Verifies each postmortem that is due once, until the signal aborts; the
   * next run continues. Returns the number of postmortems whose verdicts have
   * changed.
   */
  async run(options: { signal?: AbortSignal } = {}): Promise<number> {
    let changed = 0;
    for await (const { id, incidentKey } of this.#due()) {
      if (options.signal?.aborted) break;
      const { verificationState } = this.#options;
      if (await verificationState.beginRecheck({ id })) {
        this.#options.logger.warn(
          `The backend has ended twice while it recomputed the verdicts of postmortem ${id}; if it does so again, they are left until somebody asks for it (POST /postmortems/${id}/recheck)`,
        );
      }
      try {
        if (await this.#recheck(id, incidentKey)) changed += 1;
      } catch (error) {
        // Another writer was first, or it cannot be read: the next run retries
        this.#options.logger.warn(
          `The verdicts of postmortem ${id} were not recomputed: ${
            maskError(toError(error)).message
          }`,
        );
      }
      await verificationState.endRecheck({ id });
      await nextTick();
    }
    return changed;
  }

  /** In batches. Those that stay due, because they failed, are not repeated. */
  async *#due(): AsyncGenerator<{ id: string; incidentKey: string }> {
    const seen = new Set<string>();
    let limit = BATCH;
    for (;;) {
      const due = await this.#options.verificationState.listDue({
        version: this.#options.verifier.version,
        before: new Date(Date.now() - AT_LEAST_EVERY_MS).toISOString(),
        limit,
      });
      const fresh = due.filter(({ id }) => !seen.has(id));
      for (const one of fresh) {
        seen.add(one.id);
        yield one;
      }
      if (due.length < limit) return;
      // Those that stay due come first in the list: read past them
      limit = BATCH + due.length - fresh.length;
    }
  }

  async #recheck(id: string, incidentKey: string): Promise<boolean> {
    const { contexts, incidents, postmortems, revisions } = this.#options;
    const postmortem = await postmortems.get({ id });
    const sealed = await contexts.sealAndLoad({
      incident: await incidents.get({ key: incidentKey }),
      actor: ACTOR,
      tolerant: true,
      cited: citedIds(postmortem, undefined),
    });
    if (sealed.problems.length > 0) {
      this.#options.logger.error(
        `The stored evidence of incident ${incidentKey} is not what was sealed: ${sealed.problems[0].message}`,
      );
    }
    const verified = {
      version: this.#options.verifier.version,
      throughBatch: sealed.throughBatch,
    };
    const sections = await recheckSections(
      postmortem.sections,
      contexts.setupOf(sealed),
      new Turns({ signal: this.#options.stopping }),
    );
    if (isDeepStrictEqual(verdictsOf({ sections }), verdictsOf(postmortem))) {
      await this.#options.verificationState.markVerified({ id, verified });
      return false;
    }
    await this.#options.writes.run(
      {
        eventId: 'postmortem-recheck',
        meta: { postmortemId: id },
        actor: ACTOR,
      },
      () =>
        revisions.save({
          revision: newRevision({
            incidentKey,
            author: AUTHOR,
            reason: `Verdicts recomputed by verifier ${
              this.#options.verifier.version
            }`,
            sealId: sealed.seal.id,
            traceId: sealed.trace?.traceId,
            content: contentWith(postmortem, sections),
          }),
          expectedRevision: postmortem.revision,
          textUnchanged: true,
          verified,
          actor: ACTOR,
        }),
    );
    return true;
  }
}

async function recheckSections(
  sections: PostmortemContent['sections'],
  verificationSetup: VerificationSetup,
  turns: Turns,
): Promise<PostmortemContent['sections']> {
  await prepareFacts(verificationSetup.facts, listClaims({ sections }), turns);
  await turns.run(prepareCauses(verificationSetup.facts));
  const rechecked: PostmortemContent['sections'] = [];
  for (const section of sections) {
    const blocks: Block[] = [];
    for (const block of section.blocks) {
      blocks.push(await turns.run(recheckBlock(block, verificationSetup)));
    }
    rechecked.push({ ...section, blocks });
  }
  return rechecked;
}

function recheckBlock(
  block: Block,
  verificationSetup: VerificationSetup,
): Steps<Block> {
  const { more } = block;
  return verifyInSteps(
    {
      ...block,
      claims: block.claims.map(withDoubts),
      ...(more && {
        more: { ...more, claims: more.claims.map(withDoubts) },
      }),
    },
    verificationSetup,
  );
}

/** Objections of a model judge remain. */
function withDoubts(claim: Claim) {
  return {
    ...claim,
    doubts: claim.reasons.filter(({ check }) => check === 'judge'),
  };
}

function verdictsOf(content: Pick<PostmortemContent, 'sections'>) {
  return listClaims(content).map(({ id, verdict, concerns }) => ({
    id,
    verdict,
    concerns,
  }));
}
