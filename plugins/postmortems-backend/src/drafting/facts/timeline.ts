import type {
  EvidenceNode,
  EvidenceSeal,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { PayloadKinds } from '../../payloadKinds';
import { quantityOf, serviceName } from '../../verification';
import { chatTextKey } from '../salience/chat';
import { cite, recordSource, stated } from '../write/sentence';
import { alertEvents } from './alertEvents';
import { isCollection } from './collections';
import { describeKnown } from './describeKnown';
import { describeUnknown } from './describeUnknown';
import { foldCorrelated } from './foldCorrelated';
import type { KnownEvidence } from './knownEvidence';
import { WEIGHT, type EventFact, type MetricFact } from './types';

/** Metrics that are told before anything else; the others only where there is room. */
const MAX_METRICS = 5;
/** Characters of a service's name that a message may mention. */
const MIN_NAME = 3;
/** A change of another service this long before the start may have to do with it, in milliseconds. */
const SHORTLY_BEFORE_MS = 6 * 3_600_000;
const ELSEWHERE = { isKey: false, weight: WEIGHT.changeElsewhere };

/** What the evidence and the incident record say happened, in no particular order. */
export function eventFacts(options: {
  seal: EvidenceSeal;
  evidence: readonly KnownEvidence[];
  metrics: readonly MetricFact[];
  /** What services logged. */
  logs: readonly EventFact[];
  /** Ids of evidence without which the timeline would not make sense. */
  always: ReadonlySet<string>;
  spanMs: number;
  payloadKinds?: PayloadKinds;
}): EventFact[] {
  const { seal, evidence, metrics, logs, always, spanMs, payloadKinds } =
    options;
  const services = [
    ...new Set(evidence.map(({ node }) => serviceName(node.metadata.service))),
  ]
    .map(name => name.toLocaleLowerCase('en-US'))
    .filter(name => name.length >= MIN_NAME);
  const others = withoutRepetition(
    evidence.flatMap(one => nodeEvents(one, { seal, services, payloadKinds })),
  );
  return [
    ...recordEvents(seal),
    ...foldCorrelated(
      [...logs, ...others.filter(({ isFoldable }) => isFoldable)],
      evidence,
    ),
    ...others.filter(({ isFoldable }) => !isFoldable),
    ...alertEvents(evidence, spanMs),
    ...metrics.flatMap(metricEvents),
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

function metricEvents(fact: MetricFact, index: number): EventFact[] {
  const { node, metric, unit, service, extreme, before, isRecord } = fact;
  if (!fact.isNotable) return [];
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
      weight: index < MAX_METRICS ? WEIGHT.metric : WEIGHT.other,
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
  { node, payload }: KnownEvidence,
  context: {
    seal: EvidenceSeal;
    services: readonly string[];
    payloadKinds?: PayloadKinds;
  },
): NodeEvent[] {
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
        return [{ ...event, ...told, says: chatTextKey(payload) }];
      }
      return [
        {
          ...event,
          ...told,
          ...(payload?.kind === 'deployment' &&
            isElsewhere(node, context.seal) &&
            ELSEWHERE),
        },
      ];
    }
  }
}

/** Whether something happened to a service that the incident did not affect, and not shortly before it. */
function isElsewhere(
  { metadata, timestamp }: EvidenceNode,
  { incident }: EvidenceSeal,
): boolean {
  const affected = (incident.services as string[]).map(serviceName);
  const startedAt = String(incident.startedAt);
  const lead = Date.parse(startedAt) - Date.parse(timestamp);
  const isShortlyBefore = lead >= 0 && lead <= SHORTLY_BEFORE_MS;
  return !affected.includes(serviceName(metadata.service)) && !isShortlyBefore;
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
