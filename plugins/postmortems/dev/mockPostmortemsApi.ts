import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import {
  exampleIncident,
  exampleOrgMetrics,
  exampleSummary,
} from '../src/__testUtils__/examples';
import { stubPostmortemsApi } from '../src/__testUtils__/stubPostmortemsApi';
import { recordOf } from '../src/components/PostmortemPage/__testUtils__/actionItems';
import { examplePicture } from '../src/components/PostmortemPage/__testUtils__/picture';
import { exampleActionItem } from '../src/components/PostmortemPage/__testUtils__/postmortem';
import {
  exampleGraph,
  exampleSeal,
  exampleTrace,
} from '../src/components/PostmortemPage/__testUtils__/records';
import { evidence, postmortem } from './examplePostmortem';

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
  listEvidence: async (_, { id, sourceType } = {}) => ({
    items: evidence.filter(
      node =>
        (!id || [id].flat().includes(node.id)) &&
        (!sourceType || [sourceType].flat().includes(node.sourceType)),
    ),
    pageInfo: {},
  }),
  verifyClaims: async (_, { claims }) => ({
    verifierVersion: '7',
    results: claims.map(({ text, spans }) => ({
      verdict: 'unverified' as const,
      reasons: [],
      reading: {
        by: 'grammar' as const,
        assertions: [],
        summary: 'error rate of checkout, highest 14.2 % at 14:06 UTC',
        // As if the last word were all that nobody understood
        leftOver: [{ start: text.lastIndexOf(' ') + 1, end: text.length }],
      },
      spans:
        spans.length > 0
          ? spans
          : [
              {
                evidenceId: 'errors-1',
                pointer: '/points/5/1',
                quote: '14.2',
              },
            ],
    })),
  }),
  getSeal: async () => exampleSeal,
  listTraces: async () => ({ items: [exampleTrace] }),
  getProvenance: async () => exampleGraph,
  getPicture: async () => examplePicture,
  getGlossary: async () => ({
    terms: [
      {
        kind: 'service',
        name: 'checkout',
        description: 'Takes orders and payments.',
        source: 'catalog',
      },
    ],
  }),
  listRevisions: async () => ({ items: [], pageInfo: {} }),
});
