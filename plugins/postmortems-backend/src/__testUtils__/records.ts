import type {
  ActionItem,
  Block,
  Claim,
  EvidenceNode,
  Incident,
  InvestigationTrace,
  PostmortemContent,
} from '@postmortems/backstage-plugin-postmortems-common';
import { contentHashOf } from '../evidence';

/** A public incident of checkout; fields can be set. */
export function testIncident(fields: Partial<Incident> = {}): Incident {
  return {
    key: 'INC-1',
    title: 'Checkout answers slowly',
    severity: 'sev2',
    status: 'open',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:00:00.000Z',
    visibility: 'public',
    participants: [],
    createdBy: 'user:default/ada',
    createdAt: '2026-03-02T14:05:00.000Z',
    updatedAt: '2026-03-02T14:05:00.000Z',
    ...fields,
  };
}

/** A small alert node with a right content hash; fields can be set. */
export function testNode(fields: Partial<EvidenceNode> = {}): EvidenceNode {
  const node = {
    id: 'alert-1',
    sourceType: 'telemetry' as const,
    timestamp: '2026-03-02T14:01:00.000Z',
    payload: { kind: 'alert', alertName: 'SlowCheckout', status: 'firing' },
    confidence: 0.75,
    metadata: { service: 'checkout', region: 'eu-1', correlationId: '' },
    provider: 'prometheus',
    capturedAt: '2026-03-02T14:02:00.000Z',
    truncated: false,
    originalBytes: 60,
    ...fields,
  };
  return { ...node, contentHash: contentHashOf(node) };
}

/** A trace of one validated step; fields can be set. */
export function testTrace(
  fields: Partial<InvestigationTrace> = {},
): InvestigationTrace {
  return {
    traceId: 'run-1',
    incidentId: 'INC-1',
    steps: [
      {
        stepId: 'step-1',
        action: 'query_metric',
        input: { query: 'db_pool_in_use' },
        output: { value: 50 },
        evidence: ['alert-1'],
        validation: { passed: true, rule: 'pool_full', explanation: 'Full' },
        nextStep: null,
      },
    ],
    rootCauseHypothesis: 'The connection pool was full.',
    supportingEvidence: ['step-1'],
    contributingFactors: [],
    submittedBy: 'external:agent',
    submittedAt: '2026-03-02T15:00:00.000Z',
    stepOutcomes: { 'step-1': 'validated' },
    stepEvidence: { 'step-1': 'trace:run-1:step-1' },
    ...fields,
  };
}

/** A supported claim on the alert; fields can be set. */
export function testClaim(fields: Partial<Claim> = {}): Claim {
  return {
    id: 'claim-1',
    kind: 'timeline',
    text: 'SlowCheckout fired.',
    spans: [
      { evidenceId: 'alert-1', pointer: '/alertName', quote: 'SlowCheckout' },
    ],
    verdict: 'supported',
    reasons: [
      { check: 'quote', outcome: 'passed', message: 'It stands there' },
    ],
    verifierVersion: '1',
    ...fields,
  };
}

/** A document of a timeline with these claims, and these action items. */
export function testContent(
  options: {
    title?: string;
    claims?: Claim[];
    actionItems?: ActionItem['state'][];
  } = {},
): PostmortemContent {
  const author = {
    type: 'deterministic',
    name: 'renderer',
    version: '1',
  } as const;
  const { claims = [testClaim()], actionItems = [] } = options;
  return {
    title: options.title ?? 'Checkout answered slowly',
    template: {
      name: 'v2.4',
      version: '1',
      title: 'Default',
      reason: 'default',
      chain: [],
    },
    rootCauseStatus: 'undetermined',
    sections: [
      {
        id: 'timeline',
        title: 'Timeline',
        blocks: claims.map(
          (claim): Block => ({
            id: `block-${claim.id}`,
            type: 'timeline_entry',
            author,
            claims: [claim],
          }),
        ),
      },
      {
        id: 'actionItems',
        title: 'Action items',
        blocks: actionItems.map(
          (state, index): Block => ({
            id: `action-${index}`,
            type: 'action_item',
            author,
            claims: [],
            actionItem: {
              id: `action-${index}`,
              title: 'Raise the pool size',
              type: 'prevent',
              priority: 'high',
              state,
              endState: 'The pool has 100 connections',
            },
          }),
        ),
      },
    ],
  };
}
