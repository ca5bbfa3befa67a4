import type { SourceType } from '@postmortems/backstage-plugin-postmortems-common';
import { eventFacts } from '../facts/timeline';
import { fitEvents, mergeEvents, type MergedEvent } from '../facts/mergeEvents';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { block } from '../write/blocks';
import {
  cite,
  MAX_SPANS,
  sealSource,
  sentence,
  silently,
  type Cited,
} from '../write/sentence';
import { hourOf, timeOfDay } from '../write/times';
import type { SectionContext, SectionWriter } from './context';

const ORDER: SourceType[] = ['chat', 'telemetry', 'deployment', 'agent_trace'];

/** Characters of an ISO time that tell its slot. */
const SLOT = {
  hour: '2026-03-02T14'.length,
  minute: '2026-03-02T14:07'.length,
};
const SECOND = '2026-03-02T14:07:12'.length;

export const writeTimeline: SectionWriter = context => {
  const { granularity, maxEntries } = context.template.sections.timeline;
  const slotOf = (at: string) => at.slice(0, SLOT[granularity]);
  const events = mergeEvents(
    eventFacts({
      seal: context.seal,
      evidence: context.known,
      metrics: context.metrics,
    }),
    slotOf,
  );
  const shown = fitEvents(events, maxEntries);
  const label = labelOf(shown, context);
  return [
    ...shown.map(event => entry(event, slotOf(event.at), label(event.at))),
    ...(shown.length < events.length ? [leftOut(context)] : []),
  ];
};

/** How the time of an entry is told: to the second where the minute would not tell it from another entry. */
function labelOf(
  shown: readonly MergedEvent[],
  { template, day, seconds }: SectionContext,
): (at: string) => string {
  if (template.sections.timeline.granularity === 'hour') {
    return at => hourOf(at, day);
  }
  const secondsOf = new Map<string, Set<string>>();
  for (const { at } of shown) {
    const minute = at.slice(0, SLOT.minute);
    const known = secondsOf.get(minute) ?? new Set();
    secondsOf.set(minute, known.add(at.slice(0, SECOND)));
  }
  return at =>
    timeOfDay(at, {
      day,
      seconds: seconds || secondsOf.get(at.slice(0, SLOT.minute))!.size > 1,
    });
}

function entry(event: MergedEvent, slot: string, label: string): DraftBlock {
  const { at, says, time, key, sourceTypes, merged } = event;
  const more = merged > 1 ? repeats(event) : [];
  const claim = sentence(
    'timeline',
    `${slot} ${key}`,
    `${label}: `,
    ...says,
    ...more,
    time,
    '.',
  );
  return block('timeline_entry', [claim], {
    timeline: {
      at,
      label,
      sourceTypes: ORDER.filter(type => sourceTypes.includes(type)),
      merged,
    },
  });
}

/** How often the same thing was recorded, with a span in each record. */
function repeats({ says, nodes, merged }: MergedEvent): (string | Cited)[] {
  const first = says.find(
    (part): part is Cited => typeof part !== 'string' && part.spans.length > 0,
  )?.spans[0];
  if (!first) return [];
  const spans = nodes
    .filter(({ id }) => id !== first.evidenceId)
    .slice(0, MAX_SPANS / 2)
    .map(node => cite(node, first.pointer, ''));
  const all = spans.length + 1 === merged;
  return [
    ` (${all ? '' : 'at least '}${spans.length + 1} records)`,
    silently(...spans),
  ];
}

function leftOut({ seal }: SectionContext): DraftBlock {
  return block('paragraph', [
    sentence(
      'timeline',
      'left out',
      'The timeline is a selection from ',
      cite(
        sealSource(seal),
        '/nodes',
        seal.manifest.nodes.toLocaleString('en-US'),
      ),
      ' pieces of evidence.',
    ),
  ]);
}
