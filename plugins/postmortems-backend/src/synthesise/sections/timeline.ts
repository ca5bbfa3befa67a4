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
import { hourOf, minuteOf } from '../write/times';
import type { SectionContext, SectionWriter } from './context';

const ORDER: SourceType[] = ['chat', 'telemetry', 'deployment', 'agent_trace'];

export const writeTimeline: SectionWriter = context => {
  const { granularity, maxEntries } = context.template.sections.timeline;
  const day = context.incident.startedAt.slice(0, 10);
  const label = (at: string) =>
    granularity === 'minute' ? minuteOf(at, day) : hourOf(at, day);
  const events = mergeEvents(
    eventFacts({
      seal: context.seal,
      evidence: context.known,
      metrics: context.metrics,
    }),
    label,
  );
  const shown = fitEvents(events, maxEntries);
  return [
    ...shown.map(event => entry(event, label(event.at))),
    ...(shown.length < events.length ? [leftOut(context)] : []),
  ];
};

function entry(event: MergedEvent, label: string): DraftBlock {
  const { at, says, time, key, sourceTypes, merged } = event;
  const more = merged > 1 ? repeats(event) : [];
  const claim = sentence(
    'timeline',
    `${label} ${key}`,
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
      'The timeline selects from ',
      cite(
        sealSource(seal),
        '/nodes',
        seal.manifest.nodes.toLocaleString('en-US'),
      ),
      ' pieces of evidence.',
    ),
  ]);
}
