import type { ListPostmortemsResponse } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleSummary } from '../../../__testUtils__/examples';
import {
  LAST_90_DAYS,
  NOW,
  renderOrgMetricsPage,
} from '../__testUtils__/renderOrgMetricsPage';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const onePostmortem = async () => ({
  items: [exampleSummary()],
  pageInfo: {},
});

describe('PostmortemsList', () => {
  it('shows filtered postmortems by page and whether there are more', async () => {
    const { api } = await renderOrgMetricsPage({
      search: '?view=postmortems&tier=1',
      api: {
        listPostmortems: async query =>
          query?.cursor
            ? {
                items: [exampleSummary({ id: 'retro-2', title: 'The second' })],
                pageInfo: {},
              }
            : {
                items: [exampleSummary()],
                pageInfo: { nextCursor: 'more' },
              },
      },
    });
    expect(
      await screen.findByRole('link', { name: 'Checkout was slow' }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    expect(screen.getByText('1 shown, more below')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Load more' }));
    expect(await screen.findByText('The second')).toBeInTheDocument();
    expect(screen.getByText('2 postmortems')).toHaveFocus();
    expect(api.listPostmortems).toHaveBeenLastCalledWith(
      { ...LAST_90_DAYS, tier: '1', order: 'newest', cursor: 'more' },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('searches all periods and says so', async () => {
    const { api, address } = await renderOrgMetricsPage({
      search: '?view=postmortems&owner=group:default/sre-team',
      api: { listPostmortems: onePostmortem },
    });
    await userEvent.type(await screen.findByRole('searchbox'), 'pool ');
    expect(
      await screen.findByText(
        'Searching all periods: the period filter does not apply to searches.',
      ),
    ).toBeInTheDocument();
    expect(address()).toMatchObject({ view: 'postmortems', q: 'pool' });
    await waitFor(() =>
      expect(api.listPostmortems).toHaveBeenLastCalledWith(
        {
          entityRef: ['group:default/sre-team'],
          q: 'pool',
          order: 'newest',
        },
        expect.anything(),
      ),
    );
  });

  it('updates the search box when the address changes', async () => {
    const { address, back } = await renderOrgMetricsPage({
      search: '?view=postmortems&q=pool',
      api: { listPostmortems: onePostmortem },
    });
    const box = await screen.findByRole('searchbox');
    expect(box).toHaveValue('pool');
    // A choice is an entry of the history, and typing replaces the one that
    // there is
    await userEvent.selectOptions(
      screen.getByLabelText('Review status'),
      'Draft',
    );
    await userEvent.clear(box);
    await userEvent.type(box, 'queue');
    await waitFor(() =>
      expect(address()).toEqual({
        view: 'postmortems',
        q: 'queue',
        status: 'draft',
      }),
    );
    await back();
    expect(box).toHaveValue('pool');
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(address()).toEqual({ view: 'postmortems', q: 'pool' });
  });

  it('sorts by the clicked header', async () => {
    const { api, address, back } = await renderOrgMetricsPage({
      search: '?view=postmortems',
      api: { listPostmortems: onePostmortem },
    });
    const sorted = (name: string) =>
      screen.getByRole('columnheader', { name }).getAttribute('aria-sort');
    await screen.findByRole('table', { name: 'Postmortems' });
    expect(sorted('Started')).toBe('descending');
    const click = (name: string) =>
      userEvent.click(screen.getByRole('button', { name }));
    await click('Started');
    expect(address()).toMatchObject({ order: 'oldest' });
    expect(sorted('Started')).toBe('ascending');
    await click('Changed');
    expect(address()).toMatchObject({ order: 'changed' });
    await click('Severity');
    expect(address()).toMatchObject({ order: 'severity' });
    expect(sorted('Started')).toBeNull();
    expect(api.listPostmortems).toHaveBeenLastCalledWith(
      expect.objectContaining({ order: 'severity' }),
      expect.anything(),
    );
    await back();
    expect(address()).toMatchObject({ order: 'changed' });
  });

  it('dims results of the previous filters', async () => {
    const answers: ((page: ListPostmortemsResponse) => void)[] = [];
    await renderOrgMetricsPage({
      search: '?view=postmortems',
      api: {
        listPostmortems: () => new Promise(resolve => answers.push(resolve)),
      },
    });
    answers[0](await onePostmortem());
    const link = await screen.findByRole('link', { name: 'Checkout was slow' });
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Period' }),
      '30 days',
    );
    expect(link).toBeInTheDocument();
    expect(link.closest('[aria-busy="true"]')).not.toBeNull();
    answers[1]({ items: [], pageInfo: {} });
    expect(
      await screen.findByText(
        'No postmortems of incidents that started in this period',
      ),
    ).toBeInTheDocument();
    expect(link).not.toBeInTheDocument();
  });

  it('shows an error when the list fails to load', async () => {
    await renderOrgMetricsPage({
      search: '?view=postmortems',
      api: {
        listPostmortems: async () => {
          throw new Error('The database is away');
        },
      },
    });
    expect(
      (await screen.findAllByText(/The database is away/)).length,
    ).toBeGreaterThan(0);
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
