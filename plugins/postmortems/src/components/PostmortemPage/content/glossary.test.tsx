import type { Glossary } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import { openPage } from '../__testUtils__/openPage';

const open = (terms: Glossary['terms']) =>
  openPage({ api: { getGlossary: async () => ({ terms }) } });

describe('glossary', () => {
  it('explains services and metrics, with where that is from', async () => {
    await open([
      {
        kind: 'service',
        name: 'checkout',
        description: 'Takes orders',
        entityRef: 'component:default/checkout',
        ownerRef: 'group:default/sre-team',
        source: 'catalog',
      },
      {
        kind: 'metric',
        name: 'error_rate',
        description: 'Share of requests that fail',
        source: 'evidence',
      },
    ]);
    const section = await screen.findByRole('region', { name: 'Glossary' });

    expect(
      within(section).getByRole('link', { name: 'checkout' }),
    ).toHaveAttribute('href', '/catalog/default/component/checkout');
    expect(
      within(section)
        .getAllByRole('definition')
        .map(one => one.textContent),
    ).toEqual([
      expect.stringMatching(/^Takes ordersOwner: .+ · From the catalog$/),
      'Share of requests that failFrom the evidence',
    ]);
    expect(
      within(screen.getByRole('navigation', { name: 'Contents' })).getByRole(
        'link',
        { name: 'Glossary' },
      ),
    ).toHaveAttribute('href', '#postmortem-section-glossary');
  });

  it('says from when it is while the catalog does not answer', async () => {
    await open([
      {
        kind: 'service',
        name: 'checkout',
        entityRef: 'component:default/checkout',
        ownerRef: 'group:default/sre-team',
        source: 'catalog',
        asOf: '2026-03-02T14:02:00Z',
      },
    ]);
    const section = await screen.findByRole('region', { name: 'Glossary' });

    expect(within(section).getByRole('definition')).toHaveTextContent(
      /From the catalog as of .*14:02 UTC$/,
    );
  });

  it('is not shown while it explains nothing', async () => {
    await open([]);
    await screen.findByText('The first claim');

    expect(screen.queryByText('Glossary')).not.toBeInTheDocument();
  });
});
