import {
  canHaveCategory,
  type Block,
  type CategoryChoice,
  type DraftClaim,
  type PostmortemContent,
  type Section,
} from '@postmortems/backstage-plugin-postmortems-common';
import { routeProcessFactors } from '../drafting';

/**
 * The new draft with the edits and decisions by people: an edited block stays in
 * its place and remembers its current draft. A category stays with the block of the
 * same id, a decision with the claim of the same id and words.
 */
export function mergeEdits(
  current: PostmortemContent,
  written: PostmortemContent,
): PostmortemContent {
  const categories = categoriesOf(current);
  const routed = routeProcessFactors(
    written.sections.map(section => withCategories(section, categories)),
  );
  const edited = inSectionsOf(routed, current.sections);
  const sections = routed.map(section =>
    mergeSection(
      edited.find(({ id }) => id === section.id),
      section.id === 'rootCause' ? withDecisions(section, current) : section,
    ),
  );
  const present = new Set(sections.map(({ id }) => id));
  // A section that the template no longer has stays for the edits in it
  const orphans = edited
    .filter(({ id }) => !present.has(id))
    .map(section => ({
      ...section,
      blocks: section.blocks.filter(isEdited).map(withoutGenerated),
    }))
    .filter(({ blocks }) => blocks.length > 0);
  const { undeterminedAccepted } = current;
  return {
    ...written,
    ...(undeterminedAccepted && { undeterminedAccepted }),
    sections: [...sections, ...orphans],
  };
}

/**
 * The edited block, which remembers what was drafted from the first edit on.
 */
export function editedBlock(options: {
  block: Block;
  claims: Block['claims'];
  by: string;
}): Block {
  const { block, claims, by } = options;
  // What was folded behind the words of before says nothing about the new ones
  const { category, more: _, ...rest } = block;
  const drafts = block.claims.map(toDraft);
  return {
    ...rest,
    // A factor that was taken out is counted in no category
    ...(category && claims.length > 0 && { category }),
    author: { type: 'person', ref: by },
    claims,
    generated: block.generated ?? {
      base: drafts.map(({ text }) => text),
      latest: drafts,
    },
  };
}

export function isEdited({ author }: Block): boolean {
  return author.type === 'person';
}

/**
 * The drafted causes with what people decided of them. Those that are no longer
 * drafted stay; one that a person edited where it was ruled out is not repeated.
 */
function withDecisions(section: Section, current: PostmortemContent): Section {
  const causeBlocks = current.sections
    .filter(({ id }) => id === 'rootCause' || id === 'ruledOut')
    .flatMap(({ blocks }) => blocks);
  const decided = causeBlocks.filter(
    block => !isEdited(block) && block.claims.some(({ decision }) => decision),
  );
  const before = new Map(
    decided.flatMap(({ claims }) => claims.map(claim => [claim.id, claim])),
  );
  const edited = new Set(
    current.sections
      .filter(({ id }) => id === 'ruledOut')
      .flatMap(({ blocks }) => blocks.filter(isEdited).map(({ id }) => id)),
  );
  const drafted = new Set(section.blocks.map(({ id }) => id));
  return {
    ...section,
    blocks: [
      ...section.blocks
        .filter(({ id }) => !edited.has(id))
        .map(block => ({
          ...block,
          claims: block.claims.map(claim => {
            const then = before.get(claim.id);
            return then?.decision && then.text === claim.text
              ? { ...claim, decision: then.decision }
              : claim;
          }),
        })),
      ...decided.filter(({ id }) => !drafted.has(id)),
    ],
  };
}

/** By the block's id, whichever section it stands in. */
function categoriesOf({ sections }: PostmortemContent) {
  return new Map(
    sections.flatMap(({ blocks }) =>
      blocks.flatMap(({ id, category }) =>
        category ? [[id, category] as const] : [],
      ),
    ),
  );
}

function withCategories(
  section: Section,
  categories: ReadonlyMap<string, CategoryChoice>,
): Section {
  return {
    ...section,
    blocks: section.blocks.map(block => {
      const category = categories.get(block.id);
      return category && canHaveCategory(section.id, block)
        ? { ...block, category }
        : block;
    }),
  };
}

/** Each block in the section in which the draft has it: its category may have moved it. */
function inSectionsOf(
  written: readonly Section[],
  current: readonly Section[],
): Section[] {
  const homes = new Map(
    written.flatMap(({ id, blocks }) => blocks.map(block => [block.id, id])),
  );
  const isAtHome = (block: Block, section: Section) =>
    (homes.get(block.id) ?? section.id) === section.id;
  const moved = current.flatMap(section =>
    section.blocks.filter(block => !isAtHome(block, section)),
  );
  const known = new Set(current.map(({ id }) => id));
  return [
    ...current,
    ...written
      .filter(({ id }) => !known.has(id))
      .map(section => ({ ...section, blocks: [] })),
  ].map(section => ({
    ...section,
    blocks: [
      ...section.blocks.filter(block => isAtHome(block, section)),
      ...moved.filter(({ id }) => homes.get(id) === section.id),
    ],
  }));
}

function mergeSection(current: Section | undefined, written: Section): Section {
  if (!current) return written;
  const edited = new Map(
    current.blocks.filter(isEdited).map(block => [block.id, block]),
  );
  const blocks = written.blocks.map(block => {
    const kept = edited.get(block.id);
    return kept ? withGenerated(kept, block.claims.map(toDraft)) : block;
  });
  const placed = new Set(blocks.map(({ id }) => id));
  current.blocks.forEach((block, index) => {
    if (!isEdited(block) || placed.has(block.id)) return;
    blocks.splice(
      placeAfter(current.blocks.slice(0, index), blocks),
      0,
      withoutGenerated(block),
    );
  });
  const { order } = current;
  return order
    ? { ...written, blocks: inOrder(blocks, order), order }
    : { ...written, blocks };
}

/** Blocks that a person has moved, in that order; each other one after the block before it. */
export function inOrder(
  blocks: readonly Block[],
  order: readonly string[],
): Block[] {
  const byId = new Map(blocks.map(block => [block.id, block]));
  const ordered = order.flatMap(id => byId.get(id) ?? []);
  const known = new Set(order);
  blocks.forEach((block, index) => {
    if (known.has(block.id)) return;
    ordered.splice(placeAfter(blocks.slice(0, index), ordered), 0, block);
  });
  return ordered;
}

/** After the nearest earlier block that still exists. */
function placeAfter(before: readonly Block[], blocks: readonly Block[]) {
  for (const { id } of [...before].reverse()) {
    const index = blocks.findIndex(block => block.id === id);
    if (index >= 0) return index + 1;
  }
  return 0;
}

function withGenerated(block: Block, latest: DraftClaim[]): Block {
  const base = block.generated?.base ?? latest.map(({ text }) => text);
  return { ...block, generated: { base, latest } };
}

/** The draft has no such block any more. */
function withoutGenerated(block: Block): Block {
  return withGenerated(block, []);
}

function toDraft({ id, kind, text, spans, reading }: DraftClaim): DraftClaim {
  return { id, kind, text, spans, ...(reading && { reading }) };
}
