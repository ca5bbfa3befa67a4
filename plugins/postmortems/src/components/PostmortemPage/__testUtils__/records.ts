import {
  evidenceSealSchema,
  investigationTraceSchema,
  provenanceGraphSchema,
} from '@postmortems/backstage-plugin-postmortems-common';

const HASH = 'a'.repeat(64);
const AT = '2026-03-02T14:10:00.000Z';

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
  stepOutcomes: { s0: 'refuted' },
  stepEvidence: { s0: 'run-1/s0' },
});

export const exampleGraph = provenanceGraphSchema.parse({
  postmortemId: 'retro-1',
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
