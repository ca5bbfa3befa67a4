import type { SectionId } from '@postmortems/backstage-plugin-postmortems-common';

/** The DOM id of a section's heading. */
export function sectionElementId(id: SectionId): string {
  return `postmortem-section-${id}`;
}
