import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  Block,
  EditBlock,
  Postmortem,
  PostmortemContent,
  SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ActionItemStore } from '../actionItems';
import type { IncidentStore } from '../incidents';
import type { Caller } from '../platform/auth';
import type { TemplateStore } from '../templates';
import { type VerificationContextBuilder, verifyBlock } from '../verification';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import { assertKinds } from './claimKinds';
import { editedBlock } from './mergeEdits';
import { newRevision } from './newRevision';
import { rootCauseStatusOf } from './rootCauseStatus';

/** The edit is applied again to what a concurrent writer has stored. */
const ATTEMPTS = 10;

type StaleChange = EditBlock['claims'] | string | null;

type EditingServiceOptions = {
  incidents: IncidentStore;
  postmortems: PostmortemStore;
  revisions: RevisionStore;
  actionItems: ActionItemStore;
  templates: TemplateStore;
  contexts: VerificationContextBuilder;
};

/**
 * The block has changed since the writer read it. Answered with 409 and both
 * texts.
 */
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

/**
 * Edits by people. They are overwritten neither by others nor by a new draft.
 */
export class EditingService {
  readonly #options: EditingServiceOptions;

  constructor(options: EditingServiceOptions) {
    this.#options = options;
  }

  /**
   * Throws {@link StaleBlockError} when the block has changed since the writer
   * read it, and `InputError` when its action item would be removed without a
   * decision.
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
      const current = await this.#options.postmortems.get({
        id,
        criteria: caller.criteria,
      });
      const block = findBlock(current, blockId);
      assertKinds(sectionOf(current, blockId), edit);
      await this.#assertCurrent(current, block, edit);
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

  async #assertCurrent(current: Postmortem, block: Block, edit: EditBlock) {
    if (edit.baseRevision === current.revision) return;
    const base = await this.#options.revisions.get({
      id: current.id,
      revision: edit.baseRevision,
    });
    const seen = base.content.sections
      .flatMap(({ blocks }) => blocks)
      .find(({ id }) => id === block.id);
    if (!isDeepStrictEqual(contentOf(seen), contentOf(block))) {
      throw new StaleBlockError(block, current.revision, edit.claims);
    }
  }

  /**
   * An action item is removed by a decision: its block stays until it is
   * dropped.
   */
  async #assertRemovable({ id }: Postmortem, block: Block, edit: EditBlock) {
    const { actionItem } = block;
    if (!actionItem || edit.claims.length > 0) return;
    const items = await this.#options.actionItems.listByPostmortem({ id });
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
    const { incidentKey } = current;
    const { incidents, revisions, templates, contexts } = this.#options;
    const verificationSetup = await contexts.sealForClaims({
      incident: await incidents.get({ key: incidentKey }),
      claims,
      template: await templates.get(current.template),
      actor: by,
    });
    const { seal, trace } = verificationSetup.context;
    const verified = verifyBlock({ ...block, claims }, verificationSetup);
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
    const { postmortem } = await revisions.save({
      revision: newRevision({
        incidentKey,
        author: { type: 'person', ref: by },
        reason: `Edited block ${block.id}`,
        sealId: seal.id,
        traceId: trace?.traceId,
        content,
      }),
      expectedRevision: current.revision,
      actor: by,
    });
    return postmortem;
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

/** Without verdicts, which change without an edit. */
function contentOf(block: Block | undefined) {
  return block?.claims.map(({ text, spans }) => ({ text, spans }));
}
