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
const { seal, evidence, trace } = shopCase({
  evidence: [...shopEvidence, EVENT],
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

describe('assertions that drafting makes', () => {
  it.each<[string, Assertion, Assertion, string]>([
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
