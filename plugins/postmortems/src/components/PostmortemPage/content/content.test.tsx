import type { Reading } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage } from '../__testUtils__/openPage';
import { exampleNode } from '../__testUtils__/postmortem';

const AT = '2026-03-02T14:10:00.000Z';

const readingOf = (evidence: string): Reading => ({
  by: 'renderer',
  leftOver: [],
  assertions: [
    {
      type: 'extreme',
      which: 'highest',
      series: { evidence, metric: 'error_rate' },
    },
  ],
});

const series = (id: string, payload: Record<string, unknown> = {}, part = {}) =>
  exampleNode(
    id,
    {
      kind: 'metric',
      metric: 'error_rate',
      unit: 'ratio',
      points: [
        ['2026-03-02T14:00:00.000Z', 0],
        [AT, 0.335],
      ],
      ...payload,
    } as never,
    part,
  );

const charts = () => screen.queryAllByRole('figure');

describe('charts in the document', () => {
  it('opens charts of the first five series of the impact', async () => {
    await openPage({
      claims: Array.from({ length: 7 }, (_, index) => ({
        id: `c-${index}`,
        text: `error_rate peaked in ${index}`,
        // The first two are about one series
        reading: readingOf(`m-${Math.max(1, index)}`),
      })),
      nodes: [1, 2, 3, 4, 5, 6].map(index => series(`m-${index}`)),
    });

    await screen.findByText('error_rate peaked in 6');
    const images = await screen.findAllByRole('img', {
      name: /^error_rate over time/,
    });

    expect(images).toHaveLength(5);
    expect(charts()).toHaveLength(5);
  });

  it('shows the window, unit and source of a series on request', async () => {
    await openPage({
      claims: [{ id: 'c-1', text: 'Something else' }],
      nodes: [
        series(
          'm-1',
          {},
          { sourceUrl: 'https://prometheus.example/graph?g0.expr=up' },
        ),
      ],
      fields: {
        sections: [
          {
            id: 'summary',
            title: 'Summary',
            blocks: [
              {
                id: 'b-1',
                type: 'paragraph',
                author: { type: 'deterministic', name: 'test', version: '1' },
                claims: [
                  {
                    id: 'c-1',
                    kind: 'summary',
                    text: 'error_rate peaked.',
                    spans: [],
                    verdict: 'supported',
                    reasons: [],
                    verifierVersion: '7',
                    reading: readingOf('m-1'),
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    const toggle = await screen.findByRole('button', {
      name: 'Show chart of error_rate',
    });
    expect(charts()).toHaveLength(0);
    await userEvent.click(toggle);

    const [chart] = await screen.findAllByRole('figure');
    expect(
      await within(chart).findByText(
        /^error_rate \(ratio\) · checkout · 2026-03-02 14:00–14:10 UTC/,
      ),
    ).toBeVisible();
    expect(
      within(chart).getByRole('link', { name: /Open in Prometheus/ }),
    ).toHaveAttribute('href', 'https://prometheus.example/graph?g0.expr=up');

    await userEvent.click(toggle);
    expect(charts()).toHaveLength(0);
  });

  it('offers no chart for a claim about no series', async () => {
    await openPage();
    await screen.findByText('The first claim');

    expect(
      screen.queryByRole('button', { name: /chart/ }),
    ).not.toBeInTheDocument();
  });
});

describe('contents of the document', () => {
  it('links to each section', async () => {
    await openPage();
    const contents = await screen.findByRole('navigation', {
      name: 'Contents',
    });

    expect(
      within(contents)
        .getAllByRole('link', { hidden: true })
        .map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['Impact', '#postmortem-section-impact'],
      ['Timeline', '#postmortem-section-timeline'],
      ['Action items', '#postmortem-section-actionItems'],
    ]);
  });
});

describe('link to a claim', () => {
  it('scrolls to the claim with which the page opens', async () => {
    const scrolled: unknown[] = [];
    jest
      .spyOn(Element.prototype, 'scrollIntoView')
      .mockImplementation(function scroll(this: Element) {
        scrolled.push(this.getAttribute('data-claim'));
      });
    await openPage({ query: '?claim=t-2' });
    await screen.findByRole('region', { name: 'Evidence for this claim' });

    expect(scrolled).toContain('t-2');
    jest.restoreAllMocks();
  });

  it('copies the address of the selected claim without filters', async () => {
    await openPage({ query: '?claim=t-2&attention=false' });
    const user = userEvent.setup();
    const copied = jest.fn();
    document.execCommand = () => {
      copied(document.getSelection()?.toString());
      return true;
    };
    await user.click(await screen.findByRole('button', { name: 'Copy link' }));

    expect(copied).toHaveBeenCalledWith(
      expect.stringMatching(/^http.*\?claim=t-2$/),
    );
    expect(await screen.findByText('Link copied')).toBeVisible();
  });
});

describe('what needs attention', () => {
  const seal = {
    evidenceId: 'evidence-seal',
    pointer: '/bySourceType/agent_trace',
    quote: '0',
  };

  it('lists a section that states only what is missing, with all that stands there', async () => {
    await openPage({
      claims: [
        { id: 'c-1', text: 'No investigation was recorded', spans: [seal] },
      ],
      query: '?attention=true',
    });

    expect(
      await screen.findByRole('heading', { name: 'Impact' }),
    ).toBeVisible();
    expect(screen.getByText('No investigation was recorded')).toBeVisible();
    expect(screen.getByText(/^Nothing stands here but/)).toBeVisible();
    expect(
      screen.queryByRole('heading', { name: 'Timeline' }),
    ).not.toBeInTheDocument();
  });

  it('counts sections without content among the key facts', async () => {
    await openPage({ claims: [] });

    expect(await screen.findByText('1 section without content')).toBeVisible();
    expect(
      screen.getByRole('checkbox', { name: 'Only what needs attention (1)' }),
    ).toBeInTheDocument();
  });

  it('says that nothing needs attention only where no section is empty', async () => {
    await openPage({ query: '?attention=true' });

    expect(await screen.findByText(/^All claims are supported/)).toBeVisible();
    expect(screen.queryByText(/without content/)).not.toBeInTheDocument();
  });
});

describe('text of claims', () => {
  it('shows controls of the direction of text, checked words or not', async () => {
    await openPage({
      claims: [
        { id: 'c-1', text: 'a\u202eb c' },
        {
          id: 'c-2',
          text: 'd e\u202ef',
          verdict: 'unverified',
          reading: {
            by: 'grammar',
            assertions: [],
            leftOver: [{ start: 2, end: 5 }],
          },
        },
      ],
    });
    expect(await screen.findByText(/a\[U\+202E\]b c/)).toBeVisible();
    expect(screen.getByTitle(/No code can check/)).toHaveTextContent(
      'e[U+202E]f',
    );
  });
});
