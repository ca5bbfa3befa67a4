import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleNode } from '../__testUtils__/postmortem';
import { openPage } from '../__testUtils__/openPage';

/** A screen that is as wide as no breakpoint asks for. */
function smallScreen() {
  window.matchMedia = query =>
    ({
      media: query,
      matches: query.includes('max-width'),
      addListener: () => {},
      removeListener: () => {},
    } as unknown as MediaQueryList);
}

describe('EvidencePanel', () => {
  afterEach(() => {
    Reflect.deleteProperty(window, 'matchMedia');
  });

  it('shows the record of the incident as evidence', async () => {
    await openPage({
      claims: [
        {
          id: 'c-1',
          text: 'The incident was sev2',
          spans: [
            {
              evidenceId: 'incident-record',
              pointer: '/severity',
              quote: 'sev2',
            },
          ],
        },
      ],
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /was sev2/ }),
    );

    expect(await screen.findByText('Incident record')).toBeVisible();
  });

  it('shows when evidence is missing', async () => {
    await openPage({
      claims: [
        {
          id: 'c-1',
          text: 'The first claim',
          spans: [{ evidenceId: 'gone', pointer: '', quote: 'x' }],
        },
      ],
      query: '?claim=c-1',
    });

    expect(
      await screen.findByText('This evidence could not be found.'),
    ).toBeVisible();
  });

  it('says which secrets were removed, each kind once', async () => {
    await openPage({
      claims: [
        {
          id: 'c-1',
          text: 'The first claim',
          spans: [{ evidenceId: 'e-1', pointer: '/message', quote: 'm' }],
        },
      ],
      query: '?claim=c-1',
      nodes: [
        exampleNode(
          'e-1',
          { kind: 'log', message: 'm' },
          {
            removedSecrets: [
              { kind: 'GitHub token', pointer: '/payload/message' },
              { kind: 'password', pointer: '/sourceUrl' },
              { kind: 'GitHub token', pointer: '/payload/host' },
            ],
          },
        ),
      ],
    });
    expect(
      await screen.findByText(
        'GitHub token, password removed before it was stored.',
      ),
    ).toBeVisible();
  });

  it('says when evidence was captured, and leads to its source', async () => {
    await openPage({
      claims: [
        {
          id: 'c-1',
          text: 'The first claim',
          spans: [{ evidenceId: 'e-1', pointer: '/message', quote: 'm' }],
        },
      ],
      query: '?claim=c-1',
      nodes: [
        exampleNode(
          'e-1',
          { kind: 'log', message: 'm' },
          {
            capturedAt: '2026-03-03T09:30:00.000Z',
            sourceUrl: 'https://logs.example.com/1',
          },
        ),
      ],
    });
    expect(
      await screen.findByRole('link', { name: /Open at the source/ }),
    ).toHaveAttribute('href', 'https://logs.example.com/1');
    expect(screen.getByText(/^Captured/)).toHaveTextContent(
      /Captured 2026-03-03 09:30/,
    );
  });

  it('explains an unverified claim', async () => {
    await openPage({
      claims: [{ id: 'c-1', text: 'A claim', verdict: 'unverified' }],
      query: '?claim=c-1',
    });

    expect(
      await screen.findByText(/some of it no code can check/),
    ).toBeVisible();
  });

  it('opens with the keyboard and returns the focus when closed', async () => {
    await openPage({
      nodes: [exampleNode('e-1', { kind: 'log', message: 'm' })],
    });
    const claim = await screen.findByRole('button', {
      name: /The first claim/,
    });
    claim.focus();
    await userEvent.keyboard('{Enter}');

    const panel = await screen.findByRole('region', {
      name: 'Evidence for this claim',
    });
    expect(claim).toHaveAttribute('aria-expanded', 'true');
    expect(panel).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(panel).not.toBeInTheDocument());
    expect(claim).toHaveFocus();
  });

  it('covers the postmortem on small screens', async () => {
    smallScreen();
    await openPage();
    const claim = await screen.findByRole('button', {
      name: /The first claim/,
    });
    claim.focus();
    await userEvent.keyboard('{Enter}');

    const drawer = await screen.findByRole('dialog', {
      name: 'Evidence for this claim',
    });
    expect(drawer).toHaveFocus();
    expect(drawer).toHaveTextContent('Reason of c-1');
    await userEvent.click(
      within(drawer).getByRole('button', { name: 'Close evidence' }),
    );
    await waitFor(() => expect(drawer).not.toBeInTheDocument());
    expect(claim).toHaveFocus();
  });
});
