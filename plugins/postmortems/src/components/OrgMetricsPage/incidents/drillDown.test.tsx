import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { someIncidents } from '../__testUtils__/metricIncidents';
import {
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

describe('drill-down from a metric', () => {
  it.each([
    {
      of: 'Completion',
      link: 'Show the 2 missing',
      query: { metric: 'completion', part: 'rest' },
      heading: 'Due, without a published postmortem — 2 incidents',
    },
    {
      of: 'Completion',
      link: 'Show the 8 published',
      query: { metric: 'completion', part: 'numerator' },
      heading: 'Due, with a published postmortem — 8 incidents',
    },
    {
      of: 'Cause confirmed',
      link: 'Show the 3 without a confirmed cause',
      query: { metric: 'confirmed_cause', part: 'rest' },
      heading: 'Root cause not confirmed — 3 incidents',
    },
    {
      of: 'Time to draft',
      link: 'Show the 9 incidents',
      query: { metric: 'time_to_draft', order: 'longest' },
      heading: 'Incidents with a draft, by time to draft — 9 incidents',
    },
    {
      of: 'Time to review',
      link: 'Show the 2 incidents',
      query: { metric: 'time_to_review', order: 'longest' },
      heading:
        'Incidents whose postmortem was sent for review, by time to review — 2 incidents',
    },
    {
      of: 'Repeats within 20 days',
      link: 'Show the 1 repeat',
      query: { metric: 'repeats_within_20_days', part: 'numerator' },
      heading: 'Repeats within 20 days — 1 incident',
    },
    {
      of: 'Repeats within 90 days',
      link: 'Show the 2 without a repeat',
      query: { metric: 'repeats_within_90_days', part: 'rest' },
      heading:
        'With a category or an alert, and no repeat within 90 days — 2 incidents',
    },
    {
      of: 'Evidence coverage',
      link: 'Show the 10 incidents',
      query: { metric: 'coverage' },
      heading: 'Incidents with checked claims — 10 incidents',
    },
    {
      of: 'Evidence coverage',
      link: 'Show the 3 with claims not fully supported',
      query: { metric: 'coverage', part: 'rest' },
      heading: 'Claims not fully supported — 3 incidents',
    },
    {
      of: 'Time to resolve',
      link: 'Show the 9 incidents',
      query: { metric: 'time_to_resolve', order: 'longest' },
      heading: 'Resolved incidents, by time to resolve — 9 incidents',
    },
  ])(
    'requests the counted incidents: $of, $link',
    async ({ of, link, query, heading }) => {
      const { api } = await renderOrgMetricsPage({
        search: '?owner=group:default/sre-team',
        api: { listOrgMetricIncidents: someIncidents },
      });
      const section = within(await metric(of));
      await userEvent.click(section.getByRole('link', { name: link }));
      expect(
        await screen.findByRole('heading', { name: heading, level: 2 }),
      ).toHaveFocus();
      expect(api.listOrgMetricIncidents.mock.calls).toEqual([
        [
          {
            ...LAST_90_DAYS,
            entityRef: ['group:default/sre-team'],
            order: 'newest',
            ...query,
          },
          { signal: expect.any(AbortSignal) },
        ],
      ]);
    },
  );

  it.each([
    {
      of: 'Contributing factors over time',
      row: 'Change',
      cell: 0,
      query: { metric: 'category', category: 'change', ...LAST_90_DAYS },
      heading: 'Category: Change — 5 incidents',
    },
    {
      of: 'Contributing factors over time',
      row: 'Capacity',
      cell: 1,
      // The part of January that the period has
      query: {
        metric: 'category',
        category: 'capacity',
        from: LAST_90_DAYS.from,
        to: '2026-02-01T00:00:00.000Z',
      },
      heading: 'Category: Capacity, Jan 2026 — 2 incidents',
    },
    {
      of: 'Time to resolve',
      row: '8\u00a0h–1\u00a0d',
      cell: 0,
      query: {
        metric: 'time_to_resolve',
        atLeast: 480,
        below: 1440,
        order: 'longest',
        ...LAST_90_DAYS,
      },
      heading: 'Resolved after 8\u00a0h–1\u00a0d — 2 incidents',
    },
    {
      of: 'Time to resolve',
      row: '7\u00a0d or more',
      cell: 0,
      query: {
        metric: 'time_to_resolve',
        atLeast: 10_080,
        order: 'longest',
        ...LAST_90_DAYS,
      },
      heading: 'Resolved after 7\u00a0d or more — 1 incident',
    },
  ])(
    'requests the counted incidents from the table of $of: $row',
    async ({ of, row, cell, query, heading }) => {
      const { api, back } = await renderOrgMetricsPage({
        api: { listOrgMetricIncidents: someIncidents },
      });
      const section = within(await metric(of));
      await userEvent.click(
        section.getByRole('button', { name: 'Show as table' }),
      );
      const cells = within(
        section.getByRole('rowheader', { name: row }).closest('tr')!,
      ).getAllByRole('cell');
      await userEvent.click(within(cells[cell]).getByRole('link'));
      expect(
        await screen.findByRole('heading', { name: heading, level: 2 }),
      ).toBeInTheDocument();
      expect(api.listOrgMetricIncidents).toHaveBeenLastCalledWith(
        { order: 'newest', ...query },
        expect.anything(),
      );
      await back();
      expect(await screen.findByRole('heading', { name: of })).toHaveFocus();
    },
  );
});
