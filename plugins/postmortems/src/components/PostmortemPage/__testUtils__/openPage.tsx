import { identityApiRef } from '@backstage/core-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { DefaultEntityPresentationApi } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  entityPresentationApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import type {
  EvidenceNode,
  PostmortemsApi,
} from '@postmortems/backstage-plugin-postmortems-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  checkoutEntity,
  exampleIncident,
} from '../../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { PostmortemsPage } from '../../../plugin';
import { Route, Routes } from '../../../routing';
import { postmortemWithClaims, type ExampleClaim } from './postmortem';
import { examplePicture } from './picture';
import { exampleGraph, exampleSeal, exampleTrace } from './records';

// jsdom lays nothing out
Object.assign(SVGElement.prototype, {
  getBBox: () => ({ x: 0, y: 0, width: 100, height: 20 }),
});
Object.assign(Element.prototype, { scrollIntoView: () => {} });

const apiVersion = 'backstage.io/v1alpha1';

/** A service, two groups and a person. */
const ENTITIES = [
  {
    ...checkoutEntity,
    relations: [{ type: 'ownedBy', targetRef: 'group:default/sre-team' }],
  },
  {
    apiVersion,
    kind: 'Component',
    metadata: { name: 'inventory', namespace: 'default' },
    spec: { type: 'service' },
  },
  ...[
    ['Group', 'sre-team', 'Reliability'],
    ['Group', 'payments-team', 'Payments'],
    ['User', 'ada', 'Ada Okafor'],
  ].map(([kind, name, displayName]) => ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'default' },
    spec: { profile: { displayName } },
  })),
];

export type OpenOptions = {
  claims?: ExampleClaim[];
  nodes?: EvidenceNode[];
  /** Of the document, instead of the example's. */
  fields?: Record<string, unknown>;
  query?: string;
  api?: Partial<PostmortemsApi>;
  /**
   * Names of permissions that the reader lacks. Decisions are remembered by
   * incident: give the document another key.
   */
  denied?: string[];
};

/**
 * Opens the page of `retro-1` as `user:default/ada`; answers with the API that
 * it called.
 */
export async function openPage(options: OpenOptions = {}) {
  const { claims = [{ id: 'c-1', text: 'The first claim' }], nodes = [] } =
    options;
  const api = fakePostmortemsApi({
    getPostmortem: async () => postmortemWithClaims(claims, options.fields),
    getIncident: async key => exampleIncident({ key }),
    listEvidence: async () => ({ items: nodes, pageInfo: {} }),
    getEvidenceArchive: async () => ({
      state: 'open',
      failures: [],
      forgetting: [],
    }),
    getSeal: async () => exampleSeal,
    listTraces: async () => ({ items: [exampleTrace] }),
    getProvenance: async () => exampleGraph,
    getPicture: async () => examplePicture,
    getGlossary: async () => ({ terms: [] }),
    verifyClaims: async (_, { claims: sent }) => ({
      verifierVersion: '7',
      results: sent.map(({ spans }) => ({
        verdict: 'supported' as const,
        reasons: [],
        reading: { by: 'grammar' as const, assertions: [], leftOver: [] },
        spans,
      })),
    }),
    ...options.api,
  });
  const catalogApi = catalogApiMock({ entities: ENTITIES });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [catalogApiRef, catalogApi],
        [
          entityPresentationApiRef,
          DefaultEntityPresentationApi.create({ catalogApi }),
        ],
        [
          identityApiRef,
          mockApis.identity({ userEntityRef: 'user:default/ada' }),
        ],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              options.denied?.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ]}
    >
      <Routes>
        <Route path="/postmortems/*" element={<PostmortemsPage />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [`/postmortems/retro-1${options.query ?? ''}`],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return api;
}

/** Chooses from the menu of all that can be done with the document. */
export async function chooseAction(name: string) {
  await userEvent.click(await screen.findByRole('button', { name: 'Actions' }));
  await userEvent.click(await screen.findByRole('menuitem', { name }));
}
