import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleIncident } from '../../__testUtils__/examples';
import { postmortemWithClaims } from './__testUtils__/postmortem';
import { failure } from '../../__testUtils__/errorResponses';
import { openPage } from './__testUtils__/openPage';

const modelRun = {
  provider: 'openai',
  model: 'test-model',
  status: 'partial',
  message: 'The model refused to answer',
  sections: [],
  claims: { kept: 3, repaired: 1, dropped: 1 },
  dropped: [
    {
      section: 'summary',
      text: 'It cost a million.',
      reasons: ['No cited place says 1,000,000'],
    },
  ],
  evidence: { offered: 40, withheld: 2, total: 120 },
  redactions: 5,
  usage: { requests: 5, inputTokens: 9000, outputTokens: 500 },
  cost: { amount: 0.0123, currency: 'USD' },
  durationMs: 4200,
};

describe('PostmortemPage', () => {
  it('shows the title once, with owner, status, severity and duration', async () => {
    const api = await openPage();

    expect(
      await screen.findByRole('heading', { name: 'Impact' }),
    ).toBeInTheDocument();
    expect(api.getPostmortem).toHaveBeenCalledWith('retro-1');
    expect(screen.getAllByText('Checkout answers with errors')).toHaveLength(1);
    expect(
      screen.getByRole('link', { name: 'All postmortems' }),
    ).toHaveAttribute('href', '/postmortems?view=postmortems');
    const facts = screen.getByRole('list', { name: 'Key facts' });
    expect(await within(facts).findByText(/Owner/)).toBeVisible();
    expect(
      within(facts)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toEqual([
      '/catalog/default/component/checkout',
      '/catalog/default/group/sre-team',
    ]);
    expect(facts).toHaveTextContent('Draft');
    expect(facts).toHaveTextContent('SEV2');
    expect(facts).toHaveTextContent('Lasted 1 h 5 min');
    expect(screen.getByText(/The alert CheckoutErrors fired/)).toBeVisible();
    expect(screen.getByText(/A replay raises an alert/)).toBeVisible();
  });

  it('shows details and the reason for the template on request', async () => {
    await openPage({
      api: {
        getIncident: async () =>
          exampleIncident({
            description: 'Orders fail.',
            participants: ['user:default/ada'],
          }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Details' }),
    );

    expect(screen.getByText('Orders fail.')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Why this template?' }),
    );
    expect(
      screen.getByText('component:default/checkout names none'),
    ).toBeVisible();
  });

  it('shows what a model wrote and which of its claims were dropped', async () => {
    await openPage({ fields: { modelRun } });

    expect(
      await screen.findByText(/test-model\. Claims verified: 3, rejected: 1/),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Details' }));
    const page = screen.getByRole('main');
    expect(page).toHaveTextContent('refused to answer');
    expect(page).toHaveTextContent('Evidence sent to the model: 40 of 120.');
    expect(page).toHaveTextContent('9,500 tokens');
    expect(page).toHaveTextContent('0.0123 USD');
    expect(page).toHaveTextContent('No cited place says 1,000,000');
  });

  it('shows what is missing in the archive, and what its source deletes when', async () => {
    const api = await openPage({
      api: {
        getEvidenceArchive: async () => ({
          state: 'collecting',
          archivedAt: '2026-03-02T15:20:00.000Z',
          deadline: '2026-03-03T15:02:00.000Z',
          failures: [
            {
              source: 'slack',
              message: 'The token has expired',
              until: '2026-04-01T12:02:00.000Z',
            },
            { source: 'loki', message: 'No answer' },
          ],
          forgetting: [
            {
              provider: 'datadog',
              from: '2026-03-17T14:02:00.000Z',
              to: '2026-03-17T15:02:00.000Z',
              nodes: 12,
            },
          ],
        }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Details' }),
    );

    const page = screen.getByRole('main');
    await waitFor(() =>
      expect(page).toHaveTextContent(
        /Archived, but not all sources answered: .*15:20.*asked again until .*15:02/,
      ),
    );
    expect(page).toHaveTextContent(
      /Missing from slackThe token has expired · (The source has deleted it, from|It can be had until) 2026-04-01/,
    );
    expect(page).toHaveTextContent('Missing from lokiNo answer');
    expect(page).toHaveTextContent('datadog deletes it from2026-03-17');
    expect(api.getEvidenceArchive).toHaveBeenCalledWith('INC-7');
  });

  it('shows only claims that need attention on request', async () => {
    await openPage({
      claims: [
        { id: 'c-1', text: 'A true claim' },
        { id: 'c-2', text: 'A doubtful claim', verdict: 'unsupported' },
      ],
    });
    await userEvent.click(await screen.findByRole('checkbox'));

    expect(screen.getByText('A doubtful claim')).toBeVisible();
    expect(screen.getByText('Unsupported')).toBeVisible();
    expect(screen.queryByText('A true claim')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('heading', { name: 'Timeline' }),
    ).not.toBeInTheDocument();
  });

  it('shows that the cause is undetermined and which sections are empty', async () => {
    await openPage({ claims: [], fields: { rootCauseStatus: 'undetermined' } });

    expect(await screen.findByRole('note')).toHaveTextContent('Cause unknown');
    expect(screen.getByText('Nothing recorded.')).toBeVisible();
  });

  it('shows that no candidate cause is confirmed', async () => {
    await openPage({ claims: [], fields: { rootCauseStatus: 'candidates' } });

    expect(await screen.findByRole('note')).toHaveTextContent(
      'Cause not confirmed',
    );
  });

  it('shows verdicts that have changed since publication', async () => {
    await openPage({
      claims: [
        { id: 'c1', text: 'It lasted 35 minutes.', verdict: 'contradicted' },
      ],
      fields: {
        status: 'published',
        revision: 3,
        approvedRevision: 2,
        verdictChanges: {
          sinceRevision: 2,
          items: [
            {
              claimId: 'c1',
              text: 'It lasted 35 minutes.',
              from: 'supported',
              to: 'contradicted',
            },
          ],
        },
      },
    });
    const note = await screen.findByText(/since revision 2 was approved/);
    const list = note.parentElement!;
    expect(list).toHaveTextContent('Supported is now Contradicted');
    await userEvent.click(
      within(list).getByRole('button', { name: 'It lasted 35 minutes.' }),
    );
    expect(await screen.findByText('Reason of c1')).toBeInTheDocument();
  });

  it('retries on request when the postmortem fails to load', async () => {
    let attempts = 0;
    await openPage({
      api: {
        getPostmortem: async () => {
          attempts += 1;
          if (attempts === 1) throw new Error('out of reach');
          return postmortemWithClaims([{ id: 'c-1', text: 'The first claim' }]);
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );

    expect(await screen.findByText('The first claim')).toBeVisible();
  });

  it('shows “not found” without a retry for an unknown postmortem', async () => {
    const error = await failure(404, { name: 'NotFoundError', message: 'No' });
    await openPage({
      api: {
        getPostmortem: async () => {
          throw error;
        },
      },
    });

    expect(
      await screen.findByRole('heading', { name: 'Postmortem not found' }),
    ).toBeVisible();
    expect(screen.queryByRole('tab')).not.toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('folds claims behind a line, and opens it where one of them is selected', async () => {
    const document = postmortemWithClaims([
      { id: 'c-1', text: 'The queue rose' },
      { id: 'c-2', text: 'The cache rose a little' },
    ]);
    const { blocks } = document.sections.find(({ id }) => id === 'impact')!;
    const last = blocks.pop()!;
    blocks.push({
      ...last,
      claims: [],
      more: { label: '1 more series moved less', claims: last.claims },
    });
    await openPage({ api: { getPostmortem: async () => document } });

    const line = await screen.findByRole('button', {
      name: '1 more series moved less',
    });
    expect(line).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText('The cache rose a little')).toBeNull();

    await userEvent.click(line);
    expect(line).toHaveAttribute('aria-expanded', 'true');
    await userEvent.click(screen.getByText('The cache rose a little'));
    const panel = await screen.findByRole('region', {
      name: 'Evidence for this claim',
    });
    expect(within(panel).getByText('Reason of c-2')).toBeVisible();
    expect(within(panel).queryByRole('button', { name: /Edit/ })).toBeNull();
  });

  it('hides controls without the permission for them', async () => {
    await openPage({
      claims: [{ id: 'c-1', text: 'A doubtful claim', verdict: 'unsupported' }],
      fields: { incidentKey: 'INC-8' },
      query: '?claim=c-1',
      denied: [
        'postmortems.postmortem.update',
        'postmortems.postmortem.approve',
        'postmortems.postmortem.publish',
        'postmortems.incident.update',
        'postmortems.incident.visibility',
      ],
    });
    const actions = await screen.findByRole('button', { name: 'Actions' });
    expect(await screen.findByText('Reason of c-1')).toBeVisible();
    expect(
      screen.getAllByRole('button').map(button => button.textContent),
    ).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /Edit|Confirm|Accept|Dismiss|State|Add|Send for review/,
        ),
      ]),
    );
    await userEvent.click(actions);
    expect(
      screen.getAllByRole('menuitem').map(item => item.textContent),
    ).toEqual([
      'Download as Markdown',
      'Download as HTML',
      'Download picture (SVG)',
      'Download as JSON',
      'Erase…',
    ]);
  });
});
