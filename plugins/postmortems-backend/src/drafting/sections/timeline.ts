import type {
  DraftClaim,
  EvidenceNode,
  IncidentPhase,
  Instant,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DraftBlock } from '@postmortems/backstage-plugin-postmortems-node';
import type { Steps } from '../../platform/Turns';
import {
  MAX_SPANS,
  countOf,
  instantOf,
  Language,
  regionOf,
  zonedTime,
} from '../../verification';
import { byTime } from '../facts/bursts';
import { mergeEvents, type MergedEvent } from '../facts/mergeEvents';
import { selectEvents } from '../facts/selectEvents';
import { eventFacts } from '../facts/timeline';
import { isLong } from '../facts/types';
import { phaseAt } from '../phases/phases';
import { block } from '../write/blocks';
import { cite, claimOf, stated, type Stated } from '../write/sentence';
import { MAX_CANDIDATES } from './candidates';
import { quotedElsewhere } from './quotedElsewhere';
import type { SectionContext } from './context';
import {
  foldsOf,
  foldWriter,
  orderedTypes,
  type PlaceOf,
} from './timelineFolds';

/** How far a time is written out for its minute. */
const MINUTE = '2026-03-02T14:07';
const DAY_MS = 86_400_000;
/** Lines for what is folded of the days of a long incident. */
const MAX_DAYS = 30;
const LAST_KEY = '\uffff';

export function* writeTimeline(context: SectionContext): Steps<DraftBlock[]> {
  const { granularity, maxEntries } = context.template.sections.timeline;
  const { style, seal, known, metrics, phases } = context;
  const { logs, spanMs, about } = context;
  const slotOf = cachedByMinute(
    at => instantOf(at, granularity, style.timeZone).at,
  );
  const dayOf = isLong(spanMs)
    ? cachedByMinute(at => zonedTime(at, style.timeZone).day)
    : undefined;
  const facts = yield* eventFacts({
    seal,
    evidence: known,
    metrics,
    logs,
    always: indispensable(context),
    spanMs,
    about,
    payloadKinds: context.payloadKinds,
    quotedUnder: quotedElsewhere(context),
  });
  const events = yield* mergeEvents(facts, slotOf);
  yield;
  const phaseOf = ({ at }: { at: string }) => phaseAt(phases, at);
  const shown = selectEvents(events, maxEntries, phaseOf);
  yield;
  const instant = instantsOf(context);
  const written = (event: MergedEvent) =>
    entryClaim({
      event,
      slot: slotOf(event.at),
      at: instant(event.at),
      context,
    });
  const folds = foldsOf(
    // A metric that has no entry is told under Impact
    events.filter(event => shown.has(event) || !isOfMetric(event)),
    shown,
    phaseOf,
    dayOf && foldedDays(spanMs, dayOf),
  );
  const place = placeOfEntries(events, dayOf);
  yield;
  const write = foldWriter(folds, written, place, context);
  const inOrder = [
    ...[...shown].map(event => ({ at: event.at, event })),
    ...folds.map(fold => ({ at: fold[0].at, fold })),
  ].sort(byTimeAndKey);
  const blocks: DraftBlock[] = [];
  for (const one of inOrder) {
    yield;
    const phase = phaseOf(one);
    blocks.push(
      'fold' in one
        ? yield* write(one.fold, phase)
        : entry({
            event: one.event,
            claim: written(one.event),
            at: instant(one.at),
            phase,
            place,
            context,
          }),
    );
  }
  return blocks;
}

/** There are tens of thousands of times, and zones are slow. */
function cachedByMinute(of: (at: string) => string): (at: string) => string {
  const known = new Map<string, string>();
  return at => {
    const minute = at.slice(0, MINUTE.length);
    let found = known.get(minute);
    if (found === undefined) {
      found = of(at);
      known.set(minute, found);
    }
    return found;
  };
}

function isOfMetric({ nodes }: MergedEvent): boolean {
  return nodes.length === 1 && nodes[0].payload.kind === 'metric';
}

