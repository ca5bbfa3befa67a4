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
import type { PostmortemStore } from '../platform/database';
import { StaleBlockError } from '../postmortems';
import type { Categories } from './Categories';

/** Another writer may come in between; each time the choice is put onto what stands then. */
const ATTEMPTS = 10;

/** The categories that people and agents choose for causes and contributing factors. */
export class CategoryService {
  readonly #postmortems: Pick<
    PostmortemStore,
    'get' | 'getRevision' | 'saveRevision'
  >;
  readonly #categories: Categories;

  constructor(options: {
    postmortems: Pick<PostmortemStore, 'get' | 'getRevision' | 'saveRevision'>;
    categories: Categories;
  }) {
    this.#postmortems = options.postmortems;
    this.#categories = options.categories;
  }

  /**
   * Writes a revision with the choice, or nothing when the block has this category already. Throws {@link StaleBlockError} when the
   * block's words or its category are not what the caller saw.
   */
  async setCategory(options: {
    id: string;
    blockId: string;
    choice: SetBlockCategory;
    caller: Caller;
  }): Promise<Postmortem> {
    const { id, blockId, choice, caller } = options;
    if (choice.category !== null) this.#categories.assertKnown(choice.category);
    for (let attempt = 1; ; attempt++) {
      const current = await this.#postmortems.get({
        id,
        criteria: caller.criteria,
      });
      const block = requireBlock(current, blockId);
      await this.#assertSeen(current, block, choice);
      if ((block.category?.id ?? null) === choice.category) return current;
      try {
        return await this.#save(current, block, choice, caller.actor);
      } catch (error) {
        const again =
          (error as Error).name === 'ConflictError' && attempt < ATTEMPTS;
        if (!again) throw error;
      }
    }
  }

  async #assertSeen(
    current: Postmortem,
    block: Block,
    choice: SetBlockCategory,
  ) {
    if (choice.baseRevision === current.revision) return;
    const base = await this.#postmortems.getRevision({
      id: current.id,
      revision: choice.baseRevision,
    });
    const seen = placeOf(base.content, block.id)?.block;
    if (!isDeepStrictEqual(whatIsRead(seen), whatIsRead(block))) {
      throw new StaleBlockError(block, current.revision, choice.category);
    }
  }

  async #save(
    current: Postmortem,
    block: Block,
    choice: SetBlockCategory,
    actor: string,
  ): Promise<Postmortem> {
    const { title, template, modelRun, rootCauseStatus } = current;
    const category = choice.category
      ? { id: choice.category, setBy: actor }
      : undefined;
    const { postmortem } = await this.#postmortems.saveRevision({
      incidentKey: current.incidentKey,
      revision: {
        author: actor.startsWith('user:')
          ? { type: 'person', ref: actor }
          : { type: 'machine', subject: actor },
        reason: `Set category of block ${block.id} to ${
          choice.category ?? 'none'
        }`,
        sealId: current.sealId,
        traceId: current.traceId,
        content: {
          title,
          template,
          ...(modelRun && { modelRun }),
          rootCauseStatus,
          sections: current.sections.map(section => ({
            ...section,
            blocks: section.blocks.map(one =>
              one.id === block.id ? withCategory(one, category) : one,
            ),
          })),
        },
      },
      expectedRevision: current.revision,
      // An approval vouches for words and verdicts, which stay as they are. Putting the document back into review for a label would
      // keep people from categorising what has been published.
      sameWords: true,
      actor,
    });
    return postmortem;
  }
}

function withCategory(
  { category: _, ...block }: Block,
  category: CategoryChoice | undefined,
): Block {
  return { ...block, ...(category && { category }) };
}

/** Throws `NotFoundError`, and `InputError` for a block that names no cause or factor. */
function requireBlock(document: Postmortem, blockId: string): Block {
  const place = placeOf(document, blockId);
  if (!place) {
    throw new NotFoundError(
      `Postmortem '${document.id}' has no block '${blockId}'`,
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

function placeOf(
  { sections }: Pick<PostmortemContent, 'sections'>,
  blockId: string,
): { section: Section; block: Block } | undefined {
  return sections
    .flatMap(section => section.blocks.map(block => ({ section, block })))
    .find(({ block }) => block.id === blockId);
}

/** What somebody who chooses a category goes by; verdicts may change under it. */
function whatIsRead(block: Block | undefined) {
  return (
    block && {
      claims: block.claims.map(({ text, spans }) => ({ text, spans })),
      category: block.category?.id,
    }
  );
}
