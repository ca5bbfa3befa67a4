import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cloneElement, type ReactElement } from 'react';
import { exampleOrgMetrics } from '../../../../__testUtils__/examples';
import {
  metric,
  NOW,
  renderOrgMetricsPage,
} from '../../__testUtils__/renderOrgMetricsPage';

// jsdom lays nothing out
jest.mock('recharts', () => ({
  ...jest.requireActual('recharts'),
  ResponsiveContainer: (props: { children: ReactElement }) =>
    cloneElement(props.children, { width: 600, height: 300 }),
}));

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
  jest.restoreAllMocks();
});

async function barsOf(name: string) {
  const section = await metric(name);
  return waitFor(() => {
    const bars = section.querySelectorAll('.recharts-bar-rectangle path');
    expect(bars.length).toBeGreaterThan(0);
    return bars;
  });
}

describe('charts', () => {
  it.each([
    [
      'Contributing factors over time',
      3,
      { metric: 'category', category: 'change', month: '2026-03' },
    ],
    [
      'Action items by group',
      2,
      {
        view: 'action-items',
        status: 'overdue',
        group: 'group:default/sre-team',
      },
    ],
    [
      'Time to resolve',
      7,
      { metric: 'time_to_resolve', below: '15', order: 'longest' },
    ],
  ])(
    'open the counted list on a click on a bar: %s',
    async (name, count, there) => {
      const empty = async () => ({ items: [], pageInfo: {} });
      const { address } = await renderOrgMetricsPage({
        api: { listOrgMetricIncidents: empty, listActionItems: empty },
      });
      const bars = await barsOf(name);
      expect(bars.length).toBeGreaterThanOrEqual(count);
      await userEvent.click(bars[0]);
      expect(address()).toEqual(there);
    },
  );

  it('have a bar for each verdict with claims', async () => {
    await renderOrgMetricsPage();
    expect(await barsOf('Evidence coverage')).toHaveLength(5);
  });

  it('have a legend of their colours', async () => {
    await renderOrgMetricsPage();
    const section = await metric('Contributing factors over time');
    await barsOf('Contributing factors over time');
    expect(section).toHaveTextContent('Change: 5Capacity: 3');
    expect(screen.getByRole('link', { name: 'Capacity: 3' })).toHaveAttribute(
      'href',
      '/postmortems?metric=category&category=capacity',
    );
    expect(screen.getByText(/Unsupported: 5 \(5%\)/)).toBeInTheDocument();
  });

  it('show no percentages below the minimum sample size', async () => {
    const { coverage } = exampleOrgMetrics;
    const supported = { ...coverage.supported, isSampleLargeEnough: false };
    await renderOrgMetricsPage({
      api: {
        getOrgMetrics: async () => ({
          ...exampleOrgMetrics,
          coverage: { ...coverage, supported },
        }),
      },
    });
    const section = await metric('Evidence coverage');
    await barsOf('Evidence coverage');
    expect(section).toHaveTextContent(
      /Not enough data.*Unsupported: 5.*VerdictClaimsSupported80Confirmed2/,
    );
    expect(section).not.toHaveTextContent('%');
  });

  it('show totals of all groups, including hidden ones', async () => {
    const byGroup = Array.from({ length: 11 }, (_, index) => ({
      group: `group:default/team-${index}`,
      open: 3,
      overdue: 1,
      closed: 4,
    }));
    const { actionItems } = exampleOrgMetrics;
    await renderOrgMetricsPage({
      api: {
        getOrgMetrics: async () => ({
          ...exampleOrgMetrics,
          actionItems: {
            ...actionItems,
            open: 33,
            overdue: 11,
            closed: 44,
            byGroup,
          },
        }),
      },
    });
    await barsOf('Action items by group');
    expect(await metric('Action items by group')).toHaveTextContent(
      'Overdue: 11Open, not overdue: 22Closed: 44',
    );
  });
});
