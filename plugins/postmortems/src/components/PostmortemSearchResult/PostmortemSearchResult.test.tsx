import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { PostmortemSearchResult } from './PostmortemSearchResult';

describe('a postmortem among the results of a search', () => {
  it('tells what it is about, how bad, when, and how far its review is', async () => {
    await renderInTestApp(
      <PostmortemSearchResult
        result={
          {
            title: 'Checkout was slow',
            text: 'The pool was full.',
            location: '/postmortems/retro-1',
            incidentKey: 'INC-7',
            status: 'published',
            severity: 'sev2',
            startedAt: '2026-03-02T14:00:00.000Z',
          } as never
        }
      />,
    );
    expect(
      screen.getByRole('link', { name: 'Checkout was slow' }),
    ).toHaveAttribute('href', '/postmortems/retro-1');
    expect(
      screen.getByText('INC-7 · SEV2 · 2026-03-02 · Published'),
    ).toBeInTheDocument();
    expect(screen.getByText(/The pool was full/)).toBeInTheDocument();
  });

  it('shows what search marked, and no markup of the text', async () => {
    await renderInTestApp(
      <PostmortemSearchResult
        result={{
          title: 'T',
          text: 'x',
          location: '/postmortems/retro-1',
        }}
        highlight={{
          preTag: '<em>',
          postTag: '</em>',
          fields: { text: 'The <em>pool</em> <b>was</b> full' },
        }}
      />,
    );
    expect(screen.getByText('pool').tagName).toBe('MARK');
    expect(document.querySelector('b')).toBeNull();
  });
});
