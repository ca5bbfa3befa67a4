import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleIncident, exampleSummary } from '../../__testUtils__/examples';
import { listing, renderTab } from './__testUtils__/renderTab';

describe('EntityTab', () => {
  it('shows progress while it loads', async () => {
    await renderTab({ listPostmortems: () => new Promise(() => {}) });
    expect(
      screen.getByRole('status', { name: 'Loading…' }),
    ).toBeInTheDocument();
  });

  it('shows what to do when there are no postmortems', async () => {
    await renderTab({ listPostmortems: listing() });
    expect(await screen.findByText('No postmortems yet')).toBeInTheDocument();
    expect(screen.getByText(/Alertmanager’s webhook/)).toBeInTheDocument();
  });

  it('points to incidents without a postmortem when there are no postmortems', async () => {
    await renderTab({
      listPostmortems: listing(),
      listIncidents: async () => ({ items: [exampleIncident()], pageInfo: {} }),
    });
    expect(
      await screen.findByText(/Draft one for an incident above/),
    ).toBeInTheDocument();
  });

  it('shows incidents without a postmortem above the postmortems', async () => {
    await renderTab({
      listPostmortems: listing(exampleSummary()),
      listIncidents: async () => ({ items: [exampleIncident()], pageInfo: {} }),
    });
    const written = await screen.findByRole('table', { name: 'Postmortems' });
    const waiting = await screen.findByRole('heading', {
      name: 'Incidents without a postmortem',
    });
    expect(
      waiting.compareDocumentPosition(written) &
        Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
  });

  it('shows an error when the list fails to load, and loads it again on request', async () => {
    let down = true;
    await renderTab({
      listPostmortems: async () => {
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
    expect(document.body).not.toHaveFocus();
  });

  it('lists title, status, severity and claims of each postmortem', async () => {
    const api = await renderTab({
      listPostmortems: listing(
        exampleSummary({
          verdictCounts: {
            supported: 12,
            unverified: 0,
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
    expect(api.listPostmortems).toHaveBeenCalledWith(
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
      '3 open',
    ]) {
      expect(within(row).getByText(words)).toBeInTheDocument();
    }
    expect(row).toHaveTextContent('2026-03-02 14:07 UTC');
    expect(within(row).queryByText(/unverified/)).not.toBeInTheDocument();
    const other = screen.getByText('Stock was wrong').closest('tr')!;
    expect(within(other).getByText('Ongoing')).toBeInTheDocument();
    expect(within(other).getByText(/Cause unknown/)).toBeInTheDocument();
  });

  it('marks claims that are not supported', async () => {
    await renderTab({
      listPostmortems: listing(
        exampleSummary({
          verdictCounts: {
            supported: 1,
            unverified: 0,
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

  it('reaches every postmortem with the keyboard', async () => {
    await renderTab({
      listPostmortems: listing(
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

  it('appends the next page on request', async () => {
    const api = await renderTab({
      listPostmortems: async query =>
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
    expect(api.listPostmortems).toHaveBeenLastCalledWith(
      expect.objectContaining({ cursor: 'page-2' }),
      expect.anything(),
    );
  });
});
