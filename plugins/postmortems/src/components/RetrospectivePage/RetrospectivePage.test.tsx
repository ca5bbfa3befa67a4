import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type {
  EvidenceNode,
  JsonObject,
  PostmortemsApi,
} from '@postmortems/backstage-plugin-postmortems-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exampleIncident, rulesBroken } from '../../__testUtils__/examples';
import { fakePostmortemsApi } from '../../__testUtils__/fakePostmortemsApi';
import { postmortemsApiRef } from '../../api/postmortemsApiRef';
import { PostmortemsPage } from '../../plugin';
import { Route, Routes } from '../../routing';
import {
  exampleDocument,
  exampleGraph,
  exampleNode,
  exampleSeal,
  exampleActionItem,
  exampleTrace,
  type ExampleClaim,
} from './__testUtils__/document';

// jsdom lays nothing out
Object.assign(SVGElement.prototype, {
  getBBox: () => ({ x: 0, y: 0, width: 100, height: 20 }),
});

async function open(
  options: {
    claims?: ExampleClaim[];
    nodes?: EvidenceNode[];
    fields?: Record<string, unknown>;
    query?: string;
    api?: Partial<PostmortemsApi>;
  } = {},
) {
  const { claims = [{ id: 'c-1', text: 'The first claim' }], nodes = [] } =
    options;
  const api = fakePostmortemsApi({
    getRetrospective: async () => exampleDocument(claims, options.fields),
    getIncident: async () => exampleIncident(),
    listEvidence: async () => ({ items: nodes, pageInfo: {} }),
    getSeal: async () => exampleSeal,
    listTraces: async () => ({ items: [exampleTrace] }),
    getProvenance: async () => exampleGraph,
    ...options.api,
  });
  await renderInTestApp(
    <TestApiProvider apis={[[postmortemsApiRef, api]]}>
      <Routes>
        <Route path="/postmortems/*" element={<PostmortemsPage />} />
      </Routes>
    </TestApiProvider>,
    {
      routeEntries: [`/postmortems/retro-1${options.query ?? ''}`],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return api;
}

/** Opens the only claim over a payload and answers with the evidence beside it. */
async function evidenceOf(payload: JsonObject, pointer: string, quote: string) {
  await open({
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
    name: 'Evidence of the sentence',
  });
  await within(panel).findByText(/e-1/);
  return panel;
}

describe('postmortem page', () => {
  it('shows the document with its sections, and why the template was chosen', async () => {
    const api = await open();

    expect(
      await screen.findByRole('heading', { name: 'Impact' }),
    ).toBeInTheDocument();
    expect(api.getRetrospective).toHaveBeenCalledWith('retro-1');
    expect(screen.getByText(/The alert CheckoutErrors fired/)).toBeVisible();
    expect(screen.getByText(/A replay raises an alert/)).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Why this template?' }),
    );
    expect(
      screen.getByText('component:default/checkout names none'),
    ).toBeVisible();
  });

  it.each<[string, JsonObject, string, string]>([
    [
      'a chat message',
      { kind: 'message', author: { name: 'Ada' }, text: 'it is the pool' },
      '/text',
      'the pool',
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
    expect(panel).toHaveTextContent('verifier version 7');
  });

  it('shows a metric as a chart with the same as a table', async () => {
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
      within(panel).getByRole('button', { name: /as a table/ }),
    );
    const rows = within(panel).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'Time (UTC)Value',
      '14:00:000.01',
      '14:05:000.34',
    ]);
    expect(panel.querySelector('mark')).toHaveTextContent('0.34');
  });

  it('shows hostile evidence as the text that it is', async () => {
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

  it('shows what the system itself answers for', async () => {
    await open({
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

    expect(
      await screen.findByText('Incident record, as it was sealed'),
    ).toBeVisible();
  });

  it('says when evidence is not there', async () => {
    await open({
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
      await screen.findByText('This evidence is not there.'),
    ).toBeVisible();
  });

  it('is reached and left with the keyboard', async () => {
    await open({ nodes: [exampleNode('e-1', { kind: 'log', message: 'm' })] });
    const claim = await screen.findByRole('button', {
      name: /The first claim/,
    });
    claim.focus();
    await userEvent.keyboard('{Enter}');

    const panel = await screen.findByRole('region', {
      name: 'Evidence of the sentence',
    });
    expect(claim).toHaveAttribute('aria-expanded', 'true');
    expect(panel).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(panel).not.toBeInTheDocument());
  });

  it('shows only what needs attention on request', async () => {
    await open({
      claims: [
        { id: 'c-1', text: 'A true claim' },
        { id: 'c-2', text: 'A doubtful claim', verdict: 'unsupported' },
      ],
    });
    await userEvent.click(await screen.findByRole('checkbox'));

    expect(screen.getByText('A doubtful claim')).toBeVisible();
    expect(screen.getByText('Not supported')).toBeVisible();
    expect(screen.queryByText('A true claim')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('heading', { name: 'Timeline' }),
    ).not.toBeInTheDocument();
  });

  it('says that the cause is undetermined', async () => {
    await open({ fields: { rootCauseStatus: 'undetermined' } });

    expect(await screen.findByRole('note')).toHaveTextContent(
      'The cause is undetermined',
    );
  });

  it('filters the timeline by source and by words', async () => {
    await open({ query: '?view=timeline' });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Telemetry' }),
    );
    expect(screen.queryByText(/CheckoutErrors/)).not.toBeInTheDocument();
    expect(screen.getByText('1 of 2 entries')).toBeVisible();
    await userEvent.type(screen.getByRole('searchbox'), 'nothing like it');

    expect(screen.getByText('Nothing matches.')).toBeVisible();
  });

  it('shows dead ends of the investigation as ruled out', async () => {
    await open({ query: '?view=investigation' });

    expect(await screen.findByText('Ruled out')).toBeVisible();
    expect(screen.getByText('The database is down')).toBeVisible();
    expect(screen.getByText('The investigation names no cause.')).toBeVisible();
  });

  it('shows where one sentence comes from, and nothing else', async () => {
    await open({ query: '?view=provenance&claim=c-1' });

    await screen.findByRole('region', { name: 'Provenance graph' });
    const list = screen.getByRole('list', { name: 'The same as a list' });
    const items = within(list).getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      'The first claim cites a quote',
      'a quote is quoted from e-1',
    ]);
    expect(screen.queryByText('Another claim')).not.toBeInTheDocument();
  });

  it('writes the document again, and says when nothing changed', async () => {
    const api = await open({
      api: {
        createRetrospective: async () =>
          exampleDocument([{ id: 'c-9', text: 'A new claim' }], {
            revision: 3,
          }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write again' }),
    );

    expect(await screen.findByText('A new claim')).toBeVisible();
    expect(api.createRetrospective).toHaveBeenCalledWith('INC-7', {});
  });

  it('says in words which rules are broken', async () => {
    const broken = await rulesBroken([
      { rule: 'seal.root', message: 'The evidence is not what was sealed' },
    ]);
    await open({
      api: {
        createRetrospective: async () => {
          throw broken;
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write again' }),
    );

    expect(
      await screen.findByText('The evidence is not what was sealed'),
    ).toBeInTheDocument();
  });

  it('can be tried again when it does not load', async () => {
    let attempts = 0;
    await open({
      api: {
        getRetrospective: async () => {
          attempts += 1;
          if (attempts === 1) throw new Error('out of reach');
          return exampleDocument([{ id: 'c-1', text: 'The first claim' }]);
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );

    expect(await screen.findByText('The first claim')).toBeVisible();
  });

  it('takes a person’s words, and vouching for them', async () => {
    const api = await open({
      query: '?claim=c-1',
      api: {
        editBlock: async () =>
          exampleDocument([{ id: 'c-9', text: 'My own words' }], {
            revision: 3,
          }),
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit' }));
    const field = screen.getByRole('textbox', { name: 'Sentence 1' });
    await userEvent.clear(field);
    await userEvent.type(field, 'My own words');
    await userEvent.click(screen.getByRole('checkbox', { name: /I vouch/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));

    expect(api.editBlock).toHaveBeenCalledWith('retro-1', 'block-c-1', {
      baseRevision: 2,
      claims: [
        { text: 'My own words', kind: 'impact', spans: [], attest: true },
      ],
    });
    expect(
      await screen.findByRole('button', { name: /My own words/ }),
    ).toBeVisible();
  });

  it('offers the role in place of a name, and takes it with one click', async () => {
    const api = await open({
      claims: [
        {
          id: 'c-1',
          text: 'Mei Tan restarted it.',
          concerns: [
            {
              rule: 'personal_identifier',
              quote: 'Mei Tan',
              message: '“Mei Tan” names a person',
              replacement: 'the payments on-call',
            },
          ],
        },
      ],
      query: '?claim=c-1',
      api: { editBlock: async () => exampleDocument([]) },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /the payments on-call/ }),
    );

    expect(api.editBlock).toHaveBeenCalledWith(
      'retro-1',
      'block-c-1',
      expect.objectContaining({
        claims: [
          expect.objectContaining({
            text: 'the payments on-call restarted it.',
          }),
        ],
      }),
    );
  });

  it('says why it cannot be approved', async () => {
    const broken = await rulesBroken([
      {
        rule: 'root_cause.evidence_required',
        message: 'The root cause is unsupported',
      },
    ]);
    await open({
      fields: { status: 'in_review' },
      api: {
        transition: async () => {
          throw broken;
        },
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    expect(screen.getByRole('button', { name: 'Confirm' })).toBeDisabled();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Reason' }),
      'looks good',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Confirm' }));

    expect(
      await screen.findByText('The root cause is unsupported'),
    ).toBeInTheDocument();
  });

  it('shows what has changed under a published document', async () => {
    const document = exampleDocument(
      [{ id: 'c1', text: 'It lasted 35 minutes.', verdict: 'contradicted' }],
      {
        status: 'published',
        revision: 3,
        vouchedRevision: 2,
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
    );
    await open({ api: { getRetrospective: async () => document } });
    const note = await screen.findByText(/since people stood by revision 2/);
    const list = note.parentElement!;
    expect(list).toHaveTextContent('Supported is now Contradicted');
    await userEvent.click(
      within(list).getByRole('button', { name: 'It lasted 35 minutes.' }),
    );
    expect(await screen.findByText('Reason of c1')).toBeInTheDocument();
  });

  it('says what a model did, and which of its sentences did not stand', async () => {
    const document = exampleDocument([{ id: 'c1', text: 'It rose.' }], {
      modelRun: {
        synthesiser: 'openai',
        model: 'test-model',
        status: 'partial',
        message: 'The model refused to answer',
        sections: [],
        sentences: { kept: 3, repaired: 1, dropped: 1 },
        dropped: [
          {
            section: 'summary',
            text: 'It cost a million.',
            reasons: ['No cited place says 1,000,000'],
          },
        ],
        evidence: { offered: 40, keptBack: 2, total: 120 },
        redactions: 5,
        usage: { requests: 5, inputTokens: 9000, outputTokens: 500 },
        cost: { amount: 0.0123, currency: 'USD' },
        durationMs: 4200,
      },
    });
    await open({ api: { getRetrospective: async () => document } });
    const summary = await screen.findByText(
      /test-model: 3 of its sentences stood, 1 did not/,
    );
    await userEvent.click(
      within(summary).getByRole('button', { name: 'Details' }),
    );
    expect(summary).toHaveTextContent('refused to answer');
    expect(summary).toHaveTextContent('40 of 120 pieces of evidence');
    expect(summary).toHaveTextContent('9,500 tokens');
    expect(summary).toHaveTextContent('0.0123 USD');
    expect(summary).toHaveTextContent('No cited place says 1,000,000');
  });

  it('lets people decide on an action item, with hints at vague words', async () => {
    const record = {
      ...exampleActionItem,
      retrospectiveId: 'retro-1',
      incidentKey: 'INC-7',
      version: 4,
      createdBy: 'postmortems',
      createdAt: '2026-03-02T14:10:00.000Z',
      updatedAt: '2026-03-02T14:10:00.000Z',
    };
    const api = await open({
      api: {
        listActionItems: async () => ({ items: [record], pageInfo: {} }),
        patchActionItem: async () => ({ ...record, state: 'open' as const }),
        createActionItem: async () => record,
      },
    });
    await userEvent.selectOptions(
      await screen.findByRole('combobox', { name: 'State' }),
      'Open',
    );
    expect(api.patchActionItem).toHaveBeenCalledWith('retro-1', record.id, {
      version: 4,
      state: 'open',
    });

    await userEvent.click(
      screen.getByRole('button', { name: `Edit “${record.title}”` }),
    );
    const form = screen.getByRole('form', { name: record.title });
    const title = within(form).getByRole('textbox', {
      name: /What is to be done/,
    });
    await userEvent.clear(title);
    await userEvent.type(title, 'Improve the pool of checkout');
    expect(form).toHaveTextContent('a word that nobody can finish');
    await userEvent.clear(title);
    await userEvent.type(title, 'Raise the pool of checkout{Enter}');
    expect(api.patchActionItem).toHaveBeenLastCalledWith(
      'retro-1',
      record.id,
      expect.objectContaining({
        version: 4,
        title: 'Raise the pool of checkout',
      }),
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Add an action item' }),
    );
    const added = screen.getByRole('form', { name: 'Add an action item' });
    await userEvent.type(
      within(added).getByRole('textbox', { name: /What is to be done/ }),
      'Alert on a full pool',
    );
    await userEvent.type(
      within(added).getByRole('textbox', { name: /Done when/ }),
      'An alert fires within 2 minutes',
    );
    await userEvent.click(within(added).getByRole('button', { name: 'Save' }));
    expect(api.createActionItem).toHaveBeenCalledWith('retro-1', {
      title: 'Alert on a full pool',
      type: 'prevent',
      priority: 'medium',
      endState: 'An alert fires within 2 minutes',
    });
  });
});
