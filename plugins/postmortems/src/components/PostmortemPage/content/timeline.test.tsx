import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage } from '../__testUtils__/openPage';
import { exampleBlock } from '../__testUtils__/postmortem';

const entry = (
  id: string,
  phase: string,
  text: string,
  more: Record<string, unknown> = {},
) =>
  exampleBlock({ id, text }, 'timeline_entry', {
    timeline: {
      at: '2026-03-02T14:08:00.000Z',
      label: '14:08 UTC',
      sourceTypes: ['chat'],
      merged: 1,
      phase,
    },
    ...more,
  });

const folded = exampleBlock({ id: 'f-1', text: '14:09 UTC: Ada wrote: “ok”.' });

const fields = {
  sections: [
    {
      id: 'timeline',
      title: 'Timeline',
      blocks: [
        entry('t-1', 'impact', 'The incident started.'),
        entry('t-2', 'impact', '2 chat messages, 14:08–14:09 UTC.', {
          more: { label: 'Show 1', claims: folded.claims },
        }),
        entry('t-3', 'mitigated', 'The incident was mitigated.'),
      ],
    },
  ],
};

describe('timeline of a postmortem', () => {
  it('has a heading for each phase', async () => {
    await openPage({ fields });
    await screen.findByText('The incident started.');

    expect(
      screen
        .getAllByRole('heading', { level: 3 })
        .map(({ textContent }) => textContent),
    ).toEqual(expect.arrayContaining(['Impact began', 'Mitigated']));
  });

  it('has a heading for each day of a phase in a long incident, and names regions', async () => {
    const blocks = [
      ['t-1', 'impact', '2026-03-02', ['north']],
      ['t-2', 'impact', '2026-03-03', ['north', 'south']],
      ['t-3', 'mitigated', '2026-03-03', ['south']],
    ].map(([id, phase, day, regions]) =>
      entry(`${id}`, `${phase}`, `Entry ${id}.`, {
        timeline: {
          at: '2026-03-02T14:08:00.000Z',
          label: '14:08 UTC',
          sourceTypes: ['chat'],
          merged: 1,
          phase,
          day,
          regions,
        },
      }),
    );
    await openPage({
      fields: { sections: [{ id: 'timeline', title: 'Timeline', blocks }] },
    });
    await screen.findByText('Entry t-1.');

    expect(
      screen
        .getAllByRole('heading', { level: 4 })
        .map(({ textContent }) => textContent),
    ).toEqual(['2026-03-02', '2026-03-03', '2026-03-03']);
    expect(screen.getByText(/· north, south/)).toBeInTheDocument();
  });

  it('opens in place what is folded', async () => {
    await openPage({ fields });
    const button = await screen.findByRole('button', { name: 'Show 1' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByText(/“ok”/)).not.toBeInTheDocument();
    await userEvent.click(button);

    expect(button).toHaveAttribute('aria-expanded', 'true');
    const list = document.getElementById(
      button.getAttribute('aria-controls')!,
    )!;
    expect(within(list).getByText(/“ok”/)).toBeVisible();
  });

  it('is open where a link leads to a folded claim', async () => {
    await openPage({ fields, query: '?claim=f-1' });

    expect(
      await screen.findByRole('button', { name: 'Show 1' }),
    ).toHaveAttribute('aria-expanded', 'true');
  });
});
