import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  AddBlock,
  Author,
  Block,
  Claim,
  DraftClaim,
  EditBlock,
  Incident,
  Postmortem,
  PostmortemContent,
  Section,
  SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ActionItemStore } from '../actionItems';
import type { IncidentStore } from '../incidents';
import type { Caller } from '../platform/auth';
import {
  assertNoCauses,
  documentStyle,
  english,
  instantOf,
  givenReading,
  isShort,
  Language,
  type ModelReader,
  SAVE_TIMEOUT_MS,
  type VerificationContextBuilder,
  type VerificationSetup,
  verifyBlock,
} from '../verification';
import { typesLeftOut } from '../routing';
import { PersonalRevisions } from './PersonalRevisions';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import { causeInOwnWords } from './causeInOwnWords';
import { assertKinds } from './claimKinds';
import { editedBlock } from './mergeEdits';
import { replaceBlock } from './replaceBlock';

/** What a block in a section is; items elsewhere. */
const BLOCK_TYPES: Partial<Record<SectionId, Block['type']>> = {
  summary: 'paragraph',
  rootCause: 'paragraph',
  timeline: 'timeline_entry',
};

/** Where possible causes stand, each as one claim. */
const CAUSE_SECTIONS: ReadonlySet<SectionId> = new Set([
  'rootCause',
  'ruledOut',
]);

type StaleChange = EditBlock['claims'] | string | null;

type EditingServiceOptions = {
  incidents: IncidentStore;
  postmortems: PostmortemStore;
  revisions: RevisionStore;
  actionItems: ActionItemStore;
  contexts: VerificationContextBuilder;
  /** Reads what a person writes and the grammar leaves over, if there is one. */
  reader?: ModelReader;
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
  readonly #personal: PersonalRevisions;

  constructor(options: EditingServiceOptions) {
    this.#options = options;
    this.#personal = new PersonalRevisions(options);
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
    const { blockId, edit, caller } = options;
    const by = caller.actor;
    assertNoCauses(edit.claims);
    return this.#personal.write({
      ...options,
      change: async ({ current, seal }) => {
        const block = findBlock(current, blockId);
        const sectionId = sectionOf(current, blockId);
        assertKinds(sectionId, edit);
        const isStale = edit.baseRevision !== current.revision;
        const written = CAUSE_SECTIONS.has(sectionId)
          ? edit.claims.map((claim, index) => ({
              ...claim,
              text: causeInOwnWords(claim.text, block.claims[index]),
            }))
          : edit.claims;
        // Sent again, because the answer was lost
        if (isStale && isWritten(block, written, by)) return undefined;
        await this.#assertCurrent(current, block, edit);
        await this.#assertRemovable(current, block, edit);
        const setup = await seal(citedBy(edit));
        assertRouted(current, sectionId, edit, setup, block);
        const { claims } = await this.#verifiedAs(by, block, written, setup);
        return {
          setup,
          reason: `Edited block ${block.id}`,
          sections: replaceBlock(
            current.sections,
            editedBlock({ block, claims, by }),
          ),
        };
      },
    });
  }

  /** Adds a block that a person writes. It stays when the postmortem is drafted again. */
  async addBlock(options: {
    id: string;
    sectionId: SectionId;
    block: AddBlock;
    caller: Caller;
  }): Promise<Postmortem> {
    const { sectionId, block, caller } = options;
    assertKinds(sectionId, block);
    assertNoCauses(block.claims);
    const { at } = block;
    if ((sectionId === 'timeline') !== (at !== undefined)) {
      throw new InputError(
        at === undefined
          ? 'at: say when it happened, for an entry of the timeline'
          : 'at: only an entry of the timeline has a time',
      );
    }
    if (sectionId === 'actionItems') {
      throw new InputError('Action items are added as action items');
    }
    const id = `block-${randomUUID()}`;
    return this.#personal.write({
      ...options,
      change: async ({ current, seal }) => {
        const section = current.sections.find(one => one.id === sectionId);
        if (!section) {
          throw new NotFoundError(
            `Postmortem '${current.id}' has no section '${sectionId}'`,
          );
        }
        const setup = await seal(citedBy(block));
        assertRouted(current, sectionId, block, setup);
        const added: DraftBlock = {
          id,
          type: BLOCK_TYPES[sectionId] ?? 'item',
          author: { type: 'person', ref: caller.actor },
          claims: [],
          ...(at && {
            timeline: {
              at,
              label: timelineLabel(at, current, setup),
              sourceTypes: [],
              merged: 1,
            },
          }),
        };
        const verified = await this.#verifiedAs(
          caller.actor,
          added,
          block.claims,
          setup,
        );
        const withBlock = [...section.blocks, verified];
        return {
          setup,
          reason: `Added block ${id}`,
          sections: replaced(current.sections, {
            ...section,
            blocks: moved(withBlock, id, block.after),
          }),
        };
      },
    });
  }

  /** Moves a block within its section. The order stays when the postmortem is drafted again. */
  async moveBlock(options: {
    id: string;
    blockId: string;
    after: string | null;
    caller: Caller;
  }): Promise<Postmortem> {
    const { blockId, after } = options;
    return this.#personal.write({
      ...options,
      change: async ({ current }) => {
        findBlock(current, blockId);
        const sectionId = sectionOf(current, blockId);
        const section = current.sections.find(one => one.id === sectionId)!;
        const blocks = moved(section.blocks, blockId, after);
        return {
          reason: `Moved block ${blockId}`,
          sections: replaced(current.sections, {
            ...section,
            blocks,
            order: blocks.map(({ id }) => id),
          }),
        };
      },
    });
  }

  /** A block with the claims that a person wrote, verified. */
  async #verifiedAs(
    by: string,
    block: DraftBlock | Block,
    written: EditBlock['claims'],
    setup: VerificationSetup,
  ): Promise<Block> {
    const given = written.map(({ attest, assertions, ...claim }) => ({
      ...claim,
      ...(assertions
        ? givenReading({ assertions }, by)
        : unchangedReading(block, claim)),
      ...unchangedDecision(block, claim),
      id: `claim-${randomUUID()}`,
      ...(attest && { attestedBy: by }),
    }));
    const claims = await this.#readByModel(given, setup);
    // A cause in a person's words is theirs, whoever wrote the block before
    const author: Author = { type: 'person', ref: by };
    return verifyBlock({ ...block, author, claims }, setup);
  }

  /**
   * With the readings of a model, where nobody gave one and the grammar leaves
   * words over. One counts only when it accounts for every word.
   */
  async #readByModel<T extends DraftClaim>(
    claims: T[],
    { verifier, facts, people }: VerificationSetup,
  ): Promise<T[]> {
    const { reader } = this.#options;
    if (!reader) return claims;
    const open = claims.filter(
      claim =>
        !claim.reading &&
        verifier.verify(claim, facts).reading.leftOver.length > 0,
    );
    const read = await reader.read({
      claims: open,
      facts,
      people,
      timeoutMs: SAVE_TIMEOUT_MS,
    });
    return claims.map(claim => {
      const assertions = read[open.indexOf(claim)];
      if (!assertions) return claim;
      const by: T = {
        ...claim,
        reading: { assertions, by: 'model', leftOver: [] },
      };
      const { reading, verdict } = verifier.verify(by, facts);
      const isWhole = reading.by === 'model' && reading.leftOver.length === 0;
      return isWhole && (verdict === 'supported' || verdict === 'unverified')
        ? by
        : claim;
    });
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
}

