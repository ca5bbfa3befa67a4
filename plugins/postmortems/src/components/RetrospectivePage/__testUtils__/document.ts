import {
  actionItemSchema,
  evidenceNodeSchema,
  evidenceSealSchema,
  investigationTraceSchema,
  provenanceGraphSchema,
  retrospectiveSchema,
  type BlameConcern,
  type EvidenceNode,
  type EvidenceSpan,
  type JsonObject,
  type Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';

const HASH = 'a'.repeat(64);
const AUTHOR = { type: 'deterministic', name: 'test', version: '1' };
const AT = '2026-03-02T14:10:00.000Z';

/** A piece of evidence with this payload. */
export function exampleNode(id: string, payload: JsonObject): EvidenceNode {
  return evidenceNodeSchema.parse({
    id,
    sourceType: 'telemetry',
    timestamp: AT,
    payload,
    confidence: 1,
    metadata: {
      service: 'component:default/checkout',
      region: '',
      correlationId: '',
    },
    provider: 'prometheus',
    capturedAt: AT,
    contentHash: HASH,
    truncated: false,
    originalBytes: 10,
  });
}

export type ExampleClaim = {
  id: string;
  text: string;
  verdict?: Verdict;
  spans?: EvidenceSpan[];
  kind?: string;
  concerns?: BlameConcern[];
};

function block(
  claim: ExampleClaim,
  type = 'item',
  more: Record<string, unknown> = {},
) {
  return {
    id: `block-${claim.id}`,
    type,
    author: AUTHOR,
    claims: [
      {
        kind: 'impact',
        verdict: 'supported',
        spans: [],
        reasons: [
          {
            check: 'quote',
            outcome: claim.verdict === 'unsupported' ? 'failed' : 'passed',
            message: `Reason of ${claim.id}`,
          },
        ],
        verifierVersion: '7',
        ...claim,
      },
    ],
    ...more,
  };
}

/** The only follow-up of the document. */
export const exampleActionItem = actionItemSchema.parse({
  id: 'action-1',
  title: 'Alert earlier',
  type: 'detect',
  priority: 'high',
  state: 'proposed',
  owner: 'group:default/sre-team',
  dueAt: '2026-03-16T00:00:00.000Z',
  endState: 'A replay raises an alert within 5 minutes.',
});

/** A document with these claims in its impact section, and one entry in each other section that matters. */
export function exampleDocument(
  claims: ExampleClaim[],
  fields: Record<string, unknown> = {},
) {
  return retrospectiveSchema.parse({
    id: 'retro-1',
    incidentKey: 'INC-7',
    title: 'Checkout answers with errors',
    template: {
      version: 'v2.4',
      title: 'Postmortem',
      reason: 'v2.4 is the default',
      chain: [
        {
          level: 'entity',
          subject: 'component:default/checkout',
          outcome: 'nothing_set',
          reason: 'component:default/checkout names none',
        },
        {
          level: 'default',
          template: 'v2.4',
          outcome: 'chosen',
          reason: 'v2.4 is the default',
        },
      ],
    },
    rootCauseStatus: 'determined',
    status: 'draft',
    revision: 2,
    sealId: 'seal-1',
    traceId: 'run-1',
    verdictCounts: {
      supported: claims.length,
      partial: 0,
      unsupported: 0,
      contradicted: 0,
      attested: 0,
    },
    createdAt: AT,
    updatedAt: AT,
    sections: [
      {
        id: 'impact',
        title: 'Impact',
        blocks: claims.map(claim => block(claim)),
      },
      {
        id: 'timeline',
        title: 'Timeline',
        blocks: [
          block(
            { id: 't-1', text: '14:08 UTC: The alert CheckoutErrors fired.' },
            'timeline_entry',
            {
              timeline: {
                at: '2026-03-02T14:08:00.000Z',
                label: '14:08 UTC',
                sourceTypes: ['telemetry'],
                merged: 1,
              },
            },
          ),
          block(
            { id: 't-2', text: '14:10 UTC: Ada wrote: “looking”.' },
            'timeline_entry',
            {
              timeline: {
                at: AT,
                label: '14:10 UTC',
                sourceTypes: ['chat'],
                merged: 1,
              },
            },
          ),
        ],
      },
      {
        id: 'actionItems',
        title: 'Action items',
        blocks: [
          block({ id: 'a-1', text: 'It was detected late.' }, 'action_item', {
            actionItem: exampleActionItem,
          }),
        ],
      },
    ],
    ...fields,
  });
}

export const exampleSeal = evidenceSealSchema.parse({
  id: 'seal-1',
  incidentKey: 'INC-7',
  algorithm: 'sha256',
  root: HASH,
  manifest: {
    nodes: 3,
    bySourceType: { chat: 1, telemetry: 2, agent_trace: 0, deployment: 0 },
    byKind: { alert: 2 },
    byService: { checkout: 3 },
    truncated: 0,
  },
  incident: { key: 'INC-7', severity: 'sev2' },
  recordHash: HASH,
  sealedAt: AT,
});

export const exampleTrace = investigationTraceSchema.parse({
  traceId: 'run-1',
  incidentId: 'INC-7',
  investigator: 'test agent',
  steps: [
    {
      stepId: 's0',
      action: 'query_metric',
      hypothesis: 'The database is down',
      input: { query: 'up' },
      output: { up: 1 },
      evidence: [],
      validation: { passed: false, rule: 'up == 0', explanation: 'up is 1' },
      nextStep: null,
    },
  ],
  rootCauseHypothesis: null,
  supportingEvidence: [],
  contributingFactors: [],
  submittedBy: 'external:test',
  submittedAt: AT,
  standings: { s0: 'refuted' },
  stepEvidence: { s0: 'run-1/s0' },
});

export const exampleGraph = provenanceGraphSchema.parse({
  retrospectiveId: 'retro-1',
  revision: 2,
  nodes: [
    {
      type: 'claim',
      id: 'claim:c-1',
      label: 'The first claim',
      kind: 'impact',
      verdict: 'supported',
    },
    { type: 'span', id: 'span:c-1:0', label: 'a quote', pointer: '/message' },
    {
      type: 'evidence',
      id: 'evidence:e-1',
      label: 'e-1',
      sourceType: 'telemetry',
    },
    {
      type: 'claim',
      id: 'claim:c-2',
      label: 'Another claim',
      kind: 'impact',
      verdict: 'supported',
    },
  ],
  edges: [
    { from: 'claim:c-1', to: 'span:c-1:0', type: 'cites' },
    { from: 'span:c-1:0', to: 'evidence:e-1', type: 'quotes' },
  ],
});
