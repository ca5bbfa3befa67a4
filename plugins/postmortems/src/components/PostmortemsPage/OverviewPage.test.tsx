import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NOW, renderOverview } from './__testUtils__/renderOverview';

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('the views', () => {
  it('are in the address and keep the filters', async () => {
    const { api, address, back } = await renderOverview({
      search: '?period=30',
      api: {
        listRetrospectives: async () => ({ items: [], pageInfo: {} }),
        listActionItems: async () => ({ items: [], pageInfo: {} }),
      },
    });
    expect(
      await screen.findByRole('tab', { name: 'Learning', selected: true }),
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
    expect(api.getMetrics).toHaveBeenCalledTimes(1);
  });
});
