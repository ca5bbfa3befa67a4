import type {
  EvidenceNode,
  EvidenceSeal,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { quantityOf, serviceName } from '../../verification';
import { cite, recordSource, stated } from '../write/sentence';
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

const MILESTONES = ['started', 'detected', 'mitigated', 'resolved'] as const;

function recordEvents(seal: EvidenceSeal): EventFact[] {
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
        nodes: [],
      },
    ];
  });
}

function metricEvents(fact: MetricFact): EventFact[] {
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
  return [{ sourceTypes: [node.sourceType], nodes: [node], ...told }];
}
