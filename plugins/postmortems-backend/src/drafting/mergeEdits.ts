import type {
  Block,
  DraftClaim,
  PostmortemContent,
  Section,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * What is written from the evidence today together with what people wrote: a person's block stays in its place word for word, and
 * remembers what would be written there now. Everything else is as it is written today.
 */
export function mergeEdits(
  current: PostmortemContent,
  written: PostmortemContent,
): PostmortemContent {
  const sections = written.sections.map(section =>
    mergeSection(
      current.sections.find(({ id }) => id === section.id),
      section,
    ),
  );
  const present = new Set(sections.map(({ id }) => id));
  // A section that the template no longer has stays for what a person wrote in it
  const orphans = current.sections
    .filter(({ id }) => !present.has(id))
    .map(section => ({
      ...section,
      blocks: section.blocks.filter(isEdited).map(withoutGenerated),
    }))
    .filter(({ blocks }) => blocks.length > 0);
  return { ...written, sections: [...sections, ...orphans] };
}

/** A block as a person wants it. What stood there is remembered, from the first edit on. */
export function editedBlock(options: {
  block: Block;
  claims: Block['claims'];
  by: string;
}): Block {
  const { block, claims, by } = options;
  const drafts = block.claims.map(toDraft);
  return {
    ...block,
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

/** Right after the nearest block before it that is still there. */
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

/** The evidence gives no such block any more. */
function withoutGenerated(block: Block): Block {
  return withGenerated(block, []);
}

function toDraft({ id, kind, text, spans }: DraftClaim): DraftClaim {
  return { id, kind, text, spans };
}
