import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleNode } from '../__testUtils__/postmortem';
import { openPage } from '../__testUtils__/openPage';

/**
 * Opens the only claim over a payload and answers with the evidence beside it.
 */
async function evidenceOf(payload: JsonObject, pointer: string, quote: string) {
  await openPage({
    claims: [
      {
        id: 'c-1',
        text: 'The first claim',
        spans: [{ evidenceId: 'e-1', pointer, quote }],
      },
    ],
    nodes: [exampleNode('e-1', payload)],
  });
  await userEvent.click(
    await screen.findByRole('button', { name: /The first claim/ }),
  );
  const panel = await screen.findByRole('region', {
    name: 'Evidence for this claim',
  });
  await within(panel).findByText(/e-1/);
  return panel;
}

describe('PayloadView', () => {
  it('shows controls of the direction of text, and still marks the quote', async () => {
    const panel = await evidenceOf(
      {
        kind: 'message',
        author: { name: 'Ada\u202e' },
        text: 'open \u202egpj.exe\u202c now',
      },
      '/text',
      '\u202egpj.exe',
    );
    expect(panel).toHaveTextContent('Ada[U+202E]');
    expect(panel).toHaveTextContent('open [U+202E]gpj.exe[U+202C] now');
    expect(panel.querySelector('mark')).toHaveTextContent('[U+202E]gpj.exe');
    expect(panel.textContent).not.toMatch(/\p{Bidi_Control}/u);
  });

  it.each<[string, JsonObject, string, string]>([
    [
      'a chat message',
      { kind: 'message', author: { name: 'Ada' }, text: 'it is the pool' },
      '/text',
      'the pool',
    ],
    [
      'a note',
      {
        kind: 'note',
        text: 'we called the vendor',
        recordedBy: 'user:default/ada',
      },
      '/text',
      'the vendor',
    ],
    [
      'an alert',
      {
        kind: 'alert',
        alertName: 'Slow',
        status: 'firing',
        summary: 'too slow',
      },
      '/summary',
      'too slow',
    ],
    [
      'a log line',
      { kind: 'log', message: 'no connection' },
      '/message',
      'no connection',
    ],
    [
      'an event',
      { kind: 'event', reason: 'OOMKilled', message: 'pod was killed' },
      '/message',
      'was killed',
    ],
    [
      'a deployment',
      { kind: 'deployment', version: '2.4.1', previousVersion: '2.4.0' },
      '/version',
      '2.4.1',
    ],
    [
      'a step',
      {
        kind: 'step',
        traceId: 'run-1',
        stepId: 's1',
        action: 'inspect_log',
        input: {},
        output: { first: 'line "one" of the log' },
        validation: { passed: true, rule: 'r', explanation: 'e' },
        nextStep: null,
      },
      '/output/first',
      'line "one"',
    ],
    [
      'a shape that nobody described',
      { any: { deep: ['needle'] } },
      '/any/deep/0',
      'needle',
    ],
  ])('marks the quote in %s', async (_, payload, pointer, quote) => {
    const panel = await evidenceOf(payload, pointer, quote);

    const marks = [...panel.querySelectorAll('mark')].map(
      mark => mark.textContent,
    );
    expect(marks).toContain(
      pointer.startsWith('/output')
        ? JSON.stringify(quote).slice(1, -1)
        : quote,
    );
    expect(panel).toHaveTextContent('Reason of c-1');
    expect(panel).toHaveTextContent('Verifier version 7');
    // Parts of a payload are no landmarks: there may be many, and several of
    // one name
    expect(within(panel).queryByRole('region')).not.toBeInTheDocument();
  });

  it('lists the fields of a shape that nobody described, and its records as a table', async () => {
    const panel = await evidenceOf(
      {
        kind: 'ticket',
        status: 'open',
        customers: [
          { name: 'Nord', orders: 12 },
          { name: 'Süd', orders: 3 },
        ],
      },
      '/customers/1/orders',
      '3',
    );

    expect(within(panel).getByText('status')).toBeVisible();
    expect(
      within(panel)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual(['nameorders', 'Nord12', 'Süd3']);
    expect(panel.querySelector('mark')).toHaveTextContent('3');
  });

  it.each([
    ['https://grafana.example/d/checkout', 1],
    [`${'java'}script:alert(1)`, 0],
  ])('links an alert to the dashboard %s: %d', async (dashboardUrl, count) => {
    const panel = await evidenceOf(
      { kind: 'alert', alertName: 'Slow', status: 'firing', dashboardUrl },
      '/alertName',
      'Slow',
    );

    expect(
      within(panel).queryAllByRole('link', { name: /Open the dashboard/ }),
    ).toHaveLength(count);
  });

  it('shows who added a note', async () => {
    const panel = await evidenceOf(
      { kind: 'note', text: 'a call', recordedBy: 'user:default/ada' },
      '/text',
      'a call',
    );

    expect(panel).toHaveTextContent('Added by');
    expect(
      within(panel)
        .getAllByRole('link')
        .map(link => link.getAttribute('href')),
    ).toContain('/catalog/default/user/ada');
  });

  it('shows a metric as a chart and as a table', async () => {
    const panel = await evidenceOf(
      {
        kind: 'metric',
        metric: 'error_rate',
        unit: 'ratio',
        points: [
          ['2026-03-02T14:00:00.000Z', 0.01],
          ['2026-03-02T14:05:00.000Z', 0.34],
        ],
      },
      '/points/1/1',
      '0.34',
    );

    expect(
      within(panel).getByRole('img', { name: 'error_rate over time' }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(panel).getByRole('button', { name: /as table/ }),
    );
    const rows = within(panel).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'Time (UTC)Value',
      '14:00:000.01',
      '14:05:000.34',
    ]);
    expect(panel.querySelector('mark')).toHaveTextContent('0.34');
  });

  it('shows hostile evidence as plain text', async () => {
    const hostile = '<img src=x onerror="alert(1)"><b>bold</b>';
    const panel = await evidenceOf(
      {
        kind: 'deployment',
        version: '1',
        description: hostile,
        diffUrl: `${'java'}script:alert(1)`,
      },
      '/description',
      '<b>bold</b>',
    );

    expect(panel).toHaveTextContent(hostile);
    expect(panel.querySelector('img, b, a[href^="java"]')).toBeNull();
    expect(panel.querySelector('mark')).toHaveTextContent('<b>bold</b>');
  });
});
