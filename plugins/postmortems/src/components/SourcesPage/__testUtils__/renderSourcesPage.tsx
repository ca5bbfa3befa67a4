import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import type {
  PostmortemsApi,
  SourceStatus,
  UnassignedEvidence,
} from '@postmortems/backstage-plugin-postmortems-common';
import { fakePostmortemsApi } from '../../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { rootRouteRef } from '../../../routes';
import { SourcesPage } from '../SourcesPage';

/** A source that is well, or as it is said to be. */
export function exampleSource(rest: Partial<SourceStatus> = {}): SourceStatus {
  return {
    id: 'slack',
    installed: true,
    health: 'healthy',
    webhook: true,
    collects: true,
    canTest: true,
    uploads: ['Slack export (zip)'],
    lastSuccess: { at: '2026-03-02T14:07:00.000Z', activity: 'delivery' },
    lag: { medianMs: 240, p95Ms: 3_000, deliveries: 100 },
    deliveries: { waiting: 0, failed: 0 },
    evidence: { days: 30, taken: 1200, known: 5, refused: 0, refusals: [] },
    ...rest,
  };
}

/** A message that no incident has yet. */
export function exampleUnassigned(
  rest: Partial<UnassignedEvidence> = {},
): UnassignedEvidence {
  return {
    id: '0'.repeat(32),
    source: 'slack',
    state: 'unassigned',
    node: {
      id: 'slack/1',
      sourceType: 'chat',
      timestamp: '2026-03-02T14:05:00.000Z',
      payload: {
        kind: 'message',
        author: { name: 'Ada' },
        text: 'Orders fail since the deployment',
      },
      confidence: 1,
      metadata: { service: 'checkout', region: '', correlationId: '' },
      provider: 'slack',
      capturedAt: '2026-03-02T14:06:00.000Z',
      contentHash: 'f'.repeat(64),
      truncated: false,
      originalBytes: 100,
    },
    services: ['checkout'],
    incidentKeys: [],
    offeredAt: '2026-03-02T14:06:00.000Z',
    ...rest,
  };
}

/** Shows the page of sources. Decisions about permissions outlive a test of a file. */
export async function renderSourcesPage(
  calls: Partial<PostmortemsApi>,
  options: { search?: string; denied?: string[] } = {},
) {
  const { search = '', denied = [] } = options;
  const api = fakePostmortemsApi({
    listSources: async () => ({ items: [exampleSource()] }),
    ...calls,
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [
          catalogApiRef,
          catalogApiMock({
            entities: [
              {
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'Component',
                metadata: { name: 'checkout', namespace: 'default' },
              },
            ],
          }),
        ],
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
      <SourcesPage />
    </TestApiProvider>,
    {
      routeEntries: [`/postmortems/sources${search}`],
      mountedRoutes: { '/postmortems': rootRouteRef },
    },
  );
  return api;
}
