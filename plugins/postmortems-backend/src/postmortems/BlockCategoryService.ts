import { InputError, NotFoundError } from '@backstage/errors';
import {
  canHaveCategory,
  CATEGORY_SECTIONS,
  type Block,
  type CategoryChoice,
  type Postmortem,
  type PostmortemContent,
  type Section,
  type SetBlockCategory,
} from '@postmortems/backstage-plugin-postmortems-common';
import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../platform/auth';
import type { Categories } from '../categories';
import { StaleBlockError } from './EditingService';
import { contentWith } from './contentWith';
import { newRevision } from './newRevision';
import type { PostmortemStore } from './PostmortemStore';
import type { RevisionStore } from './RevisionStore';
import { replaceBlock } from './replaceBlock';
import { writeToNewest } from './writeToNewest';

/** The categories that people and agents choose for causes and factors. */
export class BlockCategoryService {
  readonly #postmortems: PostmortemStore;
  readonly #revisions: RevisionStore;
  readonly #categories: Categories;

  constructor(options: {
    postmortems: PostmortemStore;
    revisions: RevisionStore;
    categories: Categories;
  }) {
    this.#postmortems = options.postmortems;
    this.#revisions = options.revisions;
    this.#categories = options.categories;
  }

  /**
   * Stores a revision with the choice, or nothing when the block has this
   * category already. Throws {@link StaleBlockError} when the block's text or
   * its category has changed since the caller read it.
   */
  async setCategory(options: {
    id: string;
    blockId: string;
    choice: SetBlockCategory;
    caller: Caller;
  }): Promise<Postmortem> {
    const { id, blockId, choice, caller } = options;
    if (choice.category !== null) this.#categories.assertKnown(choice.category);
    return writeToNewest({
      read: async () => {
        const current = await this.#postmortems.get({
          id,
          criteria: caller.criteria,
        });
        const block = requireBlock(current, blockId);
        const isChosen = (block.category?.id ?? null) === choice.category;
        if (!isChosen) await this.#assertSeen(current, block, choice);
        return { current, block };
      },
      write: async ({ current, block }) =>
        (block.category?.id ?? null) === choice.category
          ? current
          : this.#save(current, block, choice, caller.actor),
    });
  }

  async #assertSeen(
    current: Postmortem,
    block: Block,
    choice: SetBlockCategory,
  ) {
    if (choice.baseRevision === current.revision) return;
    const base = await this.#revisions.get({
      id: current.id,
      revision: choice.baseRevision,
    });
    const seen = findPlace(base.content, block.id)?.block;
    if (!isDeepStrictEqual(shownOf(seen), shownOf(block))) {
      throw new StaleBlockError(block, current.revision, choice.category);
    }
  }

  async #save(
    current: Postmortem,
    block: Block,
    choice: SetBlockCategory,
    actor: string,
  ): Promise<Postmortem> {
    const category = choice.category
      ? { id: choice.category, setBy: actor }
      : undefined;
    const { postmortem } = await this.#revisions.save({
      revision: newRevision({
        incidentKey: current.incidentKey,
        author: actor.startsWith('user:')
          ? { type: 'person', ref: actor }
          : { type: 'machine', subject: actor },
        reason: `Set category of block ${block.id} to ${
          choice.category ?? 'none'
        }`,
        sealId: current.sealId,
        traceId: current.traceId,
        content: contentWith(
          current,
          replaceBlock(current.sections, replaceCategory(block, category)),
        ),
      }),
      expectedRevision: current.revision,
      // An approval is of texts and verdicts, which do not change. Reviewing
      // again for a label would keep people from categorising what is published.
      textUnchanged: true,
      actor,
    });
    return postmortem;
  }
}

function replaceCategory(
  { category: _, ...block }: Block,
  category: CategoryChoice | undefined,
): Block {
  return { ...block, ...(category && { category }) };
}

/** Throws `NotFoundError`, and `InputError` for a block that names no cause or factor. */
function requireBlock(postmortem: Postmortem, blockId: string): Block {
  const place = findPlace(postmortem, blockId);
  if (!place) {
    throw new NotFoundError(
      `Postmortem '${postmortem.id}' has no block '${blockId}'`,
    );
  }
  const { section, block } = place;
  if (!canHaveCategory(section.id, block)) {
    throw new InputError(
      CATEGORY_SECTIONS.includes(section.id)
        ? `Block '${blockId}' names no cause or contributing factor`
        : `Block '${blockId}' is in the section ${
            section.id
          }; only blocks of ${CATEGORY_SECTIONS.join(', ')} have a category`,
    );
  }
  return block;
}

function findPlace(
  { sections }: Pick<PostmortemContent, 'sections'>,
  blockId: string,
): { section: Section; block: Block } | undefined {
  return sections
    .flatMap(section => section.blocks.map(block => ({ section, block })))
    .find(({ block }) => block.id === blockId);
}

/** What a choice is based on; verdicts may change under it. */
function shownOf(block: Block | undefined) {
  return (
    block && {
      claims: block.claims.map(({ text, spans }) => ({ text, spans })),
      category: block.category?.id,
    }
  );
}
