import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type {
  Incident,
  PostmortemsApi,
  RetrospectiveSummary,
} from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  checkoutEntity,
  exampleIncident,
  exampleRetrospective,
  exampleSummary,
  rulesBroken,
} from '../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { rootRouteRef } from '../../routes';
import { Route, Routes } from '../../routing';
import { EntityPostmortems } from './EntityPostmortems';

const nothing = { items: [], pageInfo: {} };

async function renderTab(expected: Partial<PostmortemsApi>) {
  const api = fakePostmortemsApi({
    listIncidents: async () => nothing,
    ...expected,
  });
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [postmortemsApiRef, api],
        [catalogApiRef, catalogApiMock()],
      ]}
    >
      <Routes>
        <Route
          path="/"
          element={
            <EntityProvider entity={checkoutEntity}>
              <EntityPostmortems />
            </EntityProvider>
          }
        />
        <Route path="/postmortems/retro-new" element={<p>Its page</p>} />
      </Routes>
    </TestApiProvider>,
    { mountedRoutes: { '/postmortems': rootRouteRef } },
  );
  return api;
}

function listing(...items: RetrospectiveSummary[]) {
  return async () => ({ items, pageInfo: {} });
}

describe('EntityPostmortems', () => {
  it('says that it is loading', async () => {
    await renderTab({ listRetrospectives: () => new Promise(() => {}) });
    expect(
      screen.getByRole('status', { name: 'Loading postmortems' }),
    ).toBeInTheDocument();
  });

  it('says what to do while there is nothing', async () => {
    await renderTab({ listRetrospectives: listing() });
    expect(await screen.findByText('No postmortems yet')).toBeInTheDocument();
    expect(screen.getByText(/Alertmanager’s webhook/)).toBeInTheDocument();
  });

  it('points at the incidents that wait for the first postmortem', async () => {
    await renderTab({
      listRetrospectives: listing(),
      listIncidents: async () => ({ items: [exampleIncident()], pageInfo: {} }),
    });
    expect(
      await screen.findByText(/Write the first one from an incident below/),
    ).toBeInTheDocument();
  });

  it('says why the list could not be read, and reads it on request', async () => {
    let down = true;
    await renderTab({
      listRetrospectives: async () => {
        if (down) throw new Error('The database is away');
        return { items: [exampleSummary()], pageInfo: {} };
      },
    });
    expect(
      (await screen.findAllByText(/The database is away/)).length,
    ).toBeGreaterThan(0);
    down = false;
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Try again' })[0],
    );
    expect(
      await screen.findByRole('link', { name: 'Checkout was slow' }),
    ).toBeInTheDocument();
  });

  it('lists what a reader decides by', async () => {
    const api = await renderTab({
      listRetrospectives: listing(
        exampleSummary({
          verdictCounts: {
            supported: 12,
            partial: 0,
            unsupported: 2,
            contradicted: 1,
            attested: 0,
          },
        }),
        exampleSummary({
          id: 'retro-2',
          title: 'Stock was wrong',
          rootCauseStatus: 'undetermined',
          incident: { ...exampleSummary().incident, resolvedAt: undefined },
        }),
      ),
    });
    expect(api.listRetrospectives).toHaveBeenCalledWith(
      expect.objectContaining({ entityRef: 'component:default/checkout' }),
      expect.anything(),
    );
    const row = (await screen.findByText('Checkout was slow')).closest('tr')!;
    for (const words of [
      'In review',
      'SEV2',
      '1 h 5 min',
      '12 supported',
      '2 unsupported',
      '1 contradicted',
      '3',
    ]) {
      expect(within(row).getByText(words)).toBeInTheDocument();
    }
    expect(row).toHaveTextContent('2026-03-02 14:07 UTC');
    expect(within(row).queryByText(/partly/)).not.toBeInTheDocument();
    const other = screen.getByText('Stock was wrong').closest('tr')!;
    expect(within(other).getByText('Ongoing')).toBeInTheDocument();
    expect(within(other).getByText(/Cause undetermined/)).toBeInTheDocument();
  });

  it('marks claims that do not hold differently from those that do', async () => {
    await renderTab({
      listRetrospectives: listing(
        exampleSummary({
          verdictCounts: {
            supported: 1,
            partial: 0,
            unsupported: 0,
            contradicted: 1,
            attested: 0,
          },
        }),
      ),
    });
    const chip = (words: string) =>
      screen.getByText(words).closest('.MuiChip-root')!;
    await screen.findByText('1 contradicted');
    expect(getComputedStyle(chip('1 contradicted')).backgroundColor).not.toBe(
      getComputedStyle(chip('1 supported')).backgroundColor,
    );
  });

  it('reaches every postmortem from the keyboard', async () => {
    await renderTab({
      listRetrospectives: listing(
        exampleSummary(),
        exampleSummary({ id: 'retro-2', title: 'Stock was wrong' }),
      ),
    });
    await screen.findByText('Checkout was slow');
    const reached: string[] = [];
    for (let press = 0; press < 8; press++) {
      await userEvent.tab();
      const href = document.activeElement?.getAttribute('href');
      if (href) reached.push(href);
    }
    expect(reached).toEqual(
      expect.arrayContaining(['/postmortems/retro-1', '/postmortems/retro-2']),
    );
  });

  it('adds the next page to what is shown', async () => {
    const api = await renderTab({
      listRetrospectives: async query =>
        query?.cursor === 'page-2'
          ? {
              items: [
                exampleSummary({ id: 'retro-2', title: 'Stock was wrong' }),
              ],
              pageInfo: {},
            }
          : { items: [exampleSummary()], pageInfo: { nextCursor: 'page-2' } },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    expect(await screen.findByText('Stock was wrong')).toBeInTheDocument();
    expect(screen.getByText('Checkout was slow')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Load more' }),
    ).not.toBeInTheDocument();
    expect(api.listRetrospectives).toHaveBeenLastCalledWith(
      expect.objectContaining({ cursor: 'page-2' }),
      expect.anything(),
    );
  });

  it('writes the postmortem of an incident that has none, and opens it', async () => {
    const api = await renderTab({
      listRetrospectives: listing(exampleSummary({ incidentKey: 'INC-1' })),
      listIncidents: async () => ({
        items: [exampleIncident(), exampleIncident({ key: 'INC-1' })],
        pageInfo: {},
      }),
      createRetrospective: async () => exampleRetrospective('retro-new'),
    });
    const write = await screen.findByRole('button', {
      name: 'Write postmortem for INC-7',
    });
    expect(
      screen.queryByRole('button', { name: 'Write postmortem for INC-1' }),
    ).not.toBeInTheDocument();
    await userEvent.click(write);
    expect(await screen.findByText('Its page')).toBeInTheDocument();
    expect(api.createRetrospective).toHaveBeenCalledWith('INC-7');
  });

  it('starts a postmortem in the dialog, and opens it', async () => {
    const api = await renderTab({
      listRetrospectives: listing(),
      createIncident: async () => exampleIncident(),
      createRetrospective: async () => exampleRetrospective('retro-new'),
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Start a postmortem for checkout' }),
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

  it('shows the incident that was opened when its postmortem was refused', async () => {
    const error = await rulesBroken([
      { rule: 'trace.cyclic', message: 'Step b comes back to step a' },
    ]);
    const recorded: Incident[] = [];
    await renderTab({
      listRetrospectives: listing(),
      listIncidents: async () => ({ items: [...recorded], pageInfo: {} }),
      createIncident: async () => {
        recorded.push(exampleIncident());
        return exampleIncident();
      },
      createRetrospective: async () => {
        throw error;
      },
    });
    await userEvent.click(
      screen.getByRole('button', { name: 'Start a postmortem for checkout' }),
    );
    await userEvent.type(screen.getByLabelText(/key/), 'INC-7');
    await userEvent.type(screen.getByLabelText(/Title/), 'Slow');
    await userEvent.click(screen.getByRole('button', { name: 'Start' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Step b comes back to step a',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(
      await screen.findByRole('button', { name: 'Write postmortem for INC-7' }),
    ).toBeInTheDocument();
  });

  it('asks about each incident when one answer does not hold all postmortems', async () => {
    await renderTab({
      listRetrospectives: async query => {
        if (query?.incidentKey === 'INC-OLD') {
          return { items: [exampleSummary()], pageInfo: {} };
        }
        if (query?.incidentKey) return nothing;
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
      await screen.findByRole('button', { name: 'Write postmortem for INC-7' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/INC-OLD/)).not.toBeInTheDocument();
  });

  it('names every broken rule when the postmortem is refused', async () => {
    const error = await rulesBroken([
      {
        rule: 'trace.cyclic',
        message: 'Step b comes back to step a',
        path: '/steps/1',
      },
      { rule: 'template.assignee_required', message: 'Nobody is assigned' },
    ]);
    await renderTab({
      listRetrospectives: listing(),
      listIncidents: async () => ({ items: [exampleIncident()], pageInfo: {} }),
      createRetrospective: async () => {
        throw error;
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write postmortem for INC-7' }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('INC-7 was not written');
    expect(alert).toHaveTextContent('2 rules are broken:');
    expect(alert).toHaveTextContent(
      'Step b comes back to step a (at /steps/1)',
    );
    expect(alert).toHaveTextContent('Nobody is assigned');
  });
});
