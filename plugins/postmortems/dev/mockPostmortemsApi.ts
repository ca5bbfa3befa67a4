import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import {
  exampleIncident,
  exampleOrgMetrics,
  exampleSummary,
} from '../src/__testUtils__/examples';
import { stubPostmortemsApi } from '../src/__testUtils__/stubPostmortemsApi';
import { recordOf } from '../src/components/PostmortemPage/__testUtils__/actionItems';
import {
  exampleActionItem,
  exampleNode,
  postmortemWithClaims,
} from '../src/components/PostmortemPage/__testUtils__/postmortem';
import {
  exampleGraph,
  exampleSeal,
  exampleTrace,
} from '../src/components/PostmortemPage/__testUtils__/records';

const metric = exampleNode('e-1', {
  kind: 'metric',
  metric: 'http_requests_errors_per_second',
  unit: 'requests/s',
  points: [2, 3, 41, 44, 39, 4].map((value, minute) => [
    `2026-03-02T14:${10 + minute}:00.000Z`,
    value,
  ]),
});

const postmortem = postmortemWithClaims(
  [
    {
      id: 'c-1',
      text: 'Checkout answered up to 44 requests a second with errors.',
      spans: [{ evidenceId: 'e-1', pointer: '/points/3/1', quote: '44' }],
    },
    {
      id: 'c-2',
      text: 'Every customer was affected.',
      verdict: 'unsupported',
    },
  ],
  {
    verdictCounts: {
      supported: 1,
      unverified: 0,
      unsupported: 1,
      contradicted: 0,
      attested: 0,
    },
  },
);

const actionItem = recordOf({ ...exampleActionItem, state: 'open' });

const summary = exampleSummary({
  incidentKey: postmortem.incidentKey,
  title: postmortem.title,
});

/** An API with one postmortem. It does not store changes. */
export const mockPostmortemsApi: PostmortemsApi = stubPostmortemsApi({
  getOrgMetrics: async () => exampleOrgMetrics,
  listPostmortems: async () => ({ items: [summary], pageInfo: {} }),
  getPostmortem: async () => postmortem,
  getIncident: async key => exampleIncident({ key }),
  listIncidents: async () => ({
    items: [exampleIncident({ key: 'INC-8', title: 'Payments are slow' })],
    pageInfo: {},
  }),
  listActionItems: async () => ({ items: [actionItem], pageInfo: {} }),
  countActionItems: async () => ({
    proposed: 1,
    open: 1,
    overdue: 0,
    closed: 0,
    dropped: 0,
  }),
  listOrgMetricIncidents: async () => ({ items: [], pageInfo: {} }),
  listContributingFactorCategories: async () => ({
    items: [
      {
        id: 'change',
        title: 'Change',
        description: 'A release, rollout or migration',
      },
      { id: 'capacity', title: 'Capacity' },
    ],
  }),
  listEvidence: async () => ({ items: [metric], pageInfo: {} }),
  getSeal: async () => exampleSeal,
  listTraces: async () => ({ items: [exampleTrace] }),
  getProvenance: async () => exampleGraph,
  listRevisions: async () => ({ items: [], pageInfo: {} }),
});
