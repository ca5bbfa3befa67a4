import type {
  Instant,
  SourceType,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import { MAX_SPANS, countOf, instantOf, Language } from '../../verification';
import { fitEvents, mergeEvents, type MergedEvent } from '../facts/mergeEvents';
import { eventFacts } from '../facts/timeline';
import { block } from '../write/blocks';
import {
  cite,
  claimOf,
  sealSource,
  stated,
  type Stated,
} from '../write/sentence';
import type { SectionContext, SectionWriter } from './context';

const ORDER: SourceType[] = ['chat', 'telemetry', 'deployment', 'agent_trace'];

export const writeTimeline: SectionWriter = context => {
  const { granularity, maxEntries } = context.template.sections.timeline;
  const { timeZone } = context.style;
  const slotOf = (at: string) => instantOf(at, granularity, timeZone).at;
  const events = mergeEvents(
    eventFacts({
      seal: context.seal,
      evidence: context.known,
      metrics: context.metrics,
    }),
    slotOf,
  );
  const shown = fitEvents(events, maxEntries);
  const instant = instantsOf(shown, context);
  return [
    ...shown.map(event =>
      entry({ event, slot: slotOf(event.at), at: instant(event.at), context }),
    ),
    ...(shown.length < events.length ? [leftOut(context)] : []),
  ];
};

/** How the time of an entry is told: to the second where the minute would not tell it from another entry. */
function instantsOf(
  shown: readonly MergedEvent[],
  { template, precision, style: { timeZone } }: SectionContext,
): (at: string) => Instant {
  if (template.sections.timeline.granularity === 'hour') {
    return at => instantOf(at, 'hour', timeZone);
  }
  const secondsOf = new Map<string, Set<string>>();
  const minuteOf = (at: string) => instantOf(at, 'minute', timeZone).at;
  for (const { at } of shown) {
    const known = secondsOf.get(minuteOf(at)) ?? new Set();
    const second = instantOf(at, 'second', timeZone).at;
    secondsOf.set(minuteOf(at), known.add(second));
  }
  return at =>
    instantOf(
      at,
      secondsOf.get(minuteOf(at))!.size > 1 ? 'second' : precision,
      timeZone,
    );
}

function entry(options: {
  event: MergedEvent;
  slot: string;
  at: Instant;
  context: SectionContext;
}): DraftBlock {
  const { event, slot, at, context } = options;
  const { key, sourceTypes, merged } = event;
  const { style, messages } = context;
  const statements = event.statements(at);
  const claim = claimOf(
    'timeline',
    `${slotName(slot, context)} ${key}`,
    [
      ...statements,
      ...(merged > 1 ? repeats(event, statements, slot, context) : []),
    ],
    context,
  );
  return block('timeline_entry', [claim], {
    timeline: {
      at: event.at,
      label: new Language(style, messages).instant(at),
      sourceTypes: ORDER.filter(type => sourceTypes.includes(type)),
      merged,
    },
  });
}

/** Short, as entries were called before there were time zones, so that they keep their ids. */
function slotName(
  slot: string,
  { template: { sections } }: SectionContext,
): string {
  const minute = slot.slice(0, '2026-03-02T14:07'.length);
  return sections.timeline.granularity === 'hour'
    ? minute.replace(/:00$/, '')
    : minute;
}

/** How often the same thing was recorded, with a span in each record. */
function repeats(
  { nodes, merged }: MergedEvent,
  statements: readonly Stated[],
  slot: string,
  { template }: SectionContext,
): Stated[] {
  const first = statements.flatMap(({ spans }) => spans)[0];
  if (!first) return [];
  const { granularity } = template.sections.timeline;
  const bound = {
    at: slot,
    precisionMs: granularity === 'hour' ? 3_600_000 : 60_000,
    bound: 'exactly' as const,
  };
  return [
    stated(
      {
        type: 'count',
        filter: {
          sameAs: first.evidenceId,
          window: { from: bound, to: bound },
        },
        distinct: 'nodes',
        quantity: countOf(merged),
      },
      ...nodes
        .filter(({ id }) => id !== first.evidenceId)
        .slice(0, MAX_SPANS / 2)
        .map(node => cite(node, first.pointer)),
    ),
  ];
}

function leftOut(context: SectionContext): DraftBlock {
  const { seal } = context;
  return block('paragraph', [
    claimOf(
      'timeline',
      'left out',
      [
        stated(
          {
            type: 'missingEvidence',
            what: 'selection',
            count: seal.manifest.nodes,
          },
          cite(sealSource(seal), '/nodes'),
        ),
      ],
      context,
    ),
  ]);
}
