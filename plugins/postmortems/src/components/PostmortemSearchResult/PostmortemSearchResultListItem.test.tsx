import {
  MockSearchApi,
  searchApiRef,
  SearchContextProvider,
  SearchResultList,
} from '@backstage/plugin-search-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { PostmortemSearchResultListItem } from '../..';

const found = {
  title: 'Checkout was slow',
  text: 'The pool was full.',
  location: '/postmortems/retro-1',
  incidentKey: 'INC-7',
  status: 'published',
  severity: 'sev2',
  startedAt: '2026-03-02T14:00:00.000Z',
  services: ['component:default/checkout'],
};

it('PostmortemSearchResultListItem shows only postmortems in the older frontend system', async () => {
  const search = new MockSearchApi({
    results: [
      { type: 'postmortems', document: found },
      {
        type: 'software-catalog',
        document: { ...found, title: 'checkout', location: '/catalog' },
      },
    ],
  });
  await renderInTestApp(
    <TestApiProvider apis={[[searchApiRef, search]]}>
      <SearchContextProvider
        initialState={{ term: 'pool', types: [], filters: {} }}
      >
        <SearchResultList>
          <PostmortemSearchResultListItem icon={<b>icon</b>} />
        </SearchResultList>
      </SearchContextProvider>
    </TestApiProvider>,
  );

  expect(
    await screen.findByRole('link', { name: 'Checkout was slow' }),
  ).toHaveAttribute('href', '/postmortems/retro-1');
  expect(
    screen.getAllByText('INC-7 · SEV2 · 2026-03-02 · checkout'),
  ).toHaveLength(1);
  expect(screen.getAllByText('icon')).toHaveLength(1);
  expect(screen.getByRole('link', { name: 'checkout' })).toBeInTheDocument();
});
