import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleSummary } from '../../__testUtils__/examples';
import {
  actionItem,
  itemsOf,
  emptyPage,
  renderCard,
} from './__testUtils__/renderCard';

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString();

async function rowsOf(list: string) {
  return within(await screen.findByRole('list', { name: list })).getAllByRole(
    'listitem',
  );
}

describe('MyPostmortemsCard', () => {
  it('shows open action items of the reader and their groups and marks overdue ones', async () => {
    const api = await renderCard({
      listActionItems: itemsOf({
        open: [
          actionItem({ dueAt: '2026-01-05T00:00:00.000Z' }),
          actionItem({
            id: 'a-2',
            postmortemId: 'retro-2',
            title: 'Limit the queue',
            dueAt: inDays(3),
          }),
          actionItem({ id: 'a-3', title: 'Ask the vendor' }),
        ],
      }),
    });
    const rows = await rowsOf('Open action items');
    expect(rows.map(row => row.textContent)).toEqual([
      'Alert on a full poolOverdue since 2026-01-05 · INC-7',
      `Limit the queueDue ${inDays(3).slice(0, 10)} · INC-7`,
      'Ask the vendorNo due date · INC-7',
    ]);
    expect(within(rows[1]).getByRole('link')).toHaveAttribute(
      'href',
      '/postmortems/retro-2',
    );
    expect(api.listActionItems).toHaveBeenCalledWith(
      expect.objectContaining({
        owner: ['user:default/ada', 'group:default/sre-team'],
        status: 'open',
      }),
    );
  });

  it('lists proposed action items separately', async () => {
    await renderCard({
      listActionItems: itemsOf({
        open: [actionItem({})],
        proposed: [
          actionItem({
            id: 'p-1',
            title: 'Add a canary',
            state: 'proposed',
            dueAt: '2026-01-05T00:00:00.000Z',
          }),
        ],
      }),
    });
    const [proposal] = await rowsOf('Proposed action items');
    expect(proposal).toHaveTextContent('Add a canary');
    // Nobody has promised it yet
    expect(proposal).not.toHaveTextContent('Overdue');
    expect(await rowsOf('Open action items')).toHaveLength(1);
  });

  it('shows postmortems in progress of the reader’s services, last changed first', async () => {
    const api = await renderCard({
      listPostmortems: async () => ({
        items: [
          exampleSummary({ id: 'retro-2', title: 'Stock was wrong' }),
          exampleSummary({ status: 'draft' }),
        ],
        pageInfo: {},
      }),
    });
    const rows = await rowsOf('Postmortems in progress');
    expect(rows.map(row => row.textContent)).toEqual([
      'Stock was wrongIn review · SEV2 · 2026-03-02',
      'Checkout was slowDraft · SEV2 · 2026-03-02',
    ]);
    expect(within(rows[1]).getByRole('link')).toHaveAttribute(
      'href',
      '/postmortems/retro-1',
    );
    expect(api.listPostmortems).toHaveBeenCalledWith(
      expect.objectContaining({
        entityRef: 'user:default/ada',
        status: ['draft', 'in_review', 'approved'],
        order: 'changed',
      }),
    );
  });

  it('shows a link to all postmortems when there is nothing to do', async () => {
    await renderCard({});
    expect(
      await screen.findByText('You and your groups have no open action items.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Your services have no postmortems in progress.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Proposed/)).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'All postmortems' }),
    ).toHaveAttribute('href', '/postmortems');
  });

  it('shows more on request', async () => {
    const open = Array.from({ length: 12 }, (_, index) =>
      actionItem({ id: `a-${index}`, title: `Item ${index}` }),
    );
    await renderCard({ listActionItems: itemsOf({ open }) });
    expect(await rowsOf('Open action items')).toHaveLength(5);
    const more = screen.getByRole('button', {
      name: 'Show more: Open action items',
    });
    await userEvent.click(more);
    expect(await screen.findByText('Item 11')).toBeInTheDocument();
    expect(more).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Item 5' })).toHaveFocus();
  });

  it('requests all groups of a user in many groups and merges their items by date', async () => {
    const groups = Array.from(
      { length: 450 },
      (_, index) => `group:default/g-${index}`,
    );
    const api = await renderCard(
      {
        listActionItems: async query => {
          const owners = [query?.owner ?? []].flat();
          const open = query?.status === 'open';
          if (open && owners.includes('group:default/g-0')) {
            return { items: [actionItem({ dueAt: inDays(9) })], pageInfo: {} };
          }
          return open && owners.includes('group:default/g-449')
            ? {
                items: [
                  actionItem({ id: 'b', title: 'First', dueAt: inDays(2) }),
                ],
                pageInfo: {},
              }
            : emptyPage;
        },
      },
      groups,
    );
    const rows = await rowsOf('Open action items');
    expect(rows.map(row => within(row).getByRole('link').textContent)).toEqual([
      'First',
      'Alert on a full pool',
    ]);
    for (const [query] of api.listActionItems.mock.calls) {
      expect([query?.owner ?? []].flat().length).toBeLessThanOrEqual(200);
    }
  });

  it('shows an error for a list that fails to load, keeps the others, and loads it again on request', async () => {
    let down = true;
    await renderCard({
      listPostmortems: async () => {
        if (down) throw new Error('The database is away');
        return emptyPage;
      },
      listActionItems: itemsOf({ open: [actionItem({})] }),
    });
    expect(await rowsOf('Open action items')).toHaveLength(1);
    expect(
      (await screen.findAllByText(/The database is away/)).length,
    ).toBeGreaterThan(0);
    down = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Your services have no postmortems in progress.'),
    ).toBeInTheDocument();
    expect(document.body).not.toHaveFocus();
  });
});
