import type {
  EvidenceNode,
  EvidenceSeal,
  KnownPayload,
} from '@postmortems/backstage-plugin-postmortems-common';
import { serviceName } from '../write/names';
import { quantity } from '../write/quantities';
import { said } from '../write/said';
import { cite, recordSource, silently, type Cited } from '../write/sentence';
import { duration } from '../write/times';
import { describeUnknown } from './describeUnknown';
import type { KnownEvidence } from './knownEvidence';
import type { EventFact, MetricFact } from './types';

/** How long before the start a deployment is worth a remark, in milliseconds. */
const DEPLOYMENT_BEFORE_MS = 6 * 60 * 60 * 1000;
/** Relative change of a metric that is an event. */
const NOTABLE_CHANGE = 0.1;
const QUIET_LEVELS = new Set(['trace', 'debug', 'info', 'notice']);

const WEIGHT = {
  record: 6,
  change: 5,
  alert: 4,
  metric: 4,
  event: 3,
  chat: 3,
  log: 2,
  other: 1,
} as const;

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
        // At one moment in the order in which an incident goes
        key: `${order} record`,
        weight: WEIGHT.record,
        nodes: [],
      },
    ];
  });
}

function metricEvents(fact: MetricFact): EventFact[] {
  const { node, metric, unit, service, extreme, before } = fact;
  if (fact.change < NOTABLE_CHANGE || extreme.value === before.value) return [];
  const superlative = extreme.value > before.value ? 'highest' : 'lowest';
  const reached = fact.isRecord ? `was at its ${superlative}:` : 'reached';
  return [
    {
      at: extreme.at,
      sourceTypes: [node.sourceType],
      says: [
        cite(node, '/metric', metric),
        ` of ${serviceName(service)} ${reached} `,
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
  // Steps tell what was investigated, not what happened
  if (node.sourceType === 'agent_trace') return [];
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

type Said = Pick<EventFact, 'says' | 'key' | 'weight'>;

function describeKnown(
  node: EvidenceNode,
  payload: Exclude<KnownPayload, { kind: 'metric' | 'step' }>,
  seal: EvidenceSeal,
): Said | undefined {
  const service = serviceName(node.metadata.service);
  switch (payload.kind) {
    case 'message': {
      const named = payload.author.name ?? payload.author.id;
      const pointer = payload.author.name ? '/author/name' : '/author/id';
      const author = named ? cite(node, pointer, named) : 'Somebody';
      return {
        says: [
          author,
          ' wrote',
          ...(payload.channel
            ? [' in ', cite(node, '/channel', payload.channel)]
            : []),
          ': ',
          said(node, '/text', payload.text),
        ],
        key: `message ${named} ${payload.text}`,
        weight: WEIGHT.chat,
      };
    }
    case 'alert': {
      const name = cite(node, '/alertName', payload.alertName);
      const firing = payload.status === 'firing';
      return {
        says: [
          'The alert ',
          name,
          ` for ${service} ${firing ? 'fired' : 'was resolved'}`,
          silently(cite(node, '/status', '')),
          ...(firing && payload.summary
            ? [': ', said(node, '/summary', payload.summary)]
            : []),
        ],
        key: `alert ${payload.alertName} ${payload.status} ${service}`,
        weight: WEIGHT.alert,
      };
    }
    case 'log':
      return QUIET_LEVELS.has((payload.level ?? '').toLocaleLowerCase('en-US'))
        ? undefined
        : {
            says: [
              `${service} logged `,
              said(node, '/message', payload.message),
            ],
            key: `log ${service} ${payload.message.replace(/\d+/g, '#')}`,
            weight: WEIGHT.log,
          };
    case 'event':
      return {
        says: [
          `Platform event for ${service}: `,
          ...(payload.reason
            ? [cite(node, '/reason', payload.reason), ', ']
            : []),
          said(node, '/message', payload.message),
        ],
        key: `event ${service} ${payload.reason} ${payload.message}`,
        weight: WEIGHT.event,
      };
    default:
      return {
        says: [...describeChange(node, payload), ...beforeStart(node, seal)],
        key: `${payload.kind} ${service} ${payload.version} ${payload.description}`,
        weight: WEIGHT.change,
      };
  }
}

function describeChange(
  node: EvidenceNode,
  payload: Extract<
    KnownPayload,
    { kind: 'deployment' | 'rollback' | 'config_change' }
  >,
): (string | Cited)[] {
  const service = serviceName(node.metadata.service);
  const { kind, version, previousVersion, description } = payload;
  const words: (string | Cited)[] =
    kind === 'config_change'
      ? [`The configuration of ${service} was changed`]
      : [
          `${service} was ${kind === 'rollback' ? 'rolled back' : 'deployed'}`,
          silently(cite(node, '/kind', '')),
        ];
  if (version) {
    words.push(
      kind === 'rollback' ? ' to version ' : ' in version ',
      cite(node, '/version', version),
    );
  }
  if (previousVersion) {
    words.push(
      ' (before: ',
      cite(node, '/previousVersion', previousVersion),
      ')',
    );
  }
  if (description) words.push(': ', said(node, '/description', description));
  return words;
}

/** How long before the start of the incident a change was made, when that is near. */
function beforeStart(
  node: EvidenceNode,
  seal: EvidenceSeal,
): (string | Cited)[] {
  const startedAt = seal.incident.startedAt;
  if (typeof startedAt !== 'string') return [];
  const lead = Date.parse(startedAt) - Date.parse(node.timestamp);
  return lead > 0 && lead <= DEPLOYMENT_BEFORE_MS
    ? [
        `, ${duration(lead)} before the incident started`,
        silently(cite(recordSource(seal), '/startedAt', '')),
      ]
    : [];
}
