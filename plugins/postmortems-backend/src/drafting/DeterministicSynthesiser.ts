import {
  SECTION_IDS,
  type PostmortemTemplate,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftPostmortem,
  DraftSection,
  DraftInput,
} from '@postmortems/backstage-plugin-postmortems-node';
import { contextOf } from './contextOf';
import { writeActionItems } from './sections/actionItems';
import type { SectionWriter } from './sections/context';
import { writeContributingFactors } from './sections/contributingFactors';
import { writeImpact } from './sections/impact';
import { writeNotChecked } from './sections/notChecked';
import { writeRootCause } from './sections/rootCause';
import { writeRuledOut } from './sections/ruledOut';
import { writeSummary } from './sections/summary';
import { writeTimeline } from './sections/timeline';
import { AUTHOR } from './write/blocks';

const SECTIONS: Record<SectionId, { title: string; write: SectionWriter }> = {
  summary: { title: 'Summary', write: writeSummary },
  impact: { title: 'Impact', write: writeImpact },
  timeline: { title: 'Timeline', write: writeTimeline },
  rootCause: { title: 'Root cause', write: writeRootCause },
  contributingFactors: {
    title: 'Contributing factors',
    write: writeContributingFactors,
  },
  // Filled by what is moved here from the other sections
  waysOfWorking: { title: 'Ways of working', write: () => [] },
  ruledOut: { title: 'Ruled out', write: writeRuledOut },
  notChecked: { title: 'Not checked', write: writeNotChecked },
  actionItems: { title: 'Action items', write: writeActionItems },
};

/**
 * Writes a postmortem from typed facts that are computed from the evidence, and from what a validated trace states. It
 * never names a cause that no trace names, and gives the same words for the same evidence.
 */
export class DeterministicSynthesiser {
  async synthesise(input: DraftInput): Promise<DraftPostmortem> {
    const { incident, template } = input;
    const context = contextOf(input);
    return {
      title: incident.title,
      author: AUTHOR,
      rootCauseStatus: context.cause ? 'confirmed' : 'undetermined',
      sections: orderOf(template).map((id): DraftSection => {
        const { title, write } = SECTIONS[id];
        return {
          id,
          title: template.sections[id]?.title ?? title,
          blocks: write(context),
        };
      }),
    };
  }
}

/** Sections that the template has, in its order and then in the usual one. */
function orderOf({ sections, order }: PostmortemTemplate): SectionId[] {
  return [...new Set<SectionId>([...order, ...SECTION_IDS])].filter(
    id => sections[id] !== undefined,
  );
}
