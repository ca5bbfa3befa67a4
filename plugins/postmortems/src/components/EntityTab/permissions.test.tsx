import {
  incidentCreatePermission,
  postmortemCreatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import { screen } from '@testing-library/react';
import { exampleIncident, exampleSummary } from '../../__testUtils__/examples';
import { listing, renderTab } from './__testUtils__/renderTab';

// A file of its own: decisions are remembered from one test to the next.
describe('EntityTab without permission to write', () => {
  const denied = [
    incidentCreatePermission.name,
    postmortemCreatePermission.name,
  ];

  it('shows no way to start a postmortem and says why', async () => {
    await renderTab({ listPostmortems: listing() }, { denied });
    expect(
      await screen.findByText(/do not have permission to open incidents/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Start/ }),
    ).not.toBeInTheDocument();
  });

  it('shows postmortems and incidents without a postmortem', async () => {
    await renderTab(
      {
        listPostmortems: listing(exampleSummary()),
        listIncidents: async () => ({
          items: [exampleIncident()],
          pageInfo: {},
        }),
      },
      { denied },
    );
    expect(
      await screen.findByRole('link', { name: 'Checkout was slow' }),
    ).toBeInTheDocument();
    expect(await screen.findByText(/INC-7/)).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
