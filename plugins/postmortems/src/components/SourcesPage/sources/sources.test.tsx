import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleIncident } from '../../../__testUtils__/examples';
import {
  exampleSource,
  renderSourcesPage,
} from '../__testUtils__/renderSourcesPage';

describe('sources', () => {
  it('shows how each source is doing', async () => {
    await renderSourcesPage({
      listSources: async () => ({
        items: [
          exampleSource(),
          exampleSource({
            id: 'prometheus',
            health: 'failing',
            uploads: [],
            lastFailure: {
              at: '2026-03-02T14:08:00.000Z',
              activity: 'poll',
              message: 'Alertmanager cannot be reached',
            },
            deliveries: {
              waiting: 2,
              failed: 1,
              oldestWaitingAt: '2026-03-02T14:00:00.000Z',
            },
            evidence: {
              days: 30,
              taken: 10,
              known: 0,
              refused: 4,
              refusals: [{ reason: '/timestamp must be a time', nodes: 4 }],
            },
            nextPollAt: '2026-03-02T14:10:00.000Z',
          }),
        ],
      }),
    });
    const slack = await screen.findByRole('region', { name: 'slack' });
    expect(slack).toHaveTextContent('Healthy');
    expect(slack).toHaveTextContent('2026-03-02 14:07 UTC (delivery)');
    expect(slack).toHaveTextContent('median 240 ms, 95 % within 3 s');
    expect(slack).toHaveTextContent('1,200 taken, 5 already known, 0 refused');
    const prometheus = screen.getByRole('region', { name: 'prometheus' });
    expect(prometheus).toHaveTextContent('Failing');
    expect(prometheus).toHaveTextContent(
      '2026-03-02 14:08 UTC (poll): Alertmanager cannot be reached',
    );
    expect(prometheus).toHaveTextContent(
      '2 waiting, 1 failed, the oldest since 2026-03-02 14:00 UTC',
    );
    expect(prometheus).toHaveTextContent('/timestamp must be a time (4)');
    expect(prometheus).toHaveTextContent('Next poll2026-03-02 14:10 UTC');
  });

  it('shows a poll that does not end', async () => {
    await renderSourcesPage({
      listSources: async () => ({
        items: [
          exampleSource({
            health: 'hung',
            hung: { since: '2026-03-02T14:00:00.000Z', activity: 'poll' },
          }),
        ],
      }),
    });
    const slack = await screen.findByRole('region', { name: 'slack' });
    expect(slack).toHaveTextContent('Not finishing');
    expect(slack).toHaveTextContent('since 2026-03-02 14:00 UTC (poll)');
  });

  it('keeps what is known, and says so, when it cannot be read again', async () => {
    let calls = 0;
    await renderSourcesPage({
      listSources: async () => {
        calls += 1;
        if (calls > 1) throw new Error('The database is away');
        return { items: [exampleSource()] };
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Refresh' }),
    );
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'slack' })).toBeInTheDocument();
  });

  it('says what to install when there is no source', async () => {
    await renderSourcesPage({ listSources: async () => ({ items: [] }) });
    expect(
      await screen.findByText('No sources are installed'),
    ).toBeInTheDocument();
  });

  it('offers to try again when sources cannot be read', async () => {
    let calls = 0;
    await renderSourcesPage({
      listSources: async () => {
        calls += 1;
        if (calls === 1) throw new Error('The database is away');
        return { items: [exampleSource()] };
      },
    });
    expect(
      (await screen.findAllByText(/The database is away/))[0],
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'slack' }),
    ).toBeInTheDocument();
  });

  it('shows what the test of a connection found', async () => {
    const api = await renderSourcesPage({
      testSource: async () => ({
        ok: false,
        checks: [{ target: 'Slack', ok: false, message: 'refuses the token' }],
        tookMs: 20,
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Test connection' }),
    );
    expect(
      await screen.findByText(/· Slack: refuses the token/),
    ).toHaveTextContent('Failed · Slack: refuses the token');
    expect(api.testSource).toHaveBeenCalledWith('slack');
  });

  it('offers nothing that the source cannot do', async () => {
    await renderSourcesPage({
      listSources: async () => ({
        items: [
          exampleSource({ canTest: false, collects: false, webhook: false }),
        ],
      }),
    });
    const slack = await screen.findByRole('region', { name: 'slack' });
    expect(within(slack).queryByRole('button')).not.toBeInTheDocument();
  });

  it('shows what would be taken of a past window', async () => {
    const api = await renderSourcesPage({
      getIncident: async () =>
        exampleIncident({ services: ['component:default/checkout'] }),
      previewSource: async () => ({
        lookedFor: {
          incident: 'INC-7',
          title: 'Orders fail',
          services: ['component:default/checkout'],
          from: '2026-03-02T14:00:00.000Z',
          to: '2026-03-02T15:00:00.000Z',
        },
        places: [
          { name: '#inc-7', shared: false },
          { name: '#ops', shared: true },
        ],
        taken: 2,
        kinds: [
          {
            sourceType: 'chat',
            kind: 'message',
            nodes: 2,
            examples: [
              {
                id: 'slack/1',
                timestamp: '2026-03-02T14:05:00.000Z',
                service: 'checkout',
                sourceUrl: 'https://example.slack.com/1',
                payload: {
                  kind: 'message',
                  author: { name: 'Ada' },
                  text: 'Orders fail',
                },
              },
            ],
          },
        ],
        refused: 1,
        refusals: [{ reason: '/timestamp must be a time', nodes: 1 }],
        restricted: ['It has messages of #security.'],
        withheld: false,
        failure: '#ops was not read',
        tookMs: 900,
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try a past window' }),
    );
    const form = screen.getByRole('form', {
      name: 'Try a past window of slack',
    });
    expect(within(form).getByRole('button', { name: 'Try' })).toBeDisabled();
    await userEvent.type(
      within(form).getByRole('textbox', { name: /Incident key or channel/ }),
      '#INC-7',
    );
    expect(within(form).getByLabelText(/^From/)).toBeInTheDocument();
    expect(await within(form).findByText(/^Found: /)).toBeInTheDocument();
    // The window is that of the incident
    expect(within(form).queryByLabelText(/^From/)).not.toBeInTheDocument();
    await userEvent.click(within(form).getByRole('button', { name: 'Try' }));
    expect(
      await within(form).findByText('2 nodes would be taken'),
    ).toBeInTheDocument();
    expect(form).toHaveTextContent('INC-7: Orders fail');
    expect(form).toHaveTextContent(
      '#inc-7, #ops (only what names the incident or a service)',
    );
    expect(form).toHaveTextContent('Ada: Orders fail');
    expect(form).toHaveTextContent(
      '1 node would be refused: /timestamp must be a time (1)',
    );
    expect(form).toHaveTextContent('#ops was not read');
    expect(form).toHaveTextContent('It has messages of #security.');
    expect(
      within(form).getByRole('link', { name: /Open at the source/ }),
    ).toHaveAttribute('href', 'https://example.slack.com/1');
    expect(api.previewSource).toHaveBeenCalledWith('slack', {
      service: 'component:default/checkout',
      incident: 'INC-7',
      from: expect.any(String),
      to: expect.any(String),
    });
  });
});
