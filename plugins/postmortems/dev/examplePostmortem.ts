import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import {
  causeBlock,
  causeEvidence,
} from '../src/components/PostmortemPage/__testUtils__/causes';
import {
  exampleBlock,
  postmortemWithClaims,
} from '../src/components/PostmortemPage/__testUtils__/postmortem';

export const evidence = causeEvidence;

const peak = {
  evidenceId: 'errors-1',
  pointer: '/points/5/1',
  quote: '14.2',
};
const said = 'The payments on-call rolled back in a hurry at 14:09 UTC.';
const hurry = said.indexOf('in a hurry');

/** One claim of each verdict, and a possible cause. */
export const impact = [
  exampleBlock({
    id: 'c-1',
    text: 'The error rate of checkout rose to 14.2 % at 14:06 UTC.',
    spans: [peak],
    reasons: [
      {
        check: 'extreme',
        outcome: 'passed',
        message: 'error_rate was highest at 14:06 UTC, with 14.2 %',
      },
    ],
    reading: {
      by: 'grammar',
      assertions: [],
      leftOver: [],
      summary: 'error rate of checkout, highest 14.2 % at 14:06 UTC',
    },
  }),
  exampleBlock({
    id: 'c-2',
    text: said,
    verdict: 'unverified',
    spans: [
      { evidenceId: 'chat-1', pointer: '/text', quote: 'Rolling back now.' },
    ],
    reading: {
      by: 'grammar',
      assertions: [],
      leftOver: [{ start: hurry, end: hurry + 'in a hurry'.length }],
      summary: 'the payments on-call wrote “Rolling back now.” at 14:09 UTC',
    },
    reasons: [
      {
        check: 'said',
        outcome: 'passed',
        message: 'Payments on-call wrote it at 14:09 UTC in #inc-7',
      },
      {
        check: 'left_over',
        outcome: 'failed',
        message: 'No code can check “in a hurry”',
      },
    ],
  }),
  exampleBlock({
    id: 'c-3',
    text: 'Half of all requests failed.',
    verdict: 'contradicted',
    spans: [peak],
    reading: {
      by: 'person',
      readBy: 'user:default/guest',
      assertions: [],
      leftOver: [],
      summary: 'error rate of checkout, highest 50 %',
    },
    reasons: [
      {
        check: 'series',
        outcome: 'passed',
        message: 'error_rate is recorded for checkout',
      },
      {
        check: 'extreme',
        outcome: 'failed',
        message: 'The evidence shows at most 14.2 % (14:06 UTC), not 50 %',
      },
    ],
  }),
  exampleBlock({
    id: 'c-4',
    text: 'Every customer was affected.',
    verdict: 'unsupported',
    reasons: [
      {
        check: 'reference',
        outcome: 'failed',
        message: 'The sentence cites no evidence',
      },
    ],
  }),
  exampleBlock({
    id: 'c-5',
    text: 'Support answered 40 calls about failed orders.',
    verdict: 'attested',
    attestedBy: 'user:default/guest',
    reasons: [
      {
        check: 'attestation',
        outcome: 'passed',
        message: 'user:default/guest confirms it',
      },
    ],
  }),
];

const others = postmortemWithClaims([]).sections;

export const postmortem: Postmortem = postmortemWithClaims([], {
  rootCauseStatus: 'candidates',
  verdictCounts: {
    supported: 4,
    unverified: 2,
    unsupported: 1,
    contradicted: 1,
    attested: 1,
  },
  sections: [
    { id: 'impact', title: 'Impact', blocks: impact },
    ...others.filter(({ id }) => id === 'timeline'),
    { id: 'rootCause', title: 'Root cause', blocks: [causeBlock()] },
    ...others.filter(({ id }) => id === 'actionItems'),
  ],
});
