import type { ReviewedRevision } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { postmortemWithClaims } from '../__testUtils__/postmortem';
import { openPage } from '../__testUtils__/openPage';
import { exampleBlock } from '../__testUtils__/postmortem';
import { exampleTrace } from '../__testUtils__/records';

describe('views of a postmortem', () => {
  it('has a tab and a panel for each view', async () => {
    await openPage({ query: '?view=timeline' });
    const tab = await screen.findByRole('tab', { name: 'Timeline' });
    const panel = screen.getByRole('tabpanel', { name: 'Timeline' });

    expect(tab).toHaveAttribute('aria-selected', 'true');
    expect(tab).toHaveAttribute('aria-controls', panel.id);
    await userEvent.click(screen.getByRole('tab', { name: 'Postmortem' }));
    expect(
      await screen.findByRole('tabpanel', { name: 'Postmortem' }),
    ).toBeVisible();
  });

  it('filters the timeline by source and text', async () => {
    await openPage({ query: '?view=timeline' });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Telemetry' }),
    );
    expect(screen.queryByText(/CheckoutErrors/)).not.toBeInTheDocument();
    expect(screen.getByText('1 of 2 entries')).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox'), 'nothing like it');

    expect(screen.getByText('No matching entries.')).toBeVisible();
  });

  it('filters the timeline by region where there are several', async () => {
    const entry = (id: string, regions?: string[]) =>
      exampleBlock({ id, text: `Entry ${id}.` }, 'timeline_entry', {
        timeline: {
          at: '2026-03-02T14:08:00.000Z',
          label: '14:08 UTC',
          sourceTypes: ['chat'],
          merged: 1,
          ...(regions && { regions }),
        },
      });
    const blocks = [
      entry('of-all'),
      entry('of-north', ['north']),
      entry('of-both', ['north', 'south']),
    ];
    await openPage({
      query: '?view=timeline',
      fields: { sections: [{ id: 'timeline', title: 'Timeline', blocks }] },
    });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'north' }),
    );

    expect(screen.getByText('2 of 3 entries')).toBeVisible();
    expect(screen.queryByText('Entry of-north.')).not.toBeInTheDocument();
  });

  it('shows refuted hypotheses as ruled out', async () => {
    await openPage({ query: '?view=investigation' });

    expect(await screen.findByText('Ruled out')).toBeVisible();
    expect(screen.getByText('The database is down')).toBeVisible();
    expect(
      screen.getByText('The investigation found no root cause.'),
    ).toBeVisible();
  });

  it('shows a step whose tool gave no answer as not checked', async () => {
    await openPage({
      query: '?view=investigation',
      api: {
        listTraces: async () => ({
          items: [
            {
              ...exampleTrace,
              stepNotes: Object.fromEntries(
                exampleTrace.steps.map(({ stepId }) => [
                  stepId,
                  ['not_checked' as const],
                ]),
              ),
            },
          ],
        }),
      },
    });

    expect(await screen.findByText('Not checked')).toBeVisible();
    expect(screen.getByText(/The tool gave no answer/)).toBeVisible();
    expect(screen.queryByText('Ruled out')).not.toBeInTheDocument();
  });

  it('shows the provenance of one claim only', async () => {
    await openPage({ query: '?view=provenance&claim=c-1' });

    await screen.findByRole('region', { name: 'Provenance graph' });
    const list = screen.getByRole('list', { name: 'As a list' });
    const items = within(list).getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      'The first claim cites a quote',
      'a quote quoted from e-1',
    ]);
    expect(screen.queryByText('Another claim')).not.toBeInTheDocument();
  });

  it('shows the history with authors, times and approved revisions', async () => {
    const { title, template, rootCauseStatus, sections } = postmortemWithClaims(
      [{ id: 'c-1', text: 'The first claim' }],
    );
    const revision = (part: Partial<ReviewedRevision>): ReviewedRevision => ({
      postmortemId: 'retro-1',
      revision: 1,
      author: { type: 'deterministic', name: 'postmortems', version: '1' },
      reason: 'Written from the sealed evidence',
      sealId: 'seal-1',
      contentHash: 'a'.repeat(64),
      content: { title, template, rootCauseStatus, sections },
      createdAt: '2026-03-02T16:00:00.000Z',
      reviewSteps: [],
      ...part,
    });
    const api = await openPage({
      query: '?view=history',
      fields: { approvedRevision: 1 },
      api: {
        listRevisions: async (_, { cursor } = {}) =>
          cursor
            ? {
                items: [
                  revision({
                    reviewSteps: [
                      {
                        from: 'draft',
                        to: 'in_review',
                        by: 'user:default/ada',
                        at: '2026-03-02T16:20:00.000Z',
                        reason: 'Ready for the weekly review',
                      },
                      {
                        from: 'in_review',
                        to: 'approved',
                        by: 'external:review-bot',
                        at: '2026-03-02T16:40:00.000Z',
                        reason: 'Every claim is supported',
                      },
                    ],
                  }),
                ],
                pageInfo: {},
              }
            : {
                items: [
                  revision({
                    revision: 2,
                    author: { type: 'person', ref: 'user:default/ada' },
                    reason: 'Edited block block-c-1',
                    createdAt: '2026-03-02T17:30:00.000Z',
                  }),
                ],
                pageInfo: { nextCursor: 'more' },
              },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load more' }),
    );
    const [newest, first] = within(
      screen.getByRole('list', { name: 'History' }),
    ).getAllByRole('listitem');

    expect(newest).toHaveTextContent('Revision 2');
    expect(newest).toHaveTextContent('Current');
    expect(newest).toHaveTextContent('2026-03-02 17:30 UTC');
    expect(within(newest).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/user/ada',
    );
    expect(newest).toHaveTextContent('Edited in Impact: “The first claim”');
    expect(newest).not.toHaveTextContent('approved');
    expect(first).toHaveTextContent('Last approved');
    expect(first).toHaveTextContent('Drafted automatically (writer v1)');
    // The latest step first, as the revisions
    expect(first).toHaveTextContent(
      /from “In review” to “Approved”.*16:40 UTC · external:review-bot.*“Every claim is supported”.*from “Draft” to “In review”.*16:20 UTC.*“Ready for the weekly review”.*Revision 1/,
    );
    expect(within(first).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/user/ada',
    );
    expect(api.listRevisions).toHaveBeenLastCalledWith(
      'retro-1',
      { cursor: 'more', limit: 20 },
      expect.anything(),
    );
  });
});
