import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  exampleIncident,
  examplePostmortem,
  exampleSummary,
  rulesBroken,
} from '../../../__testUtils__/examples';
import { listing, emptyPage, renderTab } from '../__testUtils__/renderTab';

describe('IncidentsToReview', () => {
  it('writes the postmortem of an incident and opens it', async () => {
    const api = await renderTab({
      listPostmortems: listing(exampleSummary({ incidentKey: 'INC-1' })),
      listIncidents: async () => ({
        items: [exampleIncident(), exampleIncident({ key: 'INC-1' })],
        pageInfo: {},
      }),
      createPostmortem: async () => examplePostmortem('retro-new'),
    });
    const write = await screen.findByRole('button', {
      name: 'Draft postmortem for INC-7',
    });
    expect(
      screen.queryByRole('button', { name: 'Draft postmortem for INC-1' }),
    ).not.toBeInTheDocument();
    await userEvent.click(write);
    expect(await screen.findByText('Its page')).toBeInTheDocument();
    expect(api.createPostmortem).toHaveBeenCalledWith('INC-7');
  });

  it('queries each incident when postmortems do not fit on one page', async () => {
    await renderTab({
      listPostmortems: async query => {
        if (query?.incidentKey === 'INC-OLD') {
          return { items: [exampleSummary()], pageInfo: {} };
        }
        if (query?.incidentKey) return emptyPage;
        return {
          items: [exampleSummary()],
          pageInfo: { nextCursor: 'page-2' },
        };
      },
      listIncidents: async () => ({
        items: [exampleIncident(), exampleIncident({ key: 'INC-OLD' })],
        pageInfo: {},
      }),
    });
    expect(
      await screen.findByRole('button', { name: 'Draft postmortem for INC-7' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/INC-OLD/)).not.toBeInTheDocument();
  });

  it('shows every violated rule when the postmortem is rejected', async () => {
    const error = await rulesBroken([
      {
        rule: 'trace.cyclic',
        message: 'Step b comes back to step a',
        path: '/steps/1',
      },
      { rule: 'template.assignee_required', message: 'Nobody is assigned' },
    ]);
    await renderTab({
      listPostmortems: listing(),
      listIncidents: async () => ({ items: [exampleIncident()], pageInfo: {} }),
      createPostmortem: async () => {
        throw error;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Draft postmortem for INC-7' }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('INC-7 could not be drafted');
    expect(alert).toHaveTextContent('It violates 2 rules:');
    expect(alert).toHaveTextContent(
      'Step b comes back to step a (at /steps/1)',
    );
    expect(alert).toHaveTextContent('Nobody is assigned');
  });

  it('keeps the focus on the button while a postmortem is written', async () => {
    await renderTab({
      listPostmortems: listing(),
      listIncidents: async () => ({
        items: [exampleIncident(), exampleIncident({ key: 'INC-8' })],
        pageInfo: {},
      }),
      createPostmortem: () => new Promise(() => {}),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Draft postmortem for INC-7' }),
    );
    expect(
      screen.getByRole('button', { name: 'Drafting the postmortem for INC-7' }),
    ).toHaveFocus();
    expect(
      screen.getByRole('button', { name: 'Draft postmortem for INC-8' }),
    ).toBeDisabled();
  });

  it('shows an error when incidents fail to load, and loads them again on request', async () => {
    let down = true;
    await renderTab({
      listPostmortems: listing(exampleSummary()),
      listIncidents: async () => {
        if (down) throw new Error('The database is away');
        return { items: [exampleIncident()], pageInfo: {} };
      },
    });
    const section = await screen.findByRole('region', {
      name: 'Incidents without a postmortem',
    });
    expect(section).toHaveTextContent('The database is away');
    down = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('button', { name: 'Draft postmortem for INC-7' }),
    ).toBeInTheDocument();
    expect(document.body).not.toHaveFocus();
  });
});
