import type { OrgMetricIncident } from '@postmortems/backstage-plugin-postmortems-common';

export function exampleIncident(
  part: Partial<OrgMetricIncident> = {},
): OrgMetricIncident {
  return {
    incidentKey: 'INC-1',
    title: 'Checkout was slow',
    severity: 'sev2',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:07:00.000Z',
    postmortem: { id: 'retro-1', status: 'in_review' },
    ...part,
  };
}

/** The first of two pages. */
export const someIncidents = async () => ({
  items: [exampleIncident(), exampleIncident({ incidentKey: 'INC-2' })],
  pageInfo: { nextCursor: 'more' },
});
