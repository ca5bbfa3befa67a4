import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { PostmortemSearchResult } from './PostmortemSearchResult';

const found = {
  title: 'Checkout was slow',
  text: 'The pool was full.',
  location: '/postmortems/retro-1',
  incidentKey: 'INC-7',
  status: 'published',
  severity: 'sev2',
  startedAt: '2026-03-02T14:00:00.000Z',
  services: ['component:default/checkout', 'component:shop/storefront'],
};
const tags = { preTag: '<em>', postTag: '</em>' };

describe('PostmortemSearchResult', () => {
  it('shows title, text, status, severity, time and services', async () => {
    await renderInTestApp(<PostmortemSearchResult result={found} />);
    expect(
      screen.getByRole('link', { name: 'Checkout was slow' }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    expect(screen.getByText('Published')).toBeInTheDocument();
    expect(
      screen.getByText('INC-7 · SEV2 · 2026-03-02 · checkout, shop/storefront'),
    ).toBeInTheDocument();
    expect(screen.getByText('The pool was full.')).toBeInTheDocument();
  });

  it('shows three services and the number of others', async () => {
    const services = ['a', 'b', 'c', 'd', 'e'].map(
      name => `component:default/${name}`,
    );
    await renderInTestApp(
      <PostmortemSearchResult result={{ ...found, services } as never} />,
    );
    expect(
      screen.getByText('INC-7 · SEV2 · 2026-03-02 · a, b, c +2'),
    ).toBeInTheDocument();
  });

  it('highlights matches anywhere in the text and escapes markup', async () => {
    const text = `${'and '.repeat(200)}the <em>pool</em> <b>was</b> full`;
    await renderInTestApp(
      <PostmortemSearchResult
        result={found}
        highlight={{
          ...tags,
          fields: { title: '<em>Checkout</em> was slow', text },
        }}
      />,
    );
    expect(
      screen.getByRole('link', { name: 'Checkout was slow' }),
    ).toBeInTheDocument();
    expect(
      Array.from(document.querySelectorAll('mark'), mark => mark.textContent),
    ).toEqual(['Checkout', 'pool']);
    expect(document.querySelector('b')).toBeNull();
  });

  it('shows only title and text when the document has no other fields', async () => {
    await renderInTestApp(
      <PostmortemSearchResult
        result={
          {
            title: 'Postmortems',
            text: 'All postmortems',
            location: '/postmortems',
            services: 'component:default/checkout',
          } as never
        }
        highlight={{ ...tags, fields: {} }}
      />,
    );
    expect(screen.getByRole('link', { name: 'Postmortems' })).toHaveAttribute(
      'href',
      '/postmortems',
    );
    expect(screen.getByText('All postmortems')).toBeInTheDocument();
  });
});
