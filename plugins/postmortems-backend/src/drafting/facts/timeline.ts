import type {
  EvidenceNode,
  EvidenceSeal,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../write/names';
import { quantity } from '../write/quantities';
import { cite, recordSource } from '../write/sentence';
import { isCollection } from './collections';
import { describeKnown } from './describeKnown';
import { describeUnknown } from './describeUnknown';
import type { KnownEvidence } from './knownEvidence';
import { WEIGHT, type EventFact, type MetricFact } from './types';

/** What the evidence and the incident record say happened, in no particular order. */
export function eventFacts(options: {
  seal: EvidenceSeal;
  evidence: readonly KnownEvidence[];
  metrics: readonly MetricFact[];
}): EventFact[] {
  const { seal, evidence, metrics } = options;
  return [
    ...recordEvents(seal),
    ...evidence.flatMap(({ node, payload }) => nodeEvents(node, payload, seal)),
    ...metrics.flatMap(metricEvents),
  ];
}

const RECORD_TIMES = [
  ['startedAt', 'The incident started'],
  ['detectedAt', 'The incident was detected'],
  ['mitigatedAt', 'The incident was mitigated'],
  ['resolvedAt', 'The incident was resolved'],
] as const;

function recordEvents(seal: EvidenceSeal): EventFact[] {
  const source = recordSource(seal);
  return RECORD_TIMES.flatMap(([field, words], order) => {
    const at = seal.incident[field];
    if (typeof at !== 'string') return [];
    return [
      {
        at,
        sourceTypes: [],
        says: [words],
        time: cite(source, `/${field}`, ''),
        // At one moment the start comes before what happened, and what came of it after
        key: order === 0 ? '0 record' : `~${order} record`,
        weight: WEIGHT.record,
        nodes: [],
      },
    ];
  });
}

function metricEvents(fact: MetricFact): EventFact[] {
  const { node, metric, unit, service, extreme, before } = fact;
  if (!fact.isNotable) return [];
  const rose = extreme.value > before.value;
  const superlative = rose ? 'peaked at' : 'was at its lowest:';
  return [
    {
      at: extreme.at,
      sourceTypes: [node.sourceType],
      says: [
        cite(node, '/metric', metric),
        ` of ${serviceName(service)} ${
          fact.isRecord ? superlative : 'reached'
        } `,
        cite(node, `/points/${extreme.index}/1`, quantity(extreme.value, unit)),
      ],
      time: cite(node, `/points/${extreme.index}/0`, ''),
      key: `metric ${node.id}`,
      weight: WEIGHT.metric,
      nodes: [node],
    },
  ];
}

function nodeEvents(
  node: EvidenceNode,
  payload: KnownPayload | undefined,
  seal: EvidenceSeal,
): EventFact[] {
  // Steps tell what was investigated, and records of a collection what was gathered, not what happened
  if (node.sourceType === 'agent_trace' || isCollection(node)) return [];
  if (payload?.kind === 'metric' || payload?.kind === 'step') return [];
  const told = payload
    ? describeKnown(node, payload, seal)
    : describeUnknown(node);
  if (!told) return [];
  return [
    {
      at: node.timestamp,
      sourceTypes: [node.sourceType],
      // The time of the node itself is part of what is hashed, not of its payload
      time: { text: '', spans: [] },
      nodes: [node],
      ...told,
    },
  ];
}
