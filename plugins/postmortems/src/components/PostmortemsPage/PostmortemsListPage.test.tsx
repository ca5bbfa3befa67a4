import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { PostmortemsApi } from '@postmortems/backstage-plugin-postmortems-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleSummary } from '../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { rootRouteRef } from '../../routes';
import { PostmortemsListPage } from './PostmortemsListPage';

async function renderPage(
  listRetrospectives: PostmortemsApi['listRetrospectives'],
) {
  const api = fakePostmortemsApi({ listRetrospectives });
  await renderInTestApp(
    <TestApiProvider apis={[[postmortemsApiRef, api]]}>
      <PostmortemsListPage />
    </TestApiProvider>,
    { mountedRoutes: { '/postmortems': rootRouteRef } },
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
});
