import type { Delivery } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleSource,
  renderSourcesPage,
} from '../__testUtils__/renderSourcesPage';

const delivery: Delivery = {
  source: 'slack',
  id: 'Ev-1',
  kind: 'delivery',
  state: 'failed',
  receivedAt: '2026-03-02T14:05:00.000Z',
  attempts: 10,
  error: 'No incident has this key',
  body: '{"text":"beg',
  bodyLength: 400,
  withheld: false,
};

const open = async (calls: Parameters<typeof renderSourcesPage>[0] = {}) => {
  const api = await renderSourcesPage({
    listDeliveries: async () => ({ items: [delivery], pageInfo: {} }),
    getDelivery: async () => ({ ...delivery, body: '{"text":"begin"}' }),
    ...calls,
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show deliveries' }),
  );
  const region = await screen.findByRole('region', {
    name: 'Deliveries of slack',
  });
  return { api, region };
};

describe('deliveries of a source', () => {
  it('show why they failed and their whole payload', async () => {
    const { api, region } = await open();
    expect(
      await within(region).findByText('No incident has this key'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(region).getByRole('button', { name: 'Show payload' }),
    );
    expect(
      await within(region).findByRole('group', { name: 'Payload of Ev-1' }),
    ).toHaveTextContent('{ "text": "begin" }');
    expect(api.getDelivery).toHaveBeenCalledWith('slack', 'Ev-1');
  });

  it('are tried again, and the status is read anew', async () => {
    const { api, region } = await open({
      retryDelivery: async () => ({ ...delivery, state: 'waiting' }),
    });
    await userEvent.click(
      await within(region).findByRole('button', { name: 'Retry Ev-1' }),
    );
    expect(
      await screen.findByText('Ev-1 will be tried again now.'),
    ).toBeInTheDocument();
    expect(api.retryDelivery).toHaveBeenCalledWith('slack', 'Ev-1');
    await waitFor(() => expect(api.listSources).toHaveBeenCalledTimes(2));
  });

  it('give the focus to the next one once one is settled, and then to the list', async () => {
    const { region } = await open({
      listDeliveries: async () => ({
        items: [delivery, { ...delivery, id: 'Ev-2' }],
        pageInfo: {},
      }),
      retryDelivery: async () => ({ ...delivery, state: 'waiting' }),
      dropDelivery: async () => ({ ...delivery, state: 'dropped' }),
    });
    await userEvent.click(
      await within(region).findByRole('button', { name: 'Retry Ev-1' }),
    );
    await screen.findByText('Ev-1 will be tried again now.');
    expect(within(region).queryByText('Ev-1')).not.toBeInTheDocument();
    expect(within(region).getByRole('group', { name: 'Ev-2' })).toHaveFocus();
    await userEvent.click(
      within(region).getByRole('button', { name: 'Drop Ev-2' }),
    );
    expect(
      within(region).getByRole('button', { name: 'Drop it for good' }),
    ).toHaveFocus();
    await userEvent.click(
      within(region).getByRole('button', { name: 'Cancel' }),
    );
    expect(
      within(region).getByRole('button', { name: 'Drop Ev-2' }),
    ).toHaveFocus();
    await userEvent.click(
      within(region).getByRole('button', { name: 'Drop Ev-2' }),
    );
    await userEvent.click(
      within(region).getByRole('button', { name: 'Drop it for good' }),
    );
    await screen.findByText('Ev-2 was dropped.');
    expect(region).toHaveFocus();
  });

  it('say why their payload is hidden', async () => {
    const { region } = await open({
      listDeliveries: async () => ({
        items: [{ ...delivery, body: '', withheld: true }],
        pageInfo: {},
      }),
    });
    expect(
      await within(region).findByText(/The payload is hidden, because without/),
    ).toBeInTheDocument();
    expect(
      within(region).queryByRole('button', { name: 'Show payload' }),
    ).not.toBeInTheDocument();
  });

  it('stay with the reason when one cannot be retried', async () => {
    const { region } = await open({
      retryDelivery: async () => {
        throw new Error('The delivery is waiting');
      },
    });
    await userEvent.click(
      await within(region).findByRole('button', { name: 'Retry Ev-1' }),
    );
    expect(
      await within(region).findByText('The delivery is waiting'),
    ).toBeInTheDocument();
    expect(within(region).getByText('Ev-1')).toBeInTheDocument();
  });

  it('show those that wait first when none failed', async () => {
    const { api } = await open({
      listSources: async () => ({
        items: [exampleSource({ deliveries: { waiting: 1, failed: 0 } })],
      }),
    });
    expect(api.listDeliveries).toHaveBeenCalledWith(
      expect.objectContaining({ state: 'waiting' }),
      expect.anything(),
    );
  });

  it('are dropped after a second click', async () => {
    const { api, region } = await open({
      dropDelivery: async () => ({ ...delivery, state: 'dropped' }),
    });
    await userEvent.click(
      await within(region).findByRole('button', { name: 'Drop Ev-1' }),
    );
    expect(api.dropDelivery).not.toHaveBeenCalled();
    await userEvent.click(
      within(region).getByRole('button', { name: 'Drop it for good' }),
    );
    expect(await screen.findByText('Ev-1 was dropped.')).toBeInTheDocument();
  });

  it('are listed by state, those that wait without a retry', async () => {
    const { api, region } = await open({
      listDeliveries: async query => ({
        items:
          query?.state === 'waiting'
            ? [
                {
                  ...delivery,
                  state: 'waiting',
                  nextAttemptAt: '2026-03-02T14:10:00.000Z',
                },
              ]
            : [],
        pageInfo: {},
      }),
    });
    expect(
      await within(region).findByText('No deliveries in this state'),
    ).toBeInTheDocument();
    await userEvent.selectOptions(
      within(region).getByRole('combobox', { name: 'State' }),
      'Waiting',
    );
    expect(await within(region).findByText('Ev-1')).toBeInTheDocument();
    expect(
      within(region).queryByRole('button', { name: 'Retry Ev-1' }),
    ).not.toBeInTheDocument();
    expect(api.listDeliveries).toHaveBeenLastCalledWith(
      { source: 'slack', state: 'waiting', cursor: undefined, limit: 20 },
      expect.anything(),
    );
  });
});
