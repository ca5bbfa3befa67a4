import type { EvidenceSeal } from '@postmortems/backstage-plugin-postmortems-common';
import type { PayloadKinds } from '../../payloadKinds';
import type { Steps } from '../../platform/Turns';
import { quantityOf, serviceName } from '../../verification';
import { chatTextKey } from '../salience/chat';
import { chooseMetrics } from '../salience/choose';
import { cite, recordSource, stated } from '../write/sentence';
import type { AboutIncident } from './aboutIncident';
import { alertEvents } from './alertEvents';
import { isCollection } from './collections';
import { describeKnown, type QuotedUnder } from './describeKnown';
import { describeUnknown } from './describeUnknown';
import {
  affectedBy,
  isChange,
  isElsewhere,
  MIN_NAME,
  relatedServices,
  repeatsAlert,
} from './elsewhere';
import { foldCorrelated } from './foldCorrelated';
import type { KnownEvidence } from './knownEvidence';
import { isLong, WEIGHT, type EventFact, type MetricFact } from './types';

/** Metrics that the impact tells; the others only where there is room. */
const MAX_METRICS = 5;
const ELSEWHERE = { isKey: false, weight: WEIGHT.changeElsewhere };

/** What the evidence and the incident record say happened, in no particular order. */
export function* eventFacts(options: {
  seal: EvidenceSeal;
  evidence: readonly KnownEvidence[];
  metrics: readonly MetricFact[];
  /** What services logged. */
  logs: readonly EventFact[];
  /** Ids of evidence without which the timeline would not make sense. */
  always: ReadonlySet<string>;
  spanMs: number;
  about: AboutIncident;
  payloadKinds?: PayloadKinds;
  /** Sections that quote messages, by the ids of those. */
  quotedUnder?: QuotedUnder;
}): Steps<EventFact[]> {
  const { seal, evidence, metrics, logs, always, spanMs, payloadKinds } =
    options;
  const services = [
    ...new Set(evidence.map(({ node }) => serviceName(node.metadata.service))),
  ]
    .map(name => name.toLocaleLowerCase('en-US'))
    .filter(name => name.length >= MIN_NAME);
  const told = new Set(chooseMetrics(metrics, MAX_METRICS).told);
  const context = {
    seal,
    services,
    payloadKinds,
    quotedUnder: options.quotedUnder,
    about: options.about,
    isRepeated: repeatsAlert(evidence),
    isLong: isLong(spanMs),
    related: isLong(spanMs)
      ? relatedServices(seal, evidence, options.about)
      : new Set<string>(),
  };
  yield;
  const ofNodes: NodeEvent[] = [];
  for (const one of evidence) {
    ofNodes.push(...nodeEvents(one, context));
    yield;
  }
  const others = withoutRepetition(ofNodes);
  yield;
  const folded = foldCorrelated(
    [...logs, ...others.filter(({ isFoldable }) => isFoldable)],
    evidence,
  );
  yield;
  return [
    ...recordEvents(seal),
    ...folded,
    ...others.filter(({ isFoldable }) => !isFoldable),
    ...alertEvents(evidence, spanMs, affectedBy(seal)),
    ...metrics.flatMap(fact => metricEvents(fact, told.has(fact))),
  ].map(event =>
    event.weight > WEIGHT.hidden && event.nodes.some(({ id }) => always.has(id))
      ? { ...event, isAlways: true, isKey: true }
      : event,
  );
}

const MILESTONES = ['started', 'detected', 'mitigated', 'resolved'] as const;

/** The times that the incident's record gives. */
export function recordEvents(seal: EvidenceSeal): EventFact[] {
  const source = recordSource(seal);
  return MILESTONES.flatMap((event, order) => {
    const pointer = `${event}At` as const;
    const at = seal.incident[pointer];
    if (typeof at !== 'string') return [];
    return [
      {
        at,
        sourceTypes: [],
        statements: instant => [
          stated(
            { type: 'milestone', event, at: instant },
            cite(source, `/${pointer}`),
          ),
        ],
        // At one moment the start comes before what happened, and what came of it after
        key: order === 0 ? '0 record' : `~${order} record`,
        weight: WEIGHT.record,
        isKey: true,
        isAlways: true,
        nodes: [],
      },
    ];
  });
}

