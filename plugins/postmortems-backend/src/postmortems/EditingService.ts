import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  RECORD_EVIDENCE_ID,
  SEAL_EVIDENCE_ID,
  type Block,
  type Claim,
  type EditBlock,
  type EvidenceNode,
  type Postmortem,
  type PostmortemContent,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../platform/auth';
import type { BlamelessChecker, RosterSource } from '../blameless';
import type { ServiceCatalog } from '../platform/catalog';
import type { Stores } from '../platform/database';
import type { ClaimVerifier } from '../verification';
import { assertKinds } from '../drafting/claimKinds';
import { knownServicesOf, systemNamesOf } from '../drafting/knownServicesOf';
import { editedBlock } from '../drafting/mergeEdits';
import { rootCauseStatusOf } from '../drafting/rootCauseStatus';
import { verifyBlock, type Examination } from '../verification/verifyBlock';

/** Another writer may come in between; each time the edit is put onto what stands then. */
const ATTEMPTS = 10;
/** Messages and changes looked through for names. */
const MAX_NAMING = 500;

type StaleChange = EditBlock['claims'] | string | null;

/** A block that has changed since the writer saw it. Answered with 409 and both versions. */
export class StaleBlockError extends ConflictError {
  readonly name = 'ConflictError';
  readonly current: Block;
  /** What the writer sent: words, or the id of a category. */
  readonly yours: StaleChange;

  constructor(current: Block, revision: number, yours: StaleChange) {
    super(
      `Block '${current.id}' has changed since you read it; it is at revision ${revision} now`,
    );
    this.current = current;
    this.yours = yours;
  }
}

/** People's words in a postmortem. Nothing that a person wrote is overwritten: not by others, and not by the synthesiser. */
export class EditingService {
  readonly #stores: Stores;
  readonly #catalog: ServiceCatalog;
  readonly #verifier: ClaimVerifier;
  readonly #blameless: BlamelessChecker;
  readonly #roster: RosterSource;

  constructor(options: {
    stores: Stores;
    catalog: ServiceCatalog;
    verifier: ClaimVerifier;
    blameless: BlamelessChecker;
    roster: RosterSource;
  }) {
    this.#blameless = options.blameless;
    this.#roster = options.roster;
    this.#stores = options.stores;
    this.#catalog = options.catalog;
    this.#verifier = options.verifier;
  }

