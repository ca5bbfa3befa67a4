import {
  canHaveCategory,
  type Block,
  type CategoryChoice,
  type DraftClaim,
  type PostmortemContent,
  type Section,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * The new draft with the edits by people: an edited block stays in its place
 * and remembers its current draft. A category
 * stays with the block of the same id.
 */
export function mergeEdits(
  current: PostmortemContent,
  written: PostmortemContent,
): PostmortemContent {
  const categories = categoriesOf(current);
  const sections = written.sections.map(section =>
    mergeSection(
      current.sections.find(({ id }) => id === section.id),
      withCategories(section, categories),
    ),
  );
  const present = new Set(sections.map(({ id }) => id));
  // A section that the template no longer has stays for the edits in it
  const orphans = current.sections
    .filter(({ id }) => !present.has(id))
    .map(section => ({
      ...section,
      blocks: section.blocks.filter(isEdited).map(withoutGenerated),
    }))
    .filter(({ blocks }) => blocks.length > 0);
  return { ...written, sections: [...sections, ...orphans] };
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
  const { category, ...rest } = block;
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
  return { ...written, blocks };
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

function toDraft({ id, kind, text, spans }: DraftClaim): DraftClaim {
  return { id, kind, text, spans };
}
