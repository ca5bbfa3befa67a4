import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleIncident,
  examplePostmortem,
  rulesBroken,
} from '../../__testUtils__/examples';
import { listing, renderTab } from './__testUtils__/renderTab';

describe('start dialog on the tab', () => {
  it('starts a postmortem and opens it', async () => {
    const api = await renderTab({
      listPostmortems: listing(),
      createIncident: async () => exampleIncident(),
      createPostmortem: async () => examplePostmortem('retro-new'),
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Start a postmortem for checkout',
      }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Start a postmortem',
    });
    await userEvent.type(within(dialog).getByLabelText(/key/), 'INC-7');
    await userEvent.type(within(dialog).getByLabelText(/Title/), 'Slow');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Start' }),
    );
    expect(await screen.findByText('Its page')).toBeInTheDocument();
    expect(api.createIncident).toHaveBeenCalledWith(
      expect.objectContaining({ services: ['component:default/checkout'] }),
    );
  });

  it('shows the created incident when its postmortem was rejected', async () => {
    const error = await rulesBroken([
      { rule: 'trace.cyclic', message: 'Step b comes back to step a' },
    ]);
    const recorded: Incident[] = [];
    await renderTab({
      listPostmortems: listing(),
      listIncidents: async () => ({ items: [...recorded], pageInfo: {} }),
      createIncident: async () => {
        recorded.push(exampleIncident());
        return exampleIncident();
      },
      createPostmortem: async () => {
        throw error;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Start a postmortem for checkout',
      }),
    );
    await userEvent.type(screen.getByLabelText(/key/), 'INC-7');
    await userEvent.type(screen.getByLabelText(/Title/), 'Slow');
    await userEvent.click(screen.getByRole('button', { name: 'Start' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Step b comes back to step a',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(
      await screen.findByRole('button', { name: 'Draft postmortem for INC-7' }),
    ).toBeInTheDocument();
  });

  it('returns the focus when the dialog closes', async () => {
    await renderTab({ listPostmortems: listing() });
    const start = await screen.findByRole('button', {
      name: 'Start a postmortem for checkout',
    });
    await userEvent.click(start);
    await screen.findByRole('dialog');
    expect(start).not.toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(start).toHaveFocus());
  });
});
