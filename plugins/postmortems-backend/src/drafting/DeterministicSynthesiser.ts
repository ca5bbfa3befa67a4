import {
  isCustomSection,
  SECTION_IDS,
  type CustomSectionId,
  type PostmortemTemplate,
  type SectionEvidence,
  type SectionId,
  type StandardSectionId,
} from '@postmortems/backstage-plugin-postmortems-common';
import type {
  DraftPostmortem,
  DraftSection,
} from '@postmortems/backstage-plugin-postmortems-node';
import { Turns } from '../platform/Turns';
import { english, type Messages } from '../verification';
import { contextInSteps, type DraftFacts } from './contextOf';
import { routedInput } from './routedInput';
import { headline } from './headline';
import { writeActionItems } from './sections/actionItems';
import type { SectionContext, SectionWriter } from './sections/context';
import { writeContributingFactors } from './sections/contributingFactors';
import { writeImpact } from './sections/impact';
import { writeNotChecked } from './sections/notChecked';
import { writeRootCause } from './sections/rootCause';
import { writeRuledOut } from './sections/ruledOut';
import { writeSummary } from './sections/summary';
import { writeTimeline } from './sections/timeline';
import { withUnread } from './withUnread';
import { AUTHOR } from './write/blocks';
import { withUniqueIds } from './write/uniqueIds';

const WRITERS: Record<Exclude<StandardSectionId, 'timeline'>, SectionWriter> = {
  summary: writeSummary,
  impact: writeImpact,
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
    const { template } = input;
    const messages = this.#messages;
    const turns = new Turns();
    const context = await turns.run(contextInSteps(input, messages));
    const contexts = new Map<string, SectionContext>();
    const contextFor = async (id: SectionId) => {
      const types = input.sectionEvidence?.[id as keyof SectionEvidence];
      if (!types) return context;
      const key = types.toSorted().join();
      const known = contexts.get(key);
      if (known) return known;
      const routed = await turns.run(
        contextInSteps(routedInput(input, types), messages),
      );
      contexts.set(key, routed);
      return routed;
    };
    const sections: DraftSection[] = [];
    for (const id of orderOf(template)) {
      await turns.next();
      sections.push(
        isCustomSection(id)
          ? { id, ...customSection(template, id), blocks: [] }
          : {
              id,
              title: template.sections[id]?.title ?? messages.section[id],
              blocks:
                id === 'timeline'
                  ? await turns.run(writeTimeline(await contextFor(id)))
                  : WRITERS[id](await contextFor(id)),
            },
      );
    }
    return {
      title: headline(await contextFor('summary')),
      author: AUTHOR,
      rootCauseStatus:
        context.causes.length > 0 ? 'candidates' : 'undetermined',
      sections: withUniqueIds(withUnread(sections, input.unread, context)),
    };
  }
}

/**
 * Sections that the template has: in its order, then in the usual one, with the
 * template's own before the action items.
 */
function orderOf({ sections, order }: PostmortemTemplate): SectionId[] {
  const custom = Object.keys(sections.custom) as CustomSectionId[];
  const usual = SECTION_IDS.flatMap(id =>
    id === 'actionItems' ? [...custom, id] : [id],
  );
  return [...new Set<SectionId>([...order, ...usual])].filter(id =>
    isCustomSection(id)
      ? sections.custom[id] !== undefined
      : sections[id] !== undefined,
  );
}

function customSection(
  { sections }: PostmortemTemplate,
  id: CustomSectionId,
): Pick<DraftSection, 'title' | 'guidance'> {
  const { title, ...guidance } = sections.custom[id];
  return { title, guidance };
}
