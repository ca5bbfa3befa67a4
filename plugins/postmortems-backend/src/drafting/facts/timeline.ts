import type {
  EvidenceNode,
  EvidenceSeal,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { PayloadKinds } from '../../payloadKinds';
import { quantityOf, serviceName } from '../../verification';
import { chatTextKey } from '../salience/chat';
import { chooseMetrics } from '../salience/choose';
import { cite, recordSource, stated } from '../write/sentence';
import { isNotice, type AboutIncident } from './aboutIncident';
import { alertEvents, alertTimeOf } from './alertEvents';
import { isCollection } from './collections';
import { describeKnown } from './describeKnown';
import { describeUnknown } from './describeUnknown';
import { foldCorrelated } from './foldCorrelated';
import type { KnownEvidence } from './knownEvidence';
import { isLong, WEIGHT, type EventFact, type MetricFact } from './types';

/** Metrics that the impact tells; the others only where there is room. */
const MAX_METRICS = 5;
/** Characters of a service's name that a message may mention. */
const MIN_NAME = 3;
/** A change of another service this long before the start may have to do with it, in milliseconds. */
const SHORTLY_BEFORE_MS = 6 * 3_600_000;
/** A service that was changed this long before the start has to do with it until shown otherwise, in milliseconds. */
const RIGHT_BEFORE_MS = 3_600_000;
/** Messages about the incident that name another service, and their part of all that name it, from which its changes tell something. */
const NAMED_OFTEN = 2;
const NAMED_PART = 0.3;
const ELSEWHERE = { isKey: false, weight: WEIGHT.changeElsewhere };
/** A message of a program this long after an alert repeats it, in milliseconds. */
const REPEATED_MS = 10 * 60_000;

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
  about: AboutIncident;
  payloadKinds?: PayloadKinds;
}): EventFact[] {
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
    about: options.about,
    isRepeated: repeatsAlert(evidence),
    isLong: isLong(spanMs),
    related: relatedServices(seal, evidence, options.about),
  };
  const others = withoutRepetition(
    evidence.flatMap(one => nodeEvents(one, context)),
  );
  return [
    ...recordEvents(seal),
    ...foldCorrelated(
      [...logs, ...others.filter(({ isFoldable }) => isFoldable)],
      evidence,
    ),
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

/** Whether a program says in chat what an alert of the evidence says at that time. */
function repeatsAlert(
  evidence: readonly KnownEvidence[],
): (one: KnownEvidence) => boolean {
  const times = new Map<string, number[]>();
  for (const { node, payload } of evidence) {
    if (payload?.kind !== 'alert') continue;
    const name = payload.alertName.toLocaleLowerCase('en-US');
    const at = Date.parse(alertTimeOf(node, payload));
    times.set(name, [...(times.get(name) ?? []), at]);
  }
  return ({ node, payload }) => {
    if (payload?.kind !== 'message') return false;
    if (!isNotice(payload)) return false;
    const text = payload.text.toLocaleLowerCase('en-US');
    const at = Date.parse(node.timestamp);
    return [...times].some(
      ([name, all]) =>
        text.includes(name) &&
        all.some(time => Math.abs(at - time) <= REPEATED_MS),
    );
  };
}

/** In a long incident other teams change settings too; in a short one such a change is rarely a coincidence. */
function isChange(payload: KnownEvidence['payload'], isLongOne: boolean) {
  return (
    payload?.kind === 'deployment' ||
    (isLongOne &&
      (payload?.kind === 'config_change' || payload?.kind === 'rollback'))
  );
}

function affectedBy({ incident }: EvidenceSeal): string[] {
  return (incident.services as string[]).map(serviceName);
}

/** Whether something happened to a service that has nothing to do with the incident, and not shortly before it. */
function isElsewhere(
  { metadata, timestamp }: EvidenceNode,
  { seal, isLong: isLongOne, related }: Parameters<typeof nodeEvents>[1],
): boolean {
  const service = serviceName(metadata.service);
  const lead = leadOf(timestamp, seal);
  const isShortlyBefore =
    lead >= 0 && lead <= (isLongOne ? RIGHT_BEFORE_MS : SHORTLY_BEFORE_MS);
  const isRelated = isLongOne && related.has(service);
  return !affectedBy(seal).includes(service) && !isShortlyBefore && !isRelated;
}

function leadOf(timestamp: string, { incident }: EvidenceSeal): number {
  return Date.parse(String(incident.startedAt)) - Date.parse(timestamp);
}

/** Services that were changed right before the incident, or that people name when they speak of it. */
function relatedServices(
  seal: EvidenceSeal,
  evidence: readonly KnownEvidence[],
  about: AboutIncident,
): Set<string> {
  const related = new Set<string>();
  const changed = new Set<string>();
  for (const { node, payload } of evidence) {
    if (!isChange(payload, true)) continue;
    const service = serviceName(node.metadata.service);
    const lead = leadOf(node.timestamp, seal);
    changed.add(service);
    if (lead >= 0 && lead <= RIGHT_BEFORE_MS) related.add(service);
  }
  const texts = evidence.flatMap(({ node, payload }) =>
    payload?.kind === 'message'
      ? [
          {
            text: payload.text.toLocaleLowerCase('en-US'),
            isAbout: !isNotice(payload) && about(node) > 1,
          },
        ]
      : [],
  );
  for (const service of changed) {
    const name = service.toLocaleLowerCase('en-US');
    if (name.length < MIN_NAME) continue;
    const naming = texts.filter(({ text }) => text.includes(name));
    const telling = naming.filter(({ isAbout }) => isAbout).length;
    if (telling >= NAMED_OFTEN && telling >= naming.length * NAMED_PART) {
      related.add(service);
    }
  }
  return related;
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
