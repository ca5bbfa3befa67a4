import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleIncident,
  someIncidents,
} from '../__testUtils__/metricIncidents';
import {
  catchDownloads,
  metric,
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

describe('MetricIncidents', () => {
  it('shows the count when loaded and links back to the metrics', async () => {
    const { address } = await renderOrgMetricsPage({
      search: '?metric=coverage&part=rest&period=30',
      api: {
        listOrgMetricIncidents: async () => ({
          items: [
            exampleIncident({
              inNumerator: false,
              verdicts: {
                supported: 3,
                unverified: 0,
                unsupported: 2,
                contradicted: 0,
                attested: 0,
              },
            }),
          ],
          pageInfo: {},
        }),
      },
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Claims not fully supported — 1 incident',
      }),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /INC-1/ })).toHaveTextContent(
      /2 unsupported3 supported/,
    );
    await userEvent.click(
      screen.getByRole('link', { name: 'Back to the metrics' }),
    );
    expect(address()).toEqual({ period: '30' });
    expect(await metric('Evidence coverage')).toBeInTheDocument();
  });

  it('shows a title and a start link for incidents without a postmortem', async () => {
    await renderOrgMetricsPage({
      search: '?metric=completion&part=rest',
      api: {
        listOrgMetricIncidents: async () => ({
          items: [
            exampleIncident(),
            exampleIncident({
              incidentKey: 'INC-2',
              title: 'Nobody wrote about it',
              postmortem: undefined,
            }),
          ],
          pageInfo: {},
        }),
      },
    });
    expect(
      await screen.findByRole('link', { name: 'Checkout was slow' }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    const row = screen.getByRole('row', { name: /Nobody wrote about it/ });
    expect(row).toHaveTextContent(
      'No postmortem yetStart it on the Postmortems tab of checkout',
    );
    expect(within(row).getAllByRole('link').at(-1)).toHaveAttribute(
      'href',
      '/catalog/default/component/checkout/postmortems',
    );
    expect(
      within(row).queryByRole('link', { name: /Nobody/ }),
    ).not.toBeInTheDocument();
  });

  it('shows the incident that each one repeats', async () => {
    await renderOrgMetricsPage({
      search: '?metric=repeats_within_90_days&part=numerator',
      api: {
        listOrgMetricIncidents: async () => ({
          items: [
            exampleIncident({
              inNumerator: true,
              previous: {
                incidentKey: 'INC-0',
                startedAt: '2026-02-01T00:00:00.000Z',
                serviceRef: 'component:default/checkout',
                basis: 'category',
                value: 'capacity',
                postmortemId: 'retro-0',
              },
            }),
          ],
          pageInfo: {},
        }),
      },
    });
    const row = await screen.findByRole('row', { name: /INC-1/ });
    expect(row).toHaveTextContent(
      'INC-0 2026-02-01 00:00 UTCCategory Capacity on checkout',
    );
    expect(within(row).getByRole('link', { name: 'INC-0' })).toHaveAttribute(
      'href',
      '/postmortems/retro-0',
    );
  });

  it('shows the repeated alert of an incident without a common category', async () => {
    await renderOrgMetricsPage({
      search: '?metric=repeats_within_20_days&part=numerator',
      api: {
        listOrgMetricIncidents: async () => ({
          items: [
            exampleIncident({
              inNumerator: true,
              previous: {
                incidentKey: 'INC-0',
                startedAt: '2026-02-01T00:00:00.000Z',
                serviceRef: 'component:default/checkout',
                basis: 'alert_name',
                value: 'HighErrorRate',
              },
            }),
          ],
          pageInfo: {},
        }),
      },
    });
    expect(await screen.findByRole('row', { name: /INC-1/ })).toHaveTextContent(
      'Alert HighErrorRate on checkout',
    );
  });

  it('sorts by the clicked header', async () => {
    const { api, address } = await renderOrgMetricsPage({
      search: '?metric=time_to_draft&order=longest',
      api: {
        listOrgMetricIncidents: async () => ({
          items: [exampleIncident({ minutes: 605 })],
          pageInfo: {},
        }),
      },
    });
    expect(
      await screen.findByRole('row', { name: /INC-1.*10.h 5.min/ }),
    ).toBeInTheDocument();
    expect(screen.getByRole('columnheader', { name: 'Took' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Started' }));
    expect(address()).toEqual({ metric: 'time_to_draft' });
    await waitFor(() =>
      expect(api.listOrgMetricIncidents).toHaveBeenLastCalledWith(
        expect.objectContaining({ order: 'newest' }),
        expect.anything(),
      ),
    );
  });

  it('downloads every page', async () => {
    const downloads = catchDownloads();
    const { api } = await renderOrgMetricsPage({
      search: '?metric=completion&part=rest',
      api: {
        listOrgMetricIncidents: async ({ cursor }) =>
          cursor
            ? {
                items: [
                  exampleIncident({ title: '=1+1', incidentKey: 'INC-3' }),
                ],
                pageInfo: {},
              }
            : someIncidents(),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download list (CSV)' }),
    );
    expect(await screen.findByText('3 rows downloaded')).toBeInTheDocument();
    expect(downloads.names).toEqual(['incidents-completion.csv']);
    expect(await downloads.lines()).toEqual([
      expect.stringMatching(/^incident,title,severity,services,/),
      expect.stringMatching(/^INC-1,Checkout was slow,sev2,/),
      expect.stringMatching(/^INC-2,Checkout was slow,sev2,/),
      expect.stringMatching(/^INC-3,'=1\+1,sev2,/),
    ]);
    expect(api.listOrgMetricIncidents).toHaveBeenLastCalledWith(
      expect.objectContaining({
        ...LAST_90_DAYS,
        metric: 'completion',
        part: 'rest',
        cursor: 'more',
        limit: 500,
      }),
      expect.anything(),
    );
  });

  it('shows the metrics when the address names an unknown list', async () => {
    await renderOrgMetricsPage({ search: '?metric=category&month=2026-03' });
    expect(await metric('Completion')).toBeInTheDocument();
  });
});
