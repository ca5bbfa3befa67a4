import {
  SEAL_EVIDENCE_ID,
  type Assertion,
  type SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  shopCase,
  shopEvidence,
  shopServices,
} from '../../__testUtils__/shopIncident';
import { SealedFacts } from '../SealedFacts';
import { evaluateAssertion } from './evaluateAssertion';

const EVENT: SubmitEvidenceNode = {
  id: 'event',
  sourceType: 'telemetry',
  timestamp: '2026-03-02T14:05:00.000Z',
  provider: 'kubernetes',
  metadata: { service: 'component:default/checkout' },
  payload: {
    kind: 'event',
    reason: 'Unhealthy',
    message: 'probe failed twice',
  },
};
const clock = (minute: number) =>
  `2026-03-02T14:${String(minute).padStart(2, '0')}:00.000Z`;
const POOL = { evidence: 'pool', metric: 'pool_in_use', service: 'checkout' };
const MOST = { evidence: 'most', metric: 'pool_max', service: 'checkout' };
/** A pool that fills up, the most that it holds, and who says so. */
const POOLS: SubmitEvidenceNode[] = [
  {
    ...EVENT,
    id: 'pool',
    metadata: { service: 'checkout', region: 'eu-west-1' },
    payload: {
      kind: 'metric',
      metric: 'pool_in_use',
      labels: { pool: 'orders' },
      points: [2, 3, 46, 49, 49, 3, 2].map((value, index) => [
        clock(index),
        value,
      ]),
    },
  },
  {
    ...EVENT,
    id: 'most',
    metadata: { service: 'checkout', region: 'us-east-1' },
    payload: { kind: 'metric', metric: 'pool_max', points: [[clock(0), 50]] },
  },
  {
    ...EVENT,
    id: 'elsewhere',
    metadata: { service: 'inventory' },
    payload: { kind: 'log', message: '46 of 50 in use' },
  },
  {
    ...EVENT,
    id: 'full',
    payload: {
      kind: 'log',
      message: '46 of 50 in use, 3 of 60 waiting, 7 of 70',
    },
  },
];
const { seal, evidence, trace } = shopCase({
  evidence: [...shopEvidence, EVENT, ...POOLS],
});
const facts = new SealedFacts({
  seal,
  evidence,
  trace,
  services: shopServices,
});
const stepId = trace!.stepEvidence.s0;
const instant = (at: string) => ({
  at,
  precisionMs: 60_000,
  bound: 'exactly' as const,
});
const count = (value: number) => ({
  bound: 'exactly' as const,
  value,
  unit: 'count' as const,
  precision: 0,
});
const minute = instant('2026-03-02T14:03:00.000Z');

const peakOf = (value: number) => ({
  type: 'extreme' as const,
  series: POOL,
  which: 'highest' as const,
  quantity: count(value),
});
const saidLimit = (source: string, text: string, limit: number) => ({
  evidence: source,
  pointer: '/message',
  text,
  quantity: count(limit),
});
/** That the pool was full from 14:03 until a minute. */
const kept = (until: number, last: number): Assertion => ({
  type: 'value',
  series: POOL,
  extent: 'throughout',
  quantity: count(49),
  at: instant(clock(last)),
  window: { from: instant(clock(3)), to: instant(clock(until)) },
});

