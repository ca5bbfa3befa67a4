import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleOrgMetrics } from '../../../__testUtils__/examples';
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

describe('OrgMetricsView', () => {
  it('shows metrics with sample sizes and intervals, or what is missing', async () => {
    const { api } = await renderOrgMetricsPage();
    expect(await metric('Completion')).toHaveTextContent(
      /80%8 of 10 incidents, 95% CI 49–94%Of the SEV1, SEV2, SEV3 incidents that ended at least 14 days ago/,
    );
    expect(await metric('Cause confirmed')).toHaveTextContent(
      /80%7 of 10 postmortems, 95% CI 49–94%/,
    );
    expect(await metric('Time to draft')).toHaveTextContent(
      /10 hMedian of 9 incidents, 95% CI 30 min–2 d 19 hHalf took between 30 min and 2 d 19 h12 more were drafted before the incident ended\./,
    );
    expect(await metric('Time to review')).toHaveTextContent(
      /Not enough data2 incidents so far\. A median needs at least 6\./,
    );
    expect(await metric('Repeats within 20 days')).toHaveTextContent(
      /Not enough data1 of 2 incidents\. A percentage needs at least 5 incidents\.2 incidents have neither a category nor an alert, and are not counted\./,
    );
    expect(await metric('Action items closed')).toHaveTextContent(
      /80%12 of 15 action items from 10 incidents, 95% CI 49–94%/,
    );
    expect(await metric('Evidence coverage')).toHaveTextContent(
      /80% of claims are supported by evidence80 of 100 claims from 10 incidents/,
    );
    expect(await metric('Time to resolve')).toHaveTextContent(
      /cannot rank teams.*Sample9 incidentsFirst quartile30 minMedian10 h95% CI 30 min–2 d 19 hThird quartile2 d 19 h90th percentile6 d 6 h/,
    );
    expect(api.getOrgMetrics.mock.calls).toEqual([
      [LAST_90_DAYS, { signal: expect.any(AbortSignal) }],
    ]);
  });

  it('has tables for screen readers', async () => {
    await renderOrgMetricsPage();
    const rows = async (name: string) =>
      within(await screen.findByRole('table', { name }))
        .getAllByRole('row')
        .map(row => row.textContent);
    expect(await rows('Claims by verdict')).toEqual([
      'VerdictClaimsShare',
      'Supported8080%',
      'Confirmed22%',
      'Unverified1212%',
      'Unsupported55%',
      'Contradicted11%',
    ]);
    // February, in which nothing happened, too
    expect(await rows('Incidents by category, per month')).toEqual([
      'CategoryTotalJan 2026Feb 2026Mar 2026',
      'Change5005',
      'Capacity3201',
    ]);
    expect(
      await rows('Open, overdue and closed action items per group'),
    ).toEqual(['GroupOpenOverdueClosed', 'sre-team2211', 'No owner101']);
    expect(await rows('Incidents by time to resolve, in ranges')).toContain(
      '4\u00a0h–8\u00a0h1',
    );
  });

  it('shows the eight groups with most open items, and all on request', async () => {
    const byGroup = Array.from({ length: 11 }, (_, index) => ({
      group: `group:default/team-${index}`,
      open: 20 - index,
      overdue: 0,
      closed: 0,
    }));
    const { actionItems } = exampleOrgMetrics;
    await renderOrgMetricsPage({
      api: {
        getOrgMetrics: async () => ({
          ...exampleOrgMetrics,
          actionItems: { ...actionItems, byGroup },
        }),
      },
    });
    const groups = within(await metric('Action items by group'));
    expect(groups.getAllByRole('rowheader')).toHaveLength(8);
    await userEvent.click(
      groups.getByRole('button', { name: 'Show all 11 groups' }),
    );
    expect(groups.getAllByRole('rowheader')).toHaveLength(11);
  });

  it('says from when the groups are while the catalog does not answer', async () => {
    const { actionItems } = exampleOrgMetrics;
    await renderOrgMetricsPage({
      api: {
        getOrgMetrics: async () => ({
          ...exampleOrgMetrics,
          actionItems: { ...actionItems, ownersAsOf: '2026-03-02T14:02:00Z' },
        }),
      },
    });
    const groups = within(await metric('Action items by group'));
    expect(
      groups.getByText(/The catalog does not answer; owners as of/),
    ).toHaveTextContent('14:02 UTC');
  });

  it('downloads all metrics as one table', async () => {
    const downloads = catchDownloads();
    await renderOrgMetricsPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download metrics (CSV)' }),
    );
    expect(downloads.names).toEqual([
      'postmortem-metrics-2026-01-01-to-2026-03-31.csv',
    ]);
    const lines = await downloads.lines();
    expect(lines[0]).toBe(
      'metric,dimension,value,unit,numerator,sample,ci_low,ci_high,definition',
    );
    for (const start of [
      'incidents,,12,count,',
      'completion,,0.8,ratio,8,10,0.49,0.94,"Of the ',
      // Too few for a value
      'repeats_within_20_days,,,ratio,1,2,,,',
      'confirmed_cause,,0.8,ratio,7,10,0.49,0.94,',
      'incidents_not_comparable,,2,count,',
      'time_to_draft,p50,600,minutes,,9,30,4000,',
      'time_to_draft,before the incident ended,12,count,',
      'time_to_resolve,240-480 minutes,1,count,,9,',
      'action_items_overdue_by_group,group:default/sre-team,2,count,',
      'claims,contradicted,1,count,',
      'category_change,2026-03,5,count,',
    ]) {
      expect(lines.filter(line => line.startsWith(start))).toHaveLength(1);
    }
  });

  it('shows an error when metrics fail to load, and loads them again on request', async () => {
    let broken = true;
    await renderOrgMetricsPage({
      api: {
        getOrgMetrics: async () => {
          if (broken) throw new Error('The database is away');
          return exampleOrgMetrics;
        },
      },
    });
    expect(
      (await screen.findAllByText(/The database is away/)).length,
    ).toBeGreaterThan(0);
    broken = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await metric('Completion')).toBeInTheDocument();
  });

  it('offers a longer period when the period has no incidents', async () => {
    const { api, address } = await renderOrgMetricsPage({
      search: '?owner=group:default/sre-team',
      api: {
        getOrgMetrics: async query => ({
          ...exampleOrgMetrics,
          incidents: query?.from?.startsWith('2026') ? 0 : 12,
        }),
      },
    });
    expect(
      await screen.findByText(
        'No incidents match these filters in this period',
      ),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show 1 year' }));
    expect(await metric('Completion')).toBeInTheDocument();
    expect(address()).toEqual({
      period: '365',
      owner: 'group:default/sre-team',
    });
    expect(api.getOrgMetrics).toHaveBeenLastCalledWith(
      {
        from: '2025-04-01T10:00:00.000Z',
        to: LAST_90_DAYS.to,
        entityRef: ['group:default/sre-team'],
      },
      expect.anything(),
    );
  });
});
