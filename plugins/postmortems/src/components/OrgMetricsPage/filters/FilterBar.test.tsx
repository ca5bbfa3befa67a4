import type { OrgMetrics } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleOrgMetrics } from '../../../__testUtils__/examples';
import {
  catalog,
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

describe('FilterBar', () => {
  it('stores filters in the address, sends them, and restores the previous ones on Back', async () => {
    const { api, address, search, back } = await renderOrgMetricsPage();
    await metric('Completion');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Period' }),
      '1 year',
    );
    // In the order of numbers
    const tier = screen.getByRole('combobox', { name: 'Tier' });
    await waitFor(() =>
      expect(
        within(tier)
          .getAllByRole('option')
          .map(option => option.textContent),
      ).toEqual(['All', '1', '2', '10']),
    );
    await userEvent.selectOptions(tier, '2');
    await userEvent.type(
      screen.getByRole('combobox', { name: 'Owner' }),
      'reliab',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /group:default\/sre-team$/ }),
    );
    await userEvent.click(screen.getByRole('button', { name: /Severity/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'SEV1' }));
    await userEvent.click(screen.getByRole('option', { name: 'SEV2' }));
    await userEvent.keyboard('{Escape}');
    expect(search()).toBe(
      'period=365&owner=group%3Adefault%2Fsre-team&tier=2&severity=sev1&severity=sev2',
    );
    await waitFor(() =>
      expect(api.getOrgMetrics).toHaveBeenLastCalledWith(
        {
          from: '2025-04-01T10:00:00.000Z',
          to: LAST_90_DAYS.to,
          entityRef: ['group:default/sre-team'],
          tier: '2',
          severity: ['sev1', 'sev2'],
        },
        expect.anything(),
      ),
    );
    await back();
    await back();
    await back();
    expect(address()).toEqual({ period: '365', tier: '2' });
    expect(screen.getByRole('combobox', { name: 'Owner' })).toHaveValue('');
  });

  it('shows filters that the catalog does not know and clears all together', async () => {
    const { address } = await renderOrgMetricsPage({
      search:
        '?owner=group:default/gone&system=nonsense&tier=9&severity=sev1&entity=component:default/checkout',
    });
    expect(screen.getByRole('combobox', { name: 'Owner' })).toHaveValue('gone');
    expect(screen.getByRole('combobox', { name: 'System' })).toHaveValue('');
    expect(screen.getByRole('combobox', { name: 'Tier' })).toHaveValue('9');
    expect(screen.getByRole('combobox', { name: 'Service' })).toHaveValue(
      'checkout',
    );
    expect(screen.getByRole('button', { name: /Severity/ })).toHaveTextContent(
      'SEV1',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toEqual({});
    expect(
      screen.queryByRole('button', { name: 'Clear filters' }),
    ).not.toBeInTheDocument();
    expect(document.body).not.toHaveFocus();
  });

  it('filters by dates, both included', async () => {
    const { api, address } = await renderOrgMetricsPage({
      search: '?period=30',
    });
    await metric('Completion');
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Period' }),
      'Custom dates',
    );
    expect(address()).toEqual({ from: '2026-03-02', to: '2026-04-01' });
    const to = screen.getByLabelText('To (UTC)');
    await userEvent.clear(to);
    await userEvent.type(to, '2026-03-31');
    expect(address()).toEqual({ from: '2026-03-02', to: '2026-03-31' });
    await waitFor(() =>
      expect(api.getOrgMetrics).toHaveBeenLastCalledWith(
        { from: '2026-03-02T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
        expect.anything(),
      ),
    );
  });

  it('keeps dates as typed and sends them when they are valid', async () => {
    const { address } = await renderOrgMetricsPage({
      search: '?from=2025-01-01&to=2025-02-01',
    });
    await metric('Completion');
    const from = screen.getByLabelText('From (UTC)');
    const to = screen.getByLabelText('To (UTC)');
    await userEvent.clear(from);
    await userEvent.type(from, '2025-06-01');
    await userEvent.tab();
    expect(from).toHaveValue('2025-06-01');
    expect(from).toHaveAccessibleDescription('From must not be after To');
    expect(from).toBeInvalid();
    await userEvent.clear(to);
    await userEvent.tab();
    expect(to).toHaveValue('');
    expect(to).toHaveAccessibleDescription(
      /^Enter a date from 2000 to 2\d{3}$/,
    );
    expect(address()).toEqual({ from: '2025-01-01', to: '2025-02-01' });
    await userEvent.type(to, '2025-07-01');
    expect(address()).toEqual({ from: '2025-06-01', to: '2025-07-01' });
    expect(from).toBeValid();
    expect(to).toBeValid();
  });

  it('shows an error when the catalog search fails', async () => {
    jest
      .spyOn(catalog, 'queryEntities')
      .mockRejectedValue(new Error('The catalog is away'));
    await renderOrgMetricsPage();
    await userEvent.click(screen.getByRole('combobox', { name: 'Domain' }));
    expect(
      await screen.findByText(
        'The catalog could not be searched: The catalog is away',
      ),
    ).toBeInTheDocument();
  });

  it('dims metrics of earlier filters until the new ones have loaded', async () => {
    const answers: ((metrics: OrgMetrics) => void)[] = [];
    await renderOrgMetricsPage({
      api: {
        getOrgMetrics: () => new Promise(resolve => answers.push(resolve)),
      },
    });
    expect(
      screen.getByRole('status', { name: 'Loading…' }),
    ).toBeInTheDocument();
    answers[0](exampleOrgMetrics);
    const busy = () => screen.queryByRole('progressbar', { name: 'Updating…' });
    await metric('Completion');
    expect(busy()).not.toBeInTheDocument();
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Period' }),
      '3 years',
    );
    expect(busy()).toBeInTheDocument();
    const old = await metric('Completion');
    expect(old.closest('[aria-busy="true"]')).not.toBeNull();
    // What one would see behind an old metric is what it counts
    expect(
      within(old).getByRole('link', { name: 'Show the 2 missing' }),
    ).toHaveAttribute('href', '/postmortems?metric=completion&part=rest');
    answers[1]({
      ...exampleOrgMetrics,
      completion: { ...exampleOrgMetrics.completion, numerator: 1 },
    });
    expect(
      await screen.findByRole('link', { name: 'Show the 9 missing' }),
    ).toHaveAttribute(
      'href',
      '/postmortems?metric=completion&part=rest&period=1095',
    );
    expect(busy()).not.toBeInTheDocument();
  });
});
