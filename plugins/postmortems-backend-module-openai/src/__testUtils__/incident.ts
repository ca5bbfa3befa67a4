import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

const service = 'component:default/checkout';

/** A deployment that made orders fail, and an investigation that found it. */
export const incident = {
  key: 'INC-7',
  title: 'Orders fail after a deployment',
  severity: 'sev2',
  services: [service],
  startedAt: '2026-03-02T14:05:00.000Z',
  resolvedAt: '2026-03-02T14:40:00.000Z',
  visibility: 'public',
};

export const evidence: SubmitEvidenceNode[] = [
  {
    id: 'deploy-1',
    sourceType: 'deployment',
    timestamp: '2026-03-02T14:04:00.000Z',
    metadata: { service },
    payload: {
      kind: 'deployment',
      version: '2.4.1',
      previousVersion: '2.4.0',
      status: 'succeeded',
      actor: 'mei.tan',
    },
  },
  {
    id: 'alert-1',
    sourceType: 'telemetry',
    timestamp: '2026-03-02T14:07:00.000Z',
    metadata: { service },
    payload: {
      kind: 'alert',
      alertName: 'OrderErrors',
      status: 'firing',
      summary: 'The error rate of checkout is 38 percent',
      labels: {},
    },
  },
  {
    id: 'log-1',
    sourceType: 'telemetry',
    timestamp: '2026-03-02T14:06:00.000Z',
    metadata: { service },
    payload: {
      kind: 'log',
      level: 'error',
      message:
        'order 1000 rejected: field currency is missing after the deployment of version 2.4.1',
    },
  },
  {
    id: 'chat-1',
    sourceType: 'chat',
    timestamp: '2026-03-02T14:10:00.000Z',
    metadata: { service },
    payload: {
      kind: 'message',
      author: { name: 'Mei Tan' },
      text: 'Mei Tan here, mei.tan@example.com: rolling checkout back to 2.4.0, password=hunter2secret',
    },
  },
];

export const trace = {
  traceId: 'run-1',
  incidentId: 'INC-7',
  steps: [
    {
      stepId: 'step-1',
      action: 'inspect_log',
      input: { service: 'checkout' },
      output: {
        finding:
          'orders were rejected because field currency is missing after the deployment of version 2.4.1',
      },
      evidence: ['log-1', 'deploy-1'],
      validation: {
        passed: true,
        rule: 'log_matches',
        explanation:
          'field currency is missing after the deployment of version 2.4.1',
      },
      nextStep: null,
    },
  ],
  rootCauseHypothesis:
    'Orders were rejected because field currency is missing after the deployment of version 2.4.1.',
  supportingEvidence: ['step-1', 'log-1', 'deploy-1'],
  contributingFactors: [],
};
