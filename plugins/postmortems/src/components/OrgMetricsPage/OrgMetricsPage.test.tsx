import { incidentCreatePermission } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleOrgMetrics } from '../../__testUtils__/examples';
import { exampleIncident } from './__testUtils__/metricIncidents';
import {
  NOW,
  renderOrgMetricsPage,
} from './__testUtils__/renderOrgMetricsPage';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const none = async () => ({ items: [], pageInfo: {} });

describe('OrgMetricsPage without results', () => {
  it.each([
    ['?', { incidents: 0 }, /^Metrics of 0 incidents$/],
    ['?view=postmortems&', {}, /^Postmortems$/],
    ['?view=action-items&', {}, /^Open action items — 0$/],
    ['?metric=completion&', {}, /^Incidents whose postmortem is due — 0/],
  ])('offers to clear the filters: %s', async (search, metrics, heading) => {
    const { address } = await renderOrgMetricsPage({
      search: `${search}owner=group:default/sre-team`,
      api: {
        getOrgMetrics: async () => ({ ...exampleOrgMetrics, ...metrics }),
        listPostmortems: none,
        listActionItems: none,
        listOrgMetricIncidents: none,
      },
    });
    const [, clear] = await waitFor(() => {
      const buttons = screen.getAllByRole('button', {
        name: 'Clear filters',
      });
      expect(buttons).toHaveLength(2);
      return buttons;
    });
    expect(
      screen.getByText(/Choose a longer period, or clear the filters/),
    ).toBeInTheDocument();
    await userEvent.click(clear);
    expect(address()).not.toHaveProperty('owner');
    await waitFor(() => expect(clear).not.toBeInTheDocument());
    expect(
      screen.getByRole('heading', { name: heading, level: 2 }),
    ).toHaveFocus();
  });
});

describe('OrgMetricsPage without permission to create incidents', () => {
  it('shows no hint where to start a postmortem', async () => {
    await renderOrgMetricsPage({
      search: '?metric=completion&part=rest',
      denied: [incidentCreatePermission.name],
      api: {
        listOrgMetricIncidents: async () => ({
          items: [exampleIncident({ postmortem: undefined })],
          pageInfo: {},
        }),
      },
    });
    const row = await screen.findByRole('row', { name: /Checkout was slow/ });
    expect(row).toHaveTextContent('No postmortem yet');
    expect(row).not.toHaveTextContent('Start it');
  });
});

describe('views of the OrgMetricsPage', () => {
  it('stores the view in the address and keeps the filters', async () => {
    const { api, address, back } = await renderOrgMetricsPage({
      search: '?period=30',
      api: {
        listPostmortems: async () => ({ items: [], pageInfo: {} }),
        listActionItems: async () => ({ items: [], pageInfo: {} }),
      },
    });
    expect(
      await screen.findByRole('tab', { name: 'Metrics', selected: true }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Postmortems' }));
    expect(address()).toEqual({ view: 'postmortems', period: '30' });
    expect(
      await screen.findByRole('tabpanel', { name: 'Postmortems' }),
    ).toHaveTextContent(
      'No postmortems of incidents that started in this period',
    );
    await userEvent.click(screen.getByRole('tab', { name: 'Action items' }));
    expect(address()).toEqual({ view: 'action-items', period: '30' });
    await back();
    expect(
      screen.getByRole('tab', { name: 'Postmortems', selected: true }),
    ).toBeInTheDocument();
    // The filters have not changed
    expect(api.getOrgMetrics).toHaveBeenCalledTimes(1);
  });
});
