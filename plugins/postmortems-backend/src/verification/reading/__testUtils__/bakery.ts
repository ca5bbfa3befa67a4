import type {
  EvidenceNode,
  EvidenceSeal,
  Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { testIncident, testNode } from '../../../__testUtils__/records';
import { recordHashOf } from '../../../sealing';
import { evaluateAssertion } from '../../assertions/evaluateAssertion';
import { SealedFacts } from '../../SealedFacts';
import { readSentence } from '../readSentence';

const at = (clock: string) => `2026-05-12T${clock}.000Z`;

function node(
  id: string,
  clock: string,
  service: string,
  payload: Record<string, string | number | object>,
  sourceType: EvidenceNode['sourceType'] = 'telemetry',
): EvidenceNode {
  return testNode({
    id,
    sourceType,
    timestamp: at(clock),
    payload: payload as EvidenceNode['payload'],
    metadata: { service, region: '', correlationId: '' },
  });
}

const points = (start: number, values: readonly number[]) =>
  values.map((value, minute) => [
    at(`10:${String(start + minute).padStart(2, '0')}:00`),
    value,
  ]);

const evidence: EvidenceNode[] = [
  node('oven-latency', '10:00:00', 'oven-control', {
    kind: 'metric',
    metric: 'latency_p99',
    unit: 'seconds',
    labels: { service: 'oven-control' },
    points: points(
      0,
      [0.05, 0.05, 0.05, 0.05, 0.1, 0.15, 0.2, 0.2, 0.05, 0.05],
    ),
  }),
  node('oven-errors', '10:00:00', 'oven-control', {
    kind: 'metric',
    metric: 'error_rate',
    unit: 'ratio',
    labels: { service: 'oven-control' },
    points: points(0, [0, 0, 0, 0, 0.1, 0.25, 0.25, 0.2, 0, 0]),
  }),
  node('till-latency', '10:00:00', 'till', {
    kind: 'metric',
    metric: 'latency_p99',
    unit: 'seconds',
    labels: { service: 'till' },
    points: points(
      0,
      [0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03, 0.03],
    ),
  }),
  node('queue', '10:00:00', 'dough-queue', {
    kind: 'metric',
    metric: 'queue_depth',
    unit: 'count',
    labels: { service: 'dough-queue' },
    points: points(0, [40, 38, 41, 39, 160, 400, 390, 200, 80, 40]),
  }),
  node(
    'release',
    '10:03:00',
    'oven-control',
    {
      kind: 'deployment',
      version: '4.2.0',
      previousVersion: '4.1.7',
      environment: 'production',
      status: 'succeeded',
      author: 'greta.olsen',
    },
    'deployment',
  ),
  node(
    'rollback',
    '10:07:30',
    'oven-control',
    {
      kind: 'rollback',
      version: '4.1.7',
      previousVersion: '4.2.0',
      environment: 'production',
      status: 'succeeded',
      author: 'tariq.haddad',
    },
    'deployment',
  ),
  node(
    'till-release',
    '09:10:00',
    'till',
    {
      kind: 'deployment',
      version: '9.0.2',
      previousVersion: '9.0.1',
      environment: 'production',
      status: 'failed',
      author: 'release-bot',
    },
    'deployment',
  ),
  node(
    'setting',
    '09:30:00',
    'oven-control',
    {
      kind: 'config_change',
      name: 'MAX_TRAYS',
      version: '12',
      previousVersion: '48',
      status: 'applied',
      author: 'greta.olsen',
    },
    'deployment',
  ),
  node('fired', '10:05:00', 'oven-control', {
    kind: 'alert',
    alertName: 'OvenTooSlow',
    status: 'firing',
    severity: 'critical',
    startsAt: at('10:05:00'),
  }),
  node('resolved', '10:08:00', 'oven-control', {
    kind: 'alert',
    alertName: 'OvenTooSlow',
    status: 'resolved',
    severity: 'critical',
    startsAt: at('10:05:00'),
    endsAt: at('10:08:00'),
  }),
  node('other-alert', '10:06:00', 'till', {
    kind: 'alert',
    alertName: 'TillPaperLow',
    status: 'firing',
    severity: 'warning',
    startsAt: at('10:06:00'),
  }),
  node('log', '10:04:10', 'oven-control', {
    kind: 'log',
    level: 'error',
    message: 'tray 17 rejected: field weight is missing',
    count: 41,
  }),
  node('bake-start', '09:40:00', 'oven-control', {
    kind: 'log',
    level: 'info',
    message: 'sourdough bake started',
  }),
  node('bake-end', '09:52:00', 'oven-control', {
    kind: 'log',
    level: 'info',
    message: 'sourdough bake finished',
  }),
  node('restart', '10:06:30', 'oven-control', {
    kind: 'event',
    reason: 'RolloutRestart',
    message: 'restart of the oven pods, 3 pods replaced',
  }),
  node(
    'chat-1',
    '10:05:30',
    'oven-control',
    {
      kind: 'message',
      channel: '#bakery',
      author: { id: 'U1', name: 'Greta Olsen' },
      text: 'The oven looks as hot as always. I do not think the till is broken.',
    },
    'chat',
  ),
  node(
    'chat-2',
    '10:06:10',
    'oven-control',
    {
      kind: 'message',
      channel: '#bakery',
      author: { id: 'U2', name: 'Tariq Haddad' },
      text: 'Maybe the yeast supplier is down?',
    },
    'chat',
  ),
  node(
    'step',
    '10:07:00',
    'oven-control',
    {
      kind: 'step',
      traceId: 'run',
      stepId: 'till',
      action: 'query_metric',
      input: {},
      output: {},
      hypothesis: 'the till is slow and orders wait for it',
      validation: { passed: false, rule: 'latency_p99 > 1', explanation: 'no' },
      nextStep: 'none',
    },
    'agent_trace',
  ),
];

/** Sealed facts of an invented incident at a bakery, on 12 May 2026. */
export function bakeryFacts(): SealedFacts {
  const incident: Incident = testIncident({
    severity: 'sev2',
    services: ['component:default/oven-control'],
    startedAt: at('10:03:00'),
    detectedAt: at('10:05:00'),
    mitigatedAt: at('10:07:30'),
    resolvedAt: at('10:08:00'),
  });
  const record = {
    incident: { ...incident },
    manifest: {},
  } as unknown as EvidenceSeal;
  return new SealedFacts({
    seal: { ...record, recordHash: recordHashOf(record) },
    evidence,
    services: ['oven-control', 'till', 'dough-queue'].map(name => ({
      ref: `component:default/${name}`,
      names: [name],
    })),
    dependencies: new Map([
      ['component:default/oven-control', ['component:default/dough-queue']],
    ]),
  });
}

const facts = bakeryFacts();

/** What comes of a sentence about the bakery, and the words that were not read. */
export function judged(text: string, ...cited: string[]) {
  const { assertions, leftOver } = readSentence({
    text,
    facts,
    spans: cited.map(evidenceId => ({ evidenceId, pointer: '', quote: '' })),
  });
  const outcomes = assertions.map(one => evaluateAssertion(one, facts).outcome);
  const fails = outcomes.find(
    one => one === 'contradicted' || one === 'unsupported',
  );
  const isWhole =
    leftOver.length === 0 &&
    outcomes.length > 0 &&
    outcomes.every(one => one === 'holds');
  return {
    verdict: fails ?? (isWhole ? 'supported' : 'unverified'),
    types: assertions.map(({ type }) => type),
    leftOver: leftOver.map(({ start, end }) => text.slice(start, end)),
  };
}

export const verdictOf = (text: string, ...cited: string[]) =>
  judged(text, ...cited).verdict;
