import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleMetrics, exampleSummary } from '../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { rootRouteRef } from '../../routes';
import { PostmortemsListPage } from './PostmortemsListPage';

const sreTeam = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'sre-team', namespace: 'default' },
};

async function renderPage(
  listRetrospectives: PostmortemsApi['listRetrospectives'],
) {
  const api = fakePostmortemsApi({
    listRetrospectives,
    getMetrics: async () => exampleMetrics,
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: [sreTeam] })],
      ]}
    >
      <PostmortemsListPage />
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/postmortems': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return api;
}

describe('PostmortemsListPage', () => {
  it('lists the postmortems of every service', async () => {
    const api = await renderPage(async () => ({
      items: [exampleSummary()],
      pageInfo: {},
    }));
    expect(
      await screen.findByRole('link', { name: 'Checkout was slow' }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    expect(screen.getByText('1 postmortem shown')).toBeInTheDocument();
    expect(api.listRetrospectives.mock.calls[0][0]).not.toHaveProperty(
      'entityRef',
    );
  });

  it('shows one review status only, and all again', async () => {
    await renderPage(async query => ({
      items: query?.status === 'published' ? [] : [exampleSummary()],
      pageInfo: {},
    }));
    await screen.findByText('Checkout was slow');
    await userEvent.selectOptions(
      screen.getByLabelText('Review status'),
      'published',
    );
    expect(
      await screen.findByText('No postmortem has this review status'),
    ).toBeInTheDocument();
    expect(screen.queryByText('Checkout was slow')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await screen.findByText('Checkout was slow')).toBeInTheDocument();
  });

  it('says where to start while there is none', async () => {
    await renderPage(async () => ({ items: [], pageInfo: {} }));
    expect(await screen.findByText(/page of a service/)).toBeInTheDocument();
  });

  it('says why the list could not be read', async () => {
    await renderPage(async () => {
      throw new Error('The database is away');
    });
    expect(
      (await screen.findAllByText(/The database is away/)).length,
    ).toBeGreaterThan(0);
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });

  it('shows figures with their samples, and says when there is not enough', async () => {
    await renderPage(async () => ({ items: [], pageInfo: {} }));
    const figure = async (name: string) =>
      (await screen.findByRole('heading', { name })).closest('section')!;
    expect(await figure('Completion')).toHaveTextContent(
      '80 %8 of 10, 95 % interval 49 % to 94 %',
    );
    expect(await figure('Time to draft')).toHaveTextContent('10 h');
    expect(await figure('Time to review')).toHaveTextContent('Not enough data');
    expect(await figure('Repeats within 20 days')).toHaveTextContent(
      'Not enough data1 of 2; at least 5 are needed',
    );
    expect(await figure('Action items closed')).toHaveTextContent(
      '3 are open, 2 of them overdue',
    );
    expect(
      within(await figure('Action items by owner')).getByRole('row', {
        name: /sre-team 3 2 12/,
      }),
    ).toBeInTheDocument();
  });

  it('leads from a figure, and from a theme, to the postmortems behind it', async () => {
    const api = await renderPage(async () => ({ items: [], pageInfo: {} }));
    const completion = (
      await screen.findByRole('heading', { name: 'Completion' })
    ).closest('section')!;
    await userEvent.click(
      within(completion).getByRole('button', { name: 'Show them' }),
    );
    expect(api.listRetrospectives.mock.lastCall![0]).toMatchObject({
      only: 'unpublished',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'By month, as a table' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Capacity' }));
    expect(api.listRetrospectives.mock.lastCall![0]).toMatchObject({
      only: 'unpublished',
      theme: 'capacity',
    });
    await userEvent.selectOptions(
      screen.getByLabelText('Belongs to'),
      'sre-team (group)',
    );
    expect(api.getMetrics.mock.lastCall![0]).toMatchObject({
      entityRef: 'group:default/sre-team',
    });
    await userEvent.type(screen.getByLabelText('Search in titles'), 'pool');
    await screen.findByDisplayValue('pool');
    await waitFor(() =>
      expect(api.listRetrospectives.mock.lastCall![0]).toMatchObject({
        q: 'pool',
      }),
    );
  });
});
