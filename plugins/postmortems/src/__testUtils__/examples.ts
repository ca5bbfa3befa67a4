import { ResponseError } from '@backstage/errors';
import type {
  Incident,
  Postmortem,
  PostmortemSummary,
  RuleViolation,
  OrgMetrics,
} from '@postmortems/backstage-plugin-postmortems-common';

const CREATED_AT = '2026-03-02T16:00:00.000Z';

export const checkoutEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
  spec: { type: 'service', owner: 'group:sre-team', lifecycle: 'production' },
};

export function exampleIncident(part: Partial<Incident> = {}): Incident {
  return {
    key: 'INC-7',
    title: 'Checkout answers with errors',
    severity: 'sev2',
    status: 'resolved',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:07:00.000Z',
    resolvedAt: '2026-03-02T15:12:00.000Z',
    visibility: 'public',
    participants: [],
    createdBy: 'user:default/guest',
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...part,
  };
}

export function exampleSummary(
  part: Partial<PostmortemSummary> = {},
): PostmortemSummary {
  return {
    id: 'retro-1',
    incidentKey: 'INC-1',
    title: 'Checkout was slow',
    status: 'in_review',
    rootCauseStatus: 'confirmed',
    revision: 1,
    verdictCounts: {
      supported: 12,
      unverified: 0,
      unsupported: 0,
      contradicted: 0,
      attested: 0,
    },
    openActionItems: 3,
    proposedActionItems: 0,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    incident: {
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:07:00.000Z',
      resolvedAt: '2026-03-02T15:12:00.000Z',
      visibility: 'public',
    },
    ...part,
  };
}

export function examplePostmortem(id: string): Postmortem {
  const { openActionItems, proposedActionItems, incident, ...summary } =
    exampleSummary({ id });
  return {
    ...summary,
    template: {
      name: 'v2.4',
      version: '1',
      title: 'Postmortem',
      reason: 'The default template',
      chain: [],
    },
    sections: [],
    sealId: 'seal-1',
  };
}

/** The answer to a request that broke rules, as the client throws it. */
export function rulesBroken(violations: RuleViolation[]) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: {
          name: 'RuleViolationError',
          message: violations.map(({ message }) => message).join('; '),
          violations,
        },
        request: { method: 'POST', url: '/v1/incidents/INC-7/postmortems' },
        response: { statusCode: 422 },
      }),
      {
        status: 422,
        statusText: 'Unprocessable Entity',
        headers: { 'content-type': 'application/json' },
      },
    ) as Parameters<typeof ResponseError.fromResponse>[0],
  );
}

const few = {
  numerator: 1,
  denominator: 2,
  ratio: 0.5,
  ciLow: 0.1,
  ciHigh: 0.9,
  incidents: 2,
  isSampleLargeEnough: false,
};
const many = {
  numerator: 8,
  denominator: 10,
  ratio: 0.8,
  ciLow: 0.49,
  ciHigh: 0.94,
  incidents: 10,
  isSampleLargeEnough: true,
};
const times = {
  n: 9,
  p25: 30,
  p50: 600,
  p75: 4000,
  p90: 9000,
  ciLow: 30,
  ciHigh: 4000,
  isSampleLargeEnough: true,
  buckets: [1, 1, 1, 0, 0, 1, 2, 0, 2, 1],
};
/** Metrics, some of them with a sample that is too small. */
export const exampleOrgMetrics: OrgMetrics = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  incidents: 12,
  postmortems: 10,
  completion: many,
  confirmedCause: { ...many, numerator: 7 },
  timeToDraft: { ...times, beforeResolution: 12 },
  timeToReview: {
    ...times,
    n: 2,
    isSampleLargeEnough: false,
    beforeResolution: 0,
  },
  timeToResolve: times,
  actionItems: {
    open: 3,
    overdue: 2,
    closed: 12,
    dropped: 0,
    proposed: 4,
    closure: { ...many, numerator: 12, denominator: 15 },
    byGroup: [
      { group: 'group:default/sre-team', open: 2, overdue: 2, closed: 11 },
      { open: 1, overdue: 0, closed: 1 },
    ],
  },
  repeats: { within20: few, within90: many, notComparable: 2 },
  coverage: {
    verdicts: {
      supported: 80,
      unverified: 12,
      unsupported: 5,
      contradicted: 1,
      attested: 2,
    },
    supported: { ...many, numerator: 80, denominator: 100 },
    allSupported: 7,
  },
  categories: [
    { month: '2026-01', category: 'capacity', incidents: 2 },
    { month: '2026-03', category: 'change', incidents: 5 },
    { month: '2026-03', category: 'capacity', incidents: 1 },
  ],
};
