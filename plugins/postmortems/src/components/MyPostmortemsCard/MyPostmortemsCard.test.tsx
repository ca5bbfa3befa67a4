import { identityApiRef } from '@backstage/core-plugin-api';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { exampleSummary } from '../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { rootRouteRef } from '../../routes';
import { MyPostmortemsCard } from './MyPostmortemsCard';

const identity = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/ada',
    ownershipEntityRefs: ['user:default/ada', 'group:default/sre-team'],
  }),
};

it('shows what waits for the reader, and what is overdue', async () => {
  const api = fakePostmortemsApi({
    listRetrospectives: async () => ({
      items: [exampleSummary()],
      pageInfo: {},
    }),
    listActionItems: async () => ({
      items: [
        {
          id: 'a-1',
          retrospectiveId: 'retro-1',
          incidentKey: 'INC-7',
          title: 'Alert on a full pool',
          type: 'detect',
          priority: 'high',
          state: 'open',
          endState: 'An alert fires',
          dueAt: '2026-01-01T00:00:00.000Z',
          version: 1,
          createdBy: 'postmortems',
          createdAt: '2026-01-01T00:00:00.000Z',
          updatedAt: '2026-01-01T00:00:00.000Z',
        },
      ],
      pageInfo: {},
    }),
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [identityApiRef, identity as never],
      ]}
    >
      <MyPostmortemsCard />
    </TestApiProvider>,
    { mountedRoutes: { '/postmortems': rootRouteRef } },
  );
  expect(
    await screen.findByRole('link', { name: 'Checkout was slow' }),
  ).toHaveAttribute('href', '/postmortems/retro-1');
  expect(
    screen.getByRole('link', { name: 'Alert on a full pool' }),
  ).toBeInTheDocument();
  expect(screen.getByText('Overdue')).toBeInTheDocument();
  expect(api.listRetrospectives).toHaveBeenCalledWith(
    expect.objectContaining({
      entityRef: 'user:default/ada',
      only: 'unpublished',
    }),
  );
  expect(api.listActionItems).toHaveBeenCalledWith(
    expect.objectContaining({
      owner: ['user:default/ada', 'group:default/sre-team'],
      status: 'open',
    }),
  );
});