function metricEvents(fact: MetricFact, isTold: boolean): EventFact[] {
  const { node, metric, unit, service, extreme, before, isRecord } = fact;
  // What only got better is told where it was bad
  if (!fact.isNotable || fact.isHarmful === false) return [];
  const common = {
    series: { evidence: node.id, metric, service: serviceName(service) },
    quantity: quantityOf(extreme.value, unit),
  };
  return [
    {
      at: extreme.at,
      sourceTypes: [node.sourceType],
      statements: at => [
        stated(
          isRecord
            ? {
                type: 'extreme',
                which: extreme.value > before.value ? 'highest' : 'lowest',
                ...common,
                at,
              }
            : { type: 'value', extent: 'point', ...common, at },
          cite(node, '/metric'),
          cite(node, `/points/${extreme.index}/1`),
          cite(node, `/points/${extreme.index}/0`),
        ),
      ],
      key: `metric ${node.id}`,
      weight: isTold ? WEIGHT.metric : WEIGHT.other,
      nodes: [node],
    },
  ];
}

type NodeEvent = EventFact & {
  /** It may be folded with others of the same correlation id. */
  isFoldable: boolean;
  /** What a message says. */
  says?: string;
};

function nodeEvents(
  one: KnownEvidence,
  context: {
    seal: EvidenceSeal;
    services: readonly string[];
    payloadKinds?: PayloadKinds;
    quotedUnder?: QuotedUnder;
    about: AboutIncident;
    isRepeated: (one: KnownEvidence) => boolean;
    isLong: boolean;
    related: ReadonlySet<string>;
  },
): NodeEvent[] {
  const { node, payload } = one;
  // Steps tell what was investigated, and records of a collection what was gathered, not what happened
  if (node.sourceType === 'agent_trace' || isCollection(node)) return [];
  switch (payload?.kind) {
    case 'metric':
    case 'step':
    case 'log':
    case 'alert':
      return [];
    default: {
      const told = payload
        ? describeKnown(node, payload, context)
        : describeUnknown(node, context.payloadKinds);
      if (!told) return [];
      const { sourceType } = node;
      const isFoldable = !payload || payload.kind === 'event';
      const event = { sourceTypes: [sourceType], nodes: [node], isFoldable };
      if (payload?.kind === 'message') {
        return [
          {
            ...event,
            ...told,
            weight: weightOfMessage(one, told.weight, context),
            says: chatTextKey(payload),
          },
        ];
      }
      return [
        {
          ...event,
          ...told,
          ...(isChange(payload, context.isLong) &&
            isElsewhere(node, context) &&
            ELSEWHERE),
        },
      ];
    }
  }
}

/** Nothing where a message repeats an alert, little where it is about another matter. */
function weightOfMessage(
  one: KnownEvidence,
  weight: number,
  { about, isRepeated, isLong: isLongOne }: Parameters<typeof nodeEvents>[1],
): number {
  if (weight === WEIGHT.hidden || isRepeated(one)) return WEIGHT.hidden;
  const common = about(one.node);
  if (common === 0) return Math.min(weight, WEIGHT.other);
  const isQuestion =
    one.payload?.kind === 'message' && /[?？]\s*$/.test(one.payload.text);
  const telling =
    weight + common - (isLongOne ? 1.5 : 1) - (isQuestion ? 1.5 : 0);
  return Math.max(WEIGHT.other, telling);
}

/** What was said before tells nothing new. */
function withoutRepetition(events: readonly NodeEvent[]): NodeEvent[] {
  const first = new Map<string, NodeEvent>();
  for (const event of events) {
    if (!event.says) continue;
    const known = first.get(event.says);
    if (!known || event.at < known.at) first.set(event.says, event);
  }
  return events.map(event =>
    event.says && first.get(event.says)!.at < event.at
      ? { ...event, weight: Math.min(event.weight, WEIGHT.other) }
      : event,
  );
}
