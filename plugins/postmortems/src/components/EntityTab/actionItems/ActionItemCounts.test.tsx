import type { Entity } from '@backstage/catalog-model';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { checkoutEntity } from '../../../__testUtils__/examples';
import { readFilters, readView } from '../../shared/orgMetricsAddress';
import { listing, renderTab } from '../__testUtils__/renderTab';

const counts = {
  proposed: 2,
  open: 5,
  overdue: 1,
  closed: 12,
  dropped: 3,
};

function section() {
  return screen.findByRole('region', { name: 'Action items' });
}

/** What the page of all postmortems reads out of a link. */
function target(link: HTMLElement) {
  const url = new URL(link.getAttribute('href')!, 'http://localhost');
  expect(url.pathname).toBe('/postmortems');
  return {
    view: readView(url.searchParams),
    filters: readFilters(url.searchParams),
  };
}

describe('ActionItemCounts', () => {
  it('shows overdue items first and links to the lists', async () => {
    const api = await renderTab({
      listPostmortems: listing(),
      countActionItems: async () => counts,
    });
    const links = await within(await section()).findAllByRole('link');
    expect(links.map(link => link.textContent)).toEqual([
      '1 overdue',
      '5 open',
      '2 proposals to decide on',
      '12 closed',
      '3 dropped',
    ]);
    expect(links.map(link => target(link).view)).toEqual(
      ['overdue', 'open', 'proposed', 'closed', 'dropped'].map(status => ({
        view: 'action-items',
        status,
      })),
    );
    expect(api.countActionItems).toHaveBeenCalledWith({
      entityRef: 'component:default/checkout',
    });
  });

  it.each([
    ['Component', 'entity'],
    ['System', 'system'],
    ['Domain', 'domain'],
    ['Group', 'owner'],
  ] as const)(
    'lead to the items of the %s, of all times',
    async (kind, filter) => {
      const on: Entity = { ...checkoutEntity, kind };
      await renderTab(
        { listPostmortems: listing(), countActionItems: async () => counts },
        { on },
      );
      const link = await screen.findByRole('link', { name: '5 open' });
      const { filters } = target(link);
      expect(filters[filter]).toBe(`${kind.toLowerCase()}:default/checkout`);
      expect(filters.period).toEqual({
        from: '2000-01-01',
        to: new Date().toISOString().slice(0, 10),
      });
    },
  );

  it('shows that nothing is open and leaves out counts of zero', async () => {
    await renderTab({
      listPostmortems: listing(),
      countActionItems: async () => ({
        proposed: 1,
        open: 0,
        overdue: 0,
        closed: 4,
        dropped: 0,
      }),
    });
    const links = await within(await section()).findAllByRole('link');
    expect(links.map(link => link.textContent)).toEqual([
      '0 open',
      '1 proposal to decide on',
      '4 closed',
    ]);
  });

  it('shows that there are no action items yet', async () => {
    await renderTab({ listPostmortems: listing() });
    expect(
      await within(await section()).findByText('None yet'),
    ).toBeInTheDocument();
  });

  it('shows an error when the counts fail to load, and loads them again on request', async () => {
    let down = true;
    await renderTab({
      listPostmortems: listing(),
      countActionItems: async () => {
        if (down) throw new Error('The database is away');
        return counts;
      },
    });
    expect(await within(await section()).findByRole('alert')).toHaveTextContent(
      'The action items could not be loaded.',
    );
    down = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('link', { name: '5 open' }),
    ).toBeInTheDocument();
    expect(document.body).not.toHaveFocus();
  });
});
