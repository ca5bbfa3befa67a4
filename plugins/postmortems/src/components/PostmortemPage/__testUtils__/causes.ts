import type {
  CandidateCauseAssertion,
  CauseDecision,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { exampleBlock, exampleNode, postmortemWithClaims } from './postmortem';

/** A deployment, the alert that it may have caused, and a metric and a message between them. */
export const causeEvidence = [
  exampleNode(
    'deploy-1',
    {
      kind: 'deployment',
      version: '2.4.0',
      previousVersion: '2.3.9',
      status: 'succeeded',
    },
    {
      sourceType: 'deployment',
      provider: 'argo',
      timestamp: '2026-03-02T14:05:00.000Z',
    },
  ),
  exampleNode(
    'errors-1',
    {
      kind: 'metric',
      metric: 'error_rate',
      unit: 'percent',
      points: [0.4, 0.5, 0.4, 0.4, 6.1, 14.2, 13.8, 2.1, 0.5].map(
        (value, minute) => [`2026-03-02T14:0${minute + 1}:00.000Z`, value],
      ),
    },
    { timestamp: '2026-03-02T14:01:00.000Z' },
  ),
  exampleNode(
    'alert-1',
    {
      kind: 'alert',
      alertName: 'CheckoutErrors',
      status: 'firing',
      startsAt: '2026-03-02T14:08:00.000Z',
      summary: 'More than 5 % of requests fail',
    },
    { timestamp: '2026-03-02T14:08:00.000Z' },
  ),
  exampleNode(
    'chat-1',
    {
      kind: 'message',
      channel: '#inc-7',
      author: { name: 'Payments on-call' },
      text: 'checkout 2.4.0 cannot reach the payments database. Rolling back now.',
    },
    {
      sourceType: 'chat',
      provider: 'slack',
      timestamp: '2026-03-02T14:09:00.000Z',
    },
  ),
  exampleNode(
    'step-1',
    {
      kind: 'step',
      traceId: 'run-1',
      stepId: 's1',
      action: 'query_metric',
      input: { query: 'error_rate{version="2.3.9"}' },
      output: { value: 5.2 },
      validation: {
        passed: false,
        rule: 'value < 1',
        explanation: 'Pods with 2.3.9 answered with errors too',
      },
      nextStep: null,
    },
    {
      sourceType: 'agent_trace',
      provider: 'agent',
      timestamp: '2026-03-02T14:20:00.000Z',
    },
  ),
];

/** A possible cause with three ties, and one thing that speaks against it. */
export const exampleCause: CandidateCauseAssertion = {
  type: 'candidateCause',
  origin: 'change',
  cause: { evidence: 'deploy-1' },
  statement: 'checkout was deployed, from 2.3.9 to 2.4.0',
  effect: { evidence: 'alert-1', pointer: '/startsAt' },
  ties: [
    {
      type: 'precedes',
      evidence: ['deploy-1', 'alert-1'],
      detail: 'It happened 3 min before CheckoutErrors fired for checkout',
    },
    {
      type: 'shared_identifier',
      evidence: ['chat-1'],
      detail: 'The evidence of both names “2.4.0”',
    },
    {
      type: 'change_point',
      evidence: ['errors-1'],
      detail: 'Right after it changed error_rate from 0.4 % to 14.2 %',
    },
  ],
  against: [
    {
      type: 'refuted_by_step',
      evidence: ['step-1'],
      detail: 'Pods with 2.3.9 answered with errors too',
    },
  ],
};

/** A block that states a possible cause. */
export function causeBlock(
  part: Partial<CandidateCauseAssertion> = {},
  decision?: CauseDecision,
) {
  const assertion = { ...exampleCause, ...part };
  return exampleBlock(
    {
      id: 'cause-1',
      kind: 'root_cause',
      text: `Possible cause, a change: ${assertion.statement}.`,
      verdict: decision?.outcome === 'confirmed' ? 'attested' : 'unverified',
      spans: [{ evidenceId: 'deploy-1', pointer: '/version', quote: '2.4.0' }],
      reading: { by: 'renderer', assertions: [assertion], leftOver: [] },
      reasons: [],
      ...(decision && { decision }),
    },
    'paragraph',
  );
}

/** A document with these blocks in its root cause section, and no other. */
export function postmortemWithCauses(
  blocks: object[],
  fields: Record<string, unknown> = {},
): Postmortem {
  return postmortemWithClaims([], {
    rootCauseStatus: 'candidates',
    sections: [{ id: 'rootCause', title: 'Root cause', blocks }],
    ...fields,
  });
}
