import type { SectionId } from '@postmortems/backstage-plugin-postmortems-common';

/** Of the glossary, which is computed for the reader and no section of the document. */
export const GLOSSARY_ID = 'glossary';

/** What the contents link to. */
export type ContentsId = SectionId | typeof GLOSSARY_ID;

/** The DOM id of a section's heading. */
export function sectionElementId(id: ContentsId): string {
  return `postmortem-section-${id}`;
}