  /**
   * Throws {@link StaleBlockError} when the block is not what the writer saw, and `InputError` when it would be removed while its
   * action item is not dropped.
   */
  async editBlock(options: {
    id: string;
    blockId: string;
    edit: EditBlock;
    caller: Caller;
  }): Promise<Postmortem> {
    const { id, blockId, edit, caller } = options;
    if (!caller.actor.startsWith('user:')) {
      throw new NotAllowedError('Only a person may edit a block');
    }
    for (let attempt = 1; ; attempt++) {
      const current = await this.#stores.postmortems.get({
        id,
        criteria: caller.criteria,
      });
      const block = findBlock(current, blockId);
      assertKinds(sectionOf(current, blockId), edit);
      await this.#assertSeen(current, block, edit);
      await this.#assertRemovable(current, block, edit);
      try {
        return await this.#save(current, block, edit, caller.actor);
      } catch (error) {
        const again =
          (error as Error).name === 'ConflictError' && attempt < ATTEMPTS;
        if (!again) throw error;
      }
    }
  }

  async #assertSeen(current: Postmortem, block: Block, edit: EditBlock) {
    if (edit.baseRevision === current.revision) return;
    const base = await this.#stores.postmortems.getRevision({
      id: current.id,
      revision: edit.baseRevision,
    });
    const seen = base.content.sections
      .flatMap(({ blocks }) => blocks)
      .find(({ id }) => id === block.id);
    if (!isDeepStrictEqual(words(seen), words(block))) {
      throw new StaleBlockError(block, current.revision, edit.claims);
    }
  }

  /** A follow-up is ended by a decision on it, not by the way: a block keeps its item until that has been dropped. */
  async #assertRemovable({ id }: Postmortem, block: Block, edit: EditBlock) {
    const { actionItem } = block;
    if (!actionItem || edit.claims.length > 0) return;
    const items = await this.#stores.actionItems.ofPostmortem({ id });
    const item = items.find(one => one.id === actionItem.id) ?? actionItem;
    if (item.state !== 'dropped') {
      throw new InputError(
        `Block '${block.id}' holds the action item '${item.title}', which is ${item.state}; set its state to dropped before you remove the block`,
      );
    }
  }

  async #save(
    current: Postmortem,
    block: Block,
    edit: EditBlock,
    by: string,
  ): Promise<Postmortem> {
    const claims = edit.claims.map(({ attest, ...claim }) => ({
      ...claim,
      id: `claim-${randomUUID()}`,
      ...(attest && { attestedBy: by }),
    }));
    const verified = verifyBlock(
      { ...block, claims },
      await this.#examination(current, claims),
    );
    const edited = editedBlock({ block, claims: verified.claims, by });
    const { title, template, modelRun } = current;
    const sections = current.sections.map(section => ({
      ...section,
      blocks: section.blocks.map(one => (one.id === block.id ? edited : one)),
    }));
    const content: PostmortemContent = {
      title,
      template,
      ...(modelRun && { modelRun }),
      rootCauseStatus: rootCauseStatusOf(sections),
      sections,
    };
    const { postmortem } = await this.#stores.postmortems.saveRevision({
      incidentKey: current.incidentKey,
      revision: {
        author: { type: 'person', ref: by },
        reason: `Edited block ${block.id}`,
        sealId: current.sealId,
        traceId: current.traceId,
        content,
      },
      expectedRevision: current.revision,
      actor: by,
    });
    return postmortem;
  }

  async #examination(
    { incidentKey, sealId, traceId, template: resolution }: Postmortem,
    claims: Pick<Claim, 'spans'>[],
  ): Promise<Examination> {
    const ids = new Set(
      claims.flatMap(({ spans }) => spans.map(span => span.evidenceId)),
    );
    ids.delete(RECORD_EVIDENCE_ID);
    ids.delete(SEAL_EVIDENCE_ID);
    const [seal, traces, evidence, incident, template] = await Promise.all([
      this.#stores.seals.get({ id: sealId }),
      this.#stores.traces.list({ incidentKey }),
      this.#stores.evidence.getMany({ incidentKey, ids: [...ids] }),
      this.#stores.incidents.get({ key: incidentKey }),
      this.#stores.templates.get({ version: resolution.version }),
    ]);
    const services = await knownServicesOf({
      catalog: this.#catalog,
      incident,
      evidence: [...evidence.values()],
    });
    return {
      verifier: this.#verifier,
      context: {
        seal,
        evidence,
        trace: traces.find(trace => trace.traceId === traceId),
        services,
        maxCausalDepth: template?.sections.rootCause.maxDepth,
      },
      blameless: this.#blameless,
      people: await this.#roster.contextOf({
        incident,
        evidence: await this.#chatOf(incidentKey),
        systems: systemNamesOf(services),
        ownerRef: await this.#catalog.ownerOf({ refs: incident.services }),
      }),
    };
  }

  /** The evidence in which people appear; as much of it as names them. */
  async #chatOf(incidentKey: string): Promise<EvidenceNode[]> {
    const pages = await Promise.all(
      (['chat', 'deployment'] as const).map(sourceType =>
        this.#stores.evidence.list({
          incidentKey,
          sourceType,
          limit: MAX_NAMING,
        }),
      ),
    );
    return pages.flatMap(({ items }) => items);
  }
}

function sectionOf({ sections }: Postmortem, blockId: string): SectionId {
  return sections.find(({ blocks }) => blocks.some(({ id }) => id === blockId))!
    .id;
}

function findBlock({ id, sections }: Postmortem, blockId: string): Block {
  const block = sections
    .flatMap(({ blocks }) => blocks)
    .find(one => one.id === blockId);
  if (!block) {
    throw new NotFoundError(`Postmortem '${id}' has no block '${blockId}'`);
  }
  return block;
}

/** What a reader sees of a block; verdicts may change under it. */
function words(block: Block | undefined) {
  return block?.claims.map(({ text, spans }) => ({ text, spans }));
}
