import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from './routing';
import {
  checkoutEntity,
  exampleIncident,
  exampleOrgMetrics,
  exampleSummary,
} from './__testUtils__/examples';
import { fakePostmortemsApi } from './__testUtils__/fakePostmortemsApi';
import {
  EntityPostmortemsContent,
  isPostmortemsAvailable,
  postmortemsApiRef,
  PostmortemsPage,
  postmortemsPlugin,
} from '.';

const summary = exampleSummary();

/** An app of the older system, as its README says to install the plugin. */
async function renderOlderApp(path: string) {
  const api = fakePostmortemsApi({
    listPostmortems: async () => ({ items: [summary], pageInfo: {} }),
    listIncidents: async () => ({ items: [exampleIncident()], pageInfo: {} }),
    getOrgMetrics: async () => exampleOrgMetrics,
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <Routes>
        <Route path="/postmortems" element={<PostmortemsPage />} />
        <Route
          path="/catalog/checkout"
          element={
            <EntityProvider entity={checkoutEntity}>
              <EntityPostmortemsContent />
            </EntityProvider>
          }
        />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

describe('plugin of the older frontend system', () => {
  it('shows the list at its root', async () => {
    await renderOlderApp('/postmortems?view=postmortems');
    expect(
      await screen.findByRole('link', { name: summary.title }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
  });

  it('shows the postmortems of the entity on a tab', async () => {
    await renderOlderApp('/catalog/checkout');
    expect(
      await screen.findByRole('link', { name: summary.title }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    expect(
      await screen.findByRole('button', { name: 'Draft postmortem for INC-7' }),
    ).toBeInTheDocument();
  });

  it('calls the backend through the app', () => {
    const [factory] = postmortemsPlugin.getApis();
    expect(factory.api).toBe(postmortemsApiRef);
    expect(Object.keys(factory.deps)).toEqual(['discoveryApi', 'fetchApi']);
  });

  it.each([
    ['Component', true],
    ['System', true],
    ['Domain', true],
    ['Group', true],
    ['API', false],
    ['User', false],
  ])('shows a tab on a %s: %s', (kind, available) => {
    expect(isPostmortemsAvailable({ ...checkoutEntity, kind })).toBe(available);
  });
});
