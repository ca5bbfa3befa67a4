import type {
  Block,
  Section,
} from '@postmortems/backstage-plugin-postmortems-common';

/** The sections with a block in the place of the one that has its id. */
export function replaceBlock(
  sections: readonly Section[],
  block: Block,
): Section[] {
  return sections.map(section => ({
    ...section,
    blocks: section.blocks.map(one => (one.id === block.id ? block : one)),
  }));
}