describe('assertions that drafting makes', () => {
  it.each<[string, Assertion, Assertion, string]>([
    [
      'the labels of a series',
      {
        ...peakOf(49),
        series: { ...POOL, labels: { pool: 'orders', region: 'eu-west-1' } },
      },
      { ...peakOf(49), series: { ...POOL, labels: { pool: 'reports' } } },
      'contradicted',
    ],
    [
      'the region of a series',
      { ...peakOf(49), series: { ...POOL, labels: { region: 'eu-west-1' } } },
      { ...peakOf(49), series: { ...POOL, labels: { region: 'us-east-1' } } },
      'contradicted',
    ],
    [
      'a limit that another series shows',
      { ...peakOf(49), limit: { series: MOST, quantity: count(50) } },
      { ...peakOf(49), limit: { series: MOST, quantity: count(60) } },
      'contradicted',
    ],
    [
      'a limit that a source gives',
      { ...peakOf(49), limit: saidLimit('full', '46 of 50', 50) },
      { ...peakOf(49), limit: saidLimit('full', '46 of 50', 60) },
      'contradicted',
    ],
    [
      'a limit beside a value that the metric had',
      { ...peakOf(49), limit: saidLimit('full', '3 of 60', 60) },
      { ...peakOf(49), limit: saidLimit('full', '7 of 70', 70) },
      'contradicted',
    ],
    [
      'a limit of the same service',
      { ...peakOf(49), limit: saidLimit('full', '46 of 50', 50) },
      { ...peakOf(49), limit: saidLimit('elsewhere', '46 of 50', 50) },
      'contradicted',
    ],
    [
      'a limit in the words of the source',
      { ...peakOf(49), limit: saidLimit('full', '46 of 50', 50) },
      { ...peakOf(49), limit: saidLimit('full', '6 of 50', 50) },
      'unsupported',
    ],
    [
      'that a series is back',
      {
        type: 'value',
        series: POOL,
        extent: 'point',
        quantity: count(3),
        at: instant(clock(5)),
        backTo: instant(clock(0)),
      },
      {
        type: 'value',
        series: POOL,
        extent: 'point',
        quantity: count(49),
        at: instant(clock(4)),
        backTo: instant(clock(0)),
      },
      'contradicted',
    ],
    [
      'a value that was kept until a time',
      kept(4, 4),
      kept(9, 9),
      'unsupported',
    ],
    ['a value that was kept', kept(4, 4), kept(5, 4), 'contradicted'],
    [
      'how many regions there are',
      { type: 'count', filter: {}, distinct: 'regions', quantity: count(2) },
      { type: 'count', filter: {}, distinct: 'regions', quantity: count(3) },
      'contradicted',
    ],
    [
      'the regions of a set',
      {
        type: 'quantified',
        quantifier: 'all',
        set: { kind: 'metric', name: 'pool_in_use' },
        having: { regions: ['eu-west-1', 'eu-north-1'] },
      },
      {
        type: 'quantified',
        quantifier: 'all',
        set: { kind: 'metric' },
        having: { regions: ['eu-west-1'] },
      },
      'contradicted',
    ],
    [
      'a time of the record',
      {
        type: 'milestone',
        event: 'detected',
        at: instant('2026-03-02T14:09:00.000Z'),
      },
      {
        type: 'milestone',
        event: 'detected',
        at: instant('2026-03-02T14:02:00.000Z'),
      },
      'contradicted',
    ],
    [
      'a time that the record lacks',
      {
        type: 'milestone',
        event: 'started',
        at: instant('2026-03-02T14:02:00.000Z'),
      },
      {
        type: 'milestone',
        event: 'mitigated',
        at: instant('2026-03-02T14:02:00.000Z'),
      },
      'unsupported',
    ],
    [
      'the number of alerts that fired',
      {
        type: 'count',
        filter: { kind: 'alert', status: 'firing' },
        distinct: 'alerts',
        quantity: count(1),
      },
      {
        type: 'count',
        filter: { kind: 'alert', status: 'firing' },
        distinct: 'alerts',
        quantity: count(2),
      },
      'contradicted',
    ],
    [
      'how many records say the same, digits apart',
      {
        type: 'count',
        filter: { sameAs: 'log-0', window: { from: minute, to: minute } },
        distinct: 'nodes',
        quantity: count(2),
      },
      {
        type: 'count',
        filter: { sameAs: 'log-0' },
        distinct: 'nodes',
        quantity: count(2),
      },
      'contradicted',
    ],
    [
      'what a step did',
      {
        type: 'step',
        evidence: stepId,
        outcome: 'failed',
        action: 'query_metric',
      },
      {
        type: 'step',
        evidence: stepId,
        outcome: 'failed',
        action: 'inspect_log',
      },
      'contradicted',
    ],
    [
      'that nothing was ruled out',
      { type: 'missingEvidence', what: 'confirmed_cause', count: 3 },
      { type: 'missingEvidence', what: 'refuted_hypothesis', count: 3 },
      'contradicted',
    ],
    [
      'who recorded a quotation',
      {
        type: 'quotation',
        evidence: 'event',
        pointer: '/message',
        text: 'probe failed …',
        source: 'event',
      },
      {
        type: 'quotation',
        evidence: 'event',
        pointer: '/message',
        text: 'probe failed …',
        source: 'note',
      },
      'unsupported',
    ],
    [
      'a quotation in its words',
      {
        type: 'log',
        evidence: 'log-0',
        text: 'order 1000 rejected …',
      },
      {
        type: 'log',
        evidence: 'log-0',
        text: 'order … rejected',
      },
      'unsupported',
    ],
    [
      'a quotation of more than an ellipsis',
      {
        type: 'quotation',
        evidence: SEAL_EVIDENCE_ID,
        pointer: '/nodes',
        text: String(seal.manifest.nodes),
      },
      {
        type: 'quotation',
        evidence: SEAL_EVIDENCE_ID,
        pointer: '/nodes',
        text: '…',
      },
      'unsupported',
    ],
  ])('hold and fail for %s', (_, holding, failing, outcome) => {
    expect(evaluateAssertion(holding, facts)).toMatchObject({
      outcome: 'holds',
    });
    expect(evaluateAssertion(failing, facts)).toMatchObject({ outcome });
  });
});