/**
 * Throws `InputError` for a citation that the section does not take by its routing,
 * unless the block has it already.
 */
function assertRouted(
  { routing }: Postmortem,
  section: SectionId,
  { claims }: Pick<EditBlock, 'claims'>,
  { facts }: VerificationSetup,
  block?: Block,
): void {
  const before = new Set(
    block?.claims.flatMap(({ spans }) => spans.map(one => one.evidenceId)),
  );
  const types = typesLeftOut(
    claims.flatMap(({ spans }) => spans),
    {
      section,
      sections: routing?.sections,
      typeOf: id =>
        before.has(id) ? undefined : facts.node(id)?.node.sourceType,
    },
  );
  if (types.length === 0) return;
  throw new InputError(
    `The section ${section} takes no evidence of the type ${types.join(
      ', ',
    )}: cite other evidence, or write the sentence in a section that takes it`,
  );
}

/** A time as the document tells times. */
/** Ids of the evidence that written claims cite. */
function citedBy({ claims }: Pick<EditBlock, 'claims'>): string[] {
  return claims.flatMap(({ spans }) =>
    spans.map(({ evidenceId }) => evidenceId),
  );
}

function timelineLabel(
  at: string,
  { timeZone }: Postmortem,
  { facts }: VerificationSetup,
): string {
  const incident = facts.seal.incident as Incident;
  const style = documentStyle(incident, timeZone);
  return new Language(style, english).instant(
    instantOf(at, isShort(incident) ? 'second' : 'minute', style.timeZone),
  );
}

function replaced(
  sections: readonly Section[],
  section: Section,
): PostmortemContent['sections'] {
  return sections.map(one => (one.id === section.id ? section : one));
}

/** The blocks with one of them after another; `null` puts it first. */
function moved(
  blocks: readonly Block[],
  blockId: string,
  after: string | null,
): Block[] {
  const block = blocks.find(({ id }) => id === blockId)!;
  const others = blocks.filter(one => one !== block);
  const index =
    after === null ? -1 : others.findIndex(({ id }) => id === after);
  if (after !== null && index < 0) {
    throw new InputError(`after: the section has no other block '${after}'`);
  }
  return others.toSpliced(index + 1, 0, block);
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

/**
 * What drafting wrote from data, or a model read, is still that when its words
 * stay. A person's reading is sent with them, so that they can take it back.
 */
function unchangedReading(
  { claims }: Pick<DraftBlock, 'claims'>,
  edited: Pick<EditBlock['claims'][number], 'text' | 'kind'>,
): Pick<Block['claims'][number], 'reading'> {
  const same = claims.find(
    ({ text, kind, reading }) =>
      text === edited.text &&
      kind === edited.kind &&
      (reading?.by === 'renderer' || reading?.by === 'model'),
  );
  return same ? { reading: same.reading } : {};
}

/** What was decided of a cause stays while its words do. */
function unchangedDecision(
  { claims }: { claims: (DraftClaim & Pick<Claim, 'decision'>)[] },
  edited: Pick<EditBlock['claims'][number], 'text' | 'kind'>,
): Pick<Claim, 'decision'> {
  const same = claims.find(
    ({ text, kind }) => text === edited.text && kind === edited.kind,
  );
  return same?.decision ? { decision: same.decision } : {};
}

/** Whether the block says just this, in the words of this person. */
function isWritten(
  block: Block,
  written: EditBlock['claims'],
  by: string,
): boolean {
  const { author } = block;
  if (author.type !== 'person' || author.ref !== by) return false;
  const stands = block.claims.map(({ text, kind, spans, attestedBy }) => ({
    text,
    kind,
    spans,
    attest: attestedBy === by,
  }));
  return isDeepStrictEqual(
    stands,
    written.map(({ text, kind, spans, attest = false }) => ({
      text,
      kind,
      spans,
      attest,
    })),
  );
}

/** Without verdicts, which change without an edit. */
function contentOf(block: Block | undefined) {
  return block?.claims.map(({ text, spans }) => ({ text, spans }));
}
