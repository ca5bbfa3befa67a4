import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
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

function exampleItem(part: Partial<ActionItemRecord> = {}): ActionItemRecord {
  return {
    id: 'item-1',
    postmortemId: 'retro-1',
    incidentKey: 'INC-1',
    title: 'Alert before the pool is empty',
    type: 'detect',
    priority: 'high',
    state: 'in_progress',
    owner: 'group:default/sre-team',
    dueAt: '2026-03-01T00:00:00.000Z',
    endState: 'The alert fires in the test',
    version: 1,
    createdBy: 'user:default/ada',
    createdAt: '2026-02-01T00:00:00.000Z',
    updatedAt: '2026-02-01T00:00:00.000Z',
    ...part,
  };
}

const someItems = async () => ({
  items: [
    exampleItem(),
    exampleItem({
      id: 'item-2',
      title: 'Write the runbook',
      state: 'done',
      owner: undefined,
    }),
    exampleItem({ id: 'item-3', title: 'Split the pool', dueAt: undefined }),
  ],
  pageInfo: {},
});

describe('ActionItemsList', () => {
  it('shows open items first and marks overdue ones', async () => {
    const { api } = await renderOrgMetricsPage({
      search: '?view=action-items&severity=sev1',
      api: { listActionItems: someItems },
    });
    const row = (name: RegExp) => screen.findByRole('row', { name });
    expect(await row(/Alert before/)).toHaveTextContent(
      'Alert before the pool is emptysre-teamIn progressHigh2026-03-01OverdueINC-1',
    );
    expect(
      screen.getByRole('link', { name: 'Alert before the pool is empty' }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    // Past its date, and done
    expect(await row(/Write the runbook/)).toHaveTextContent(
      /No ownerDoneHigh2026-03-01INC-1$/,
    );
    expect(await row(/Split the pool/)).toHaveTextContent(/No due dateINC-1$/);
    expect(api.listActionItems.mock.calls).toEqual([
      [
        { ...LAST_90_DAYS, severity: ['sev1'], status: 'open' },
        { signal: expect.any(AbortSignal) },
      ],
    ]);
  });

  it('shows the count of the metrics until the list is counted', async () => {
    const { api, address } = await renderOrgMetricsPage({
      search: '?view=action-items',
      api: {
        listActionItems: async query => ({
          ...(await someItems()),
          ...(query?.status === 'closed' && {
            pageInfo: { nextCursor: 'more' },
          }),
        }),
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'Open action items — 3' }),
    ).toBeInTheDocument();
    const status = screen.getByLabelText('Status');
    expect(
      within(status)
        .getAllByRole('option')
        .map(option => option.textContent),
    ).toEqual([
      'All',
      'Proposed (4)',
      'Open (3)',
      'Overdue (2)',
      'Closed (12)',
      'Dropped (0)',
    ]);
    await userEvent.selectOptions(status, 'Closed (12)');
    expect(
      await screen.findByRole('heading', { name: 'Closed action items — 12' }),
    ).toBeInTheDocument();
    expect(await screen.findByText('3 shown, more below')).toBeInTheDocument();
    await userEvent.selectOptions(status, 'All');
    expect(address()).toEqual({ view: 'action-items', status: 'all' });
    expect(api.listActionItems.mock.lastCall![0]).toEqual(LAST_90_DAYS);
  });

  it.each([
    ['Show the 3 open', 'open'],
    ['Show the 2 overdue', 'overdue'],
    ['Show the 12 closed', 'closed'],
    ['Show the 4 proposed', 'proposed'],
  ])('opens from the link “%s”', async (link, status) => {
    const { api, back } = await renderOrgMetricsPage({
      search: '?period=30',
      api: { listActionItems: someItems },
    });
    await userEvent.click(await screen.findByRole('link', { name: link }));
    expect(
      await screen.findByRole('heading', { name: /action items —/, level: 2 }),
    ).toHaveFocus();
    expect(api.listActionItems.mock.calls[0][0]).toMatchObject({
      from: '2026-03-02T10:00:00.000Z',
      status,
    });
    await back();
    expect(
      await screen.findByRole('heading', { name: 'Action items closed' }),
    ).toHaveFocus();
  });

  it('opens from each count of a group and of unowned items', async () => {
    const { api, address, back } = await renderOrgMetricsPage({
      api: { listActionItems: someItems },
    });
    const linksOf = async (row: RegExp) => {
      const groups = within(await metric('Action items by group'));
      await userEvent.click(
        groups.getByRole('button', { name: 'Show as table' }),
      );
      return within(groups.getByRole('row', { name: row })).getAllByRole(
        'link',
      );
    };
    const ofTeam = await linksOf(/sre-team/);
    expect(ofTeam.map(link => link.textContent)).toEqual(['2', '2', '11']);
    await userEvent.click(ofTeam[2]);
    expect(api.listActionItems.mock.lastCall![0]).toEqual({
      ...LAST_90_DAYS,
      status: 'closed',
      group: 'group:default/sre-team',
    });
    expect(await screen.findByText(/^Group:/)).toHaveTextContent(
      'Group:sre-team',
    );
    await back();
    const ofNobody = await linksOf(/No owner/);
    // Nothing is behind none
    expect(ofNobody.map(link => link.textContent)).toEqual(['1', '1']);
    await userEvent.click(ofNobody[0]);
    expect(address()).toEqual({ view: 'action-items', group: 'none' });
    expect(await screen.findByText('Without an owner')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all groups' }),
    );
    expect(address()).toEqual({ view: 'action-items' });
  });

  it('offers every status when the list is empty', async () => {
    const { address } = await renderOrgMetricsPage({
      search: '?view=action-items&status=dropped',
      api: {
        listActionItems: async query =>
          query?.status ? { items: [], pageInfo: {} } : someItems(),
      },
    });
    expect(
      await screen.findByText('No action items in this period'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show every status' }),
    );
    expect(address()).toEqual({ view: 'action-items', status: 'all' });
    expect(await screen.findByText('Write the runbook')).toBeInTheDocument();
  });

  it('downloads the list as CSV', async () => {
    const downloads = catchDownloads();
    await renderOrgMetricsPage({
      search: '?view=action-items&status=overdue',
      api: { listActionItems: someItems },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download list (CSV)' }),
    );
    expect(await screen.findByText('3 rows downloaded')).toBeInTheDocument();
    expect(downloads.names).toEqual(['action-items-overdue.csv']);
    expect((await downloads.lines())[1]).toBe(
      'INC-1,Alert before the pool is empty,detect,in_progress,high,group:default/sre-team,2026-03-01T00:00:00.000Z,,The alert fires in the test,,2026-02-01T00:00:00.000Z,2026-02-01T00:00:00.000Z,retro-1,item-1',
    );
  });
});
