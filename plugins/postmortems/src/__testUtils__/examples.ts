import { ResponseError } from '@backstage/errors';
import type {
  Incident,
  Retrospective,
  RetrospectiveSummary,
  RuleViolation,
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
  part: Partial<RetrospectiveSummary> = {},
): RetrospectiveSummary {
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
    openFollowUps: 3,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    incident: {
      severity: 'sev2',
      services: ['component:default/checkout'],
      startedAt: '2026-03-02T14:07:00.000Z',
      resolvedAt: '2026-03-02T15:12:00.000Z',
    },
    ...part,
  };
}

export function exampleRetrospective(id: string): Retrospective {
  const { openFollowUps, incident, ...summary } = exampleSummary({ id });
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
        request: { method: 'POST', url: '/v1/incidents/INC-7/retrospectives' },
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
