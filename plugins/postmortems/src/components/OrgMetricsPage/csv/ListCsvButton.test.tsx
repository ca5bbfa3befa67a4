import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleSummary } from '../../../__testUtils__/examples';
import {
  catchDownloads,
  NOW,
  renderOrgMetricsPage,
} from '../__testUtils__/renderOrgMetricsPage';
import { MAX_ROWS } from './readAllPages';

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

describe('ListCsvButton', () => {
  const download = async () =>
    userEvent.click(
      await screen.findByRole('button', { name: 'Download list (CSV)' }),
    );

  it('cancels the download and keeps the focus', async () => {
    const downloads = catchDownloads();
    let signal: AbortSignal | undefined;
    await renderOrgMetricsPage({
      search: '?view=postmortems',
      api: {
        listPostmortems: async (query, options) => {
          if (query?.limit === undefined) return onePostmortem();
          if (!query.cursor) {
            return {
              items: [exampleSummary()],
              pageInfo: { nextCursor: 'more' },
            };
          }
          signal = options?.signal;
          return new Promise(() => {});
        },
      },
    });
    await download();
    expect(await screen.findByText('1 rows loaded…')).toBeInTheDocument();
    const cancel = screen.getByRole('button', { name: 'Cancel download' });
    await userEvent.click(cancel);
    expect(screen.getByText('Download cancelled')).toBeInTheDocument();
    expect(signal?.aborted).toBe(true);
    expect(cancel).toHaveFocus();
    expect(downloads.names).toEqual([]);
  });

  it('stops at the row limit and says so', async () => {
    const downloads = catchDownloads();
    await renderOrgMetricsPage({
      search: '?view=postmortems',
      api: {
        listPostmortems: async query => ({
          items: Array.from({ length: Number(query?.limit ?? 1) }, () =>
            exampleSummary(),
          ),
          pageInfo: { nextCursor: 'more' },
        }),
      },
    });
    await download();
    expect(
      await screen.findByText(
        /Only the first 20,000 rows were downloaded, the maximum of a file/,
      ),
    ).toBeInTheDocument();
    expect(await downloads.lines()).toHaveLength(1 + MAX_ROWS);
  });

  it('shows an error when the download fails', async () => {
    await renderOrgMetricsPage({
      search: '?view=postmortems',
      api: {
        listPostmortems: async query => {
          if (query?.limit) throw new Error('The database is away');
          return onePostmortem();
        },
      },
    });
    await download();
    expect(
      await screen.findByText(
        'The list could not be downloaded: The database is away',
      ),
    ).toBeInTheDocument();
  });
});