/** Names the day of an event, or the few days where an incident lasted for many. */
function foldedDays(spanMs: number, dayOf: (at: string) => string) {
  const days = Math.max(1, Math.ceil(spanMs / DAY_MS / MAX_DAYS));
  return ({ at }: { at: string }) =>
    String(Math.floor(Date.parse(dayOf(at)) / DAY_MS / days));
}

/** The day of an entry and its regions, as far as they tell it from others. */
function placeOfEntries(
  events: readonly MergedEvent[],
  dayOf: ((at: string) => string) | undefined,
): PlaceOf {
  const regions = (nodes: readonly EvidenceNode[]) =>
    [...new Set(nodes.flatMap(node => regionOf(node) ?? []))].sort();
  const isOfSeveral = regions(events.flatMap(({ nodes }) => nodes)).length > 1;
  return (at, nodes) => {
    const own = isOfSeveral ? regions(nodes) : [];
    return {
      ...(dayOf && { day: dayOf(at) }),
      ...(own.length > 0 && { regions: own }),
    };
  };
}

/** Decisions that are always told, the latest. */
const MAX_DECISIONS = 4;

/** What shows that a phase began, what the possible causes are, and what people concluded. */
function indispensable({
  signs,
  causes,
  conclusions,
}: SectionContext): Set<string> {
  const { falseAlarm, acted, recovered, decisions, ...found } = conclusions;
  return new Set([
    ...[
      falseAlarm,
      acted,
      recovered,
      ...found.causes,
      ...found.ruledOut,
      ...found.impact,
      ...decisions.slice(-MAX_DECISIONS),
    ].flatMap(one => one?.talk.node.id ?? []),
    ...Object.values(signs).flatMap(sign => sign?.node.id ?? []),
    ...causes
      .slice(0, MAX_CANDIDATES)
      .flatMap(({ assertion: { cause } }) => cause?.evidence ?? []),
  ]);
}

/** As events are sorted; a fold after the entry with which it begins. */
function byTimeAndKey(
  a: { at: string; event?: MergedEvent },
  b: { at: string; event?: MergedEvent },
): number {
  return (
    byTime(a, b) || byKey(a.event?.key ?? LAST_KEY, b.event?.key ?? LAST_KEY)
  );
}

function byKey(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How the time of an entry is told: all alike, so that their order tells more than a second here and there. */
function instantsOf({
  template,
  precision,
  style: { timeZone },
}: SectionContext): (at: string) => Instant {
  const { granularity } = template.sections.timeline;
  return at =>
    instantOf(at, granularity === 'hour' ? 'hour' : precision, timeZone);
}

function entryClaim(options: {
  event: MergedEvent;
  slot: string;
  at: Instant;
  context: SectionContext;
}): DraftClaim {
  const { event, slot, at, context } = options;
  const statements = event.statements(at);
  return claimOf(
    'timeline',
    `${slotName(slot, context)} ${event.key}`,
    [
      ...statements,
      ...(event.isRepeated && !event.isCounted
        ? repeats(event, statements, slot, context)
        : []),
    ],
    context,
  );
}

function entry(options: {
  event: MergedEvent;
  claim: DraftClaim;
  at: Instant;
  phase: IncidentPhase;
  place: PlaceOf;
  context: SectionContext;
}): DraftBlock {
  const { event, claim, at, phase, place, context } = options;
  const { sourceTypes, merged } = event;
  return block('timeline_entry', [claim], {
    timeline: {
      at: event.at,
      label: new Language(context.style, context.messages).instant(at),
      sourceTypes: orderedTypes(sourceTypes),
      merged,
      phase,
      ...place(event.at, event.nodes),
    },
  });
}

/** Short, as entries were called before there were time zones, so that they keep their ids. */
function slotName(
  slot: string,
  { template: { sections } }: SectionContext,
): string {
  const minute = slot.slice(0, MINUTE.length);
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
