import type { Entity } from '@backstage/catalog-model';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
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
  PostmortemSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import { checkoutEntity } from '../../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../../api/postmortemsApiRef';
import { rootRouteRef } from '../../../routes';
import { Route, Routes } from '../../../routing';
import { EntityTab } from '../EntityTab';

export const emptyPage = { items: [], pageInfo: {} };

export function listing(...items: PostmortemSummary[]) {
  return async () => ({ items, pageInfo: {} });
}

/**
 * The tab on an entity's page, which is a component's if none is given. There
 * are no incidents and no action items, and the reader may do everything,
 * unless the test says otherwise.
 */
export async function renderTab(
  expected: Partial<PostmortemsApi>,
  options: { on?: Entity; denied?: string[] } = {},
) {
  const { on = checkoutEntity, denied = [] } = options;
  const api = fakePostmortemsApi({
    listIncidents: async () => emptyPage,
    countActionItems: async () => ({
      proposed: 0,
      open: 0,
      overdue: 0,
      closed: 0,
      dropped: 0,
    }),
    ...expected,
  });
  const permissions = mockApis.permission({
    authorize: ({ permission }) =>
      denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, permissions],
      ]}
    >
      <Routes>
        <Route
          path="/"
          element={
            <EntityProvider entity={on}>
              <EntityTab />
            </EntityProvider>
          }
        />
        <Route path="/postmortems/retro-new" element={<p>Its page</p>} />
      </Routes>
    </TestApiProvider>,
    { mountedRoutes: { '/postmortems': rootRouteRef } },
  );
  return api;
}
