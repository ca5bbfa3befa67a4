import { ResponseError } from '@backstage/errors';
import type {
  Incident,
  Postmortem,
  PostmortemSummary,
  RuleViolation,
  Metrics,
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
    rootCauseStatus: 'determined',
    revision: 1,
    verdictCounts: {
      supported: 12,
      partial: 0,
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
      version: 'v2.4',
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
  hits: 1,
  of: 2,
  share: 0.5,
  low: 0.1,
  high: 0.9,
  incidents: 2,
  enough: false,
};
const many = {
  hits: 8,
  of: 10,
  share: 0.8,
  low: 0.49,
  high: 0.94,
  incidents: 10,
  enough: true,
};
const times = {
  n: 9,
  p25: 30,
  p50: 600,
  p75: 4000,
  p90: 9000,
  low: 30,
  high: 4000,
  enough: true,
  buckets: [1, 1, 1, 0, 0, 1, 2, 0, 2, 1],
};
/** Figures, some of them with a sample that is too small. */
export const exampleMetrics: Metrics = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  complete: true,
  incidents: 12,
  postmortems: 10,
  completion: many,
  timeToDraft: { ...times, earlier: 12 },
  timeToReview: { ...times, n: 2, enough: false, earlier: 0 },
  timeToResolve: times,
  actionItems: {
    open: 3,
    overdue: 2,
    closed: 12,
    dropped: 0,
    proposed: 4,
    closure: { ...many, hits: 12, of: 15 },
    byGroup: [
      { group: 'group:default/sre-team', open: 2, overdue: 2, closed: 11 },
      { open: 1, overdue: 0, closed: 1 },
    ],
  },
  repeats: { within20: few, within90: many },
  coverage: {
    verdicts: {
      supported: 80,
      partial: 12,
      unsupported: 5,
      contradicted: 1,
      attested: 2,
    },
    supported: { ...many, hits: 80, of: 100 },
    allSupported: 7,
  },
  themes: [
    { month: '2026-01', theme: 'capacity', incidents: 2 },
    { month: '2026-03', theme: 'change', incidents: 5 },
    { month: '2026-03', theme: 'capacity', incidents: 1 },
  ],
};
