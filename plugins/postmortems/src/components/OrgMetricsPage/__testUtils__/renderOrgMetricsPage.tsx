import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { act, screen } from '@testing-library/react';
import { exampleOrgMetrics } from '../../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { rootRouteRef } from '../../../routes';
import { useNavigate, useSearchParams } from '../../../routing';
import { OrgMetricsPage } from '../OrgMetricsPage';

/**
 * The moment that pages in tests are looked at; a period that looks back ends
 * at ten.
 */
export const NOW = Date.parse('2026-04-01T09:30:00.000Z');
export const LAST_90_DAYS = {
  from: '2026-01-01T10:00:00.000Z',
  to: '2026-04-01T10:00:00.000Z',
};

function group(name: string, displayName?: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [], profile: { displayName } },
  };
}

function component(name: string, tier: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'postmortems.dev/tier': tier },
    },
  };
}

export const catalog = catalogApiMock({
  entities: [
    group('sre-team', 'Site Reliability'),
    group('shop-team'),
    component('checkout', '1'),
    component('inventory', '10'),
    component('search', '2'),
  ],
});

/** Shows the page at an address, and tells where one has come. */
export async function renderOrgMetricsPage(
  options: {
    search?: string;
    api?: Partial<PostmortemsApi>;
    /**
     * Names of permissions that the reader lacks. Decisions are remembered
     * from one test of a file to the next.
     */
    denied?: string[];
  } = {},
) {
  const { search = '', denied = [] } = options;
  const api = fakePostmortemsApi({
    getOrgMetrics: async () => exampleOrgMetrics,
    listContributingFactorCategories: async () => ({
      items: [
        { id: 'change', title: 'Change' },
        { id: 'capacity', title: 'Capacity' },
      ],
    }),
    ...options.api,
  });
  let address = '';
  let goBack = () => {};
  function Probe() {
    const [parameters] = useSearchParams();
    const navigate = useNavigate();
    address = parameters.toString();
    goBack = () => navigate(-1);
    return null;
  }
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [catalogApiRef, catalog],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ]}
    >
      <Probe />
      <OrgMetricsPage />
    </TestApiProvider>,
    {
      routeEntries: [`/postmortems${search}`],
      mountedRoutes: {
        '/postmortems': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return {
    api,
    address: () => Object.fromEntries(new URLSearchParams(address)),
    search: () => address,
    back: () => act(async () => goBack()),
  };
}

/** The section of a metric. */
export async function metric(name: string): Promise<HTMLElement> {
  return screen.findByRole('region', { name });
}

/** Takes the files that the page hands to its reader. */
export function catchDownloads() {
  const blobs: Blob[] = [];
  const names: string[] = [];
  URL.createObjectURL = (blob: Blob) => {
    blobs.push(blob);
    return 'blob:test';
  };
  URL.revokeObjectURL = () => {};
  jest
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function click(this: HTMLAnchorElement) {
      if (this.download) names.push(this.download);
    });
  return {
    names,
    /** Rows of the last file, as lines. */
    lines: async () => (await blobs[blobs.length - 1].text()).split('\r\n'),
  };
}
