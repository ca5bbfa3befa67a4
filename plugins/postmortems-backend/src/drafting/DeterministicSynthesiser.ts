import {
  SECTION_IDS,
  type PostmortemTemplate,
  type SectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftPostmortem,
  DraftSection,
} from '@postmortems/backstage-plugin-postmortems-node';
import { english, type Messages } from '../verification';
import { contextOf, type DraftFacts } from './contextOf';
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

const WRITERS: Record<SectionId, SectionWriter> = {
  summary: writeSummary,
  impact: writeImpact,
  timeline: writeTimeline,
  rootCause: writeRootCause,
  contributingFactors: writeContributingFactors,
  // Filled by what is moved here from the other sections
  waysOfWorking: () => [],
  ruledOut: writeRuledOut,
  notChecked: writeNotChecked,
  actionItems: writeActionItems,
};

/**
 * Writes a postmortem from assertions that are computed from the evidence, and from what a validated trace states. It
 * lists possible causes and confirms none, and gives the same words for the same evidence.
 */
export class DeterministicSynthesiser {
  readonly #messages: Messages;

  constructor(options: { messages?: Messages } = {}) {
    this.#messages = options.messages ?? english;
  }

  async synthesise(input: DraftFacts): Promise<DraftPostmortem> {
    const { incident, template } = input;
    const messages = this.#messages;
    const context = contextOf(input, messages);
    return {
      title: incident.title,
      author: AUTHOR,
      rootCauseStatus:
        context.causes.length > 0 ? 'candidates' : 'undetermined',
      sections: orderOf(template).map(
        (id): DraftSection => ({
          id,
          title: template.sections[id]?.title ?? messages.section[id],
          blocks: WRITERS[id](context),
        }),
      ),
    };
  }
}

/** Sections that the template has, in its order and then in the usual one. */
function orderOf({ sections, order }: PostmortemTemplate): SectionId[] {
  return [...new Set<SectionId>([...order, ...SECTION_IDS])].filter(
    id => sections[id] !== undefined,
  );
}
