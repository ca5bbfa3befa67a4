/* eslint jest/expect-expect: ["warn", { "assertFunctionNames": ["expect*"] }] */
import type { Postmortem } from '@postmortems/backstage-plugin-postmortems-common';
import {
  FakeOpenAi,
  type Received,
  type Reply,
} from './__testUtils__/FakeOpenAi';
import {
  isJudging,
  isRepair,
  judgedOf,
  passagesOf,
  userOf,
} from './__testUtils__/prompts';
import { startBackend, type TestTemplate } from './__testUtils__/startBackend';

jest.setTimeout(20_000);

type Fill = Parameters<Awaited<ReturnType<typeof startBackend>>['fill']>[0];

const sectionOf = (request: Received) =>
  /Write (?:the |what |how )(summary|it meant|the cause|else)/.exec(
    userOf(request),
  )?.[1];
const idOf = (request: Received, words: string) =>
  passagesOf(request).find(({ quote }) => quote.includes(words))!.id;
const sentences = (...list: { passages: string[]; text: string }[]): Reply => ({
  content: JSON.stringify({ sentences: list }),
});
const nothing = sentences();

const blocksOf = ({ sections }: Postmortem, id: string) =>
  sections.find(section => section.id === id)!.blocks;
const textsOf = (document: Postmortem, id: string) =>
  blocksOf(document, id).flatMap(({ claims }) =>
    claims.map(({ text }) => text),
  );

/** A summary that code can check as a whole, and that holds. */
const truth = (request: Received) => ({
  passages: [idOf(request, 'OrderErrors')],
  text: 'The alert OrderErrors fired for checkout at 14:07 UTC.',
});
/** What the truth says, as data. */
const fired = (request: Received) => ({
  type: 'alert',
  evidence: idOf(request, 'OrderErrors'),
  name: 'OrderErrors',
  event: 'fired',
  service: 'checkout',
  severity: null,
  at: { at: '2026-03-02T14:07:00Z', precisionMs: 60_000, bound: 'exactly' },
});
/** The same with words that no code can check. */
const partlyChecked = (request: Received) => ({
  ...truth(request),
  text: 'The alert OrderErrors fired for checkout at 14:07 UTC, to the surprise of everybody.',
});

describe('OpenAiDraftingModel', () => {
  let api: FakeOpenAi | undefined;
  let backend: Awaited<ReturnType<typeof startBackend>> | undefined;
  const start = async (
    script: FakeOpenAi['script'],
    config: object = {},
    filled: Fill = {},
    template: TestTemplate = 'drop',
  ) => {
    api = await FakeOpenAi.start(script);
    backend = await startBackend(
      {
        baseUrl: api.baseUrl,
        apiKey: 'test-key',
        model: 'test-model',
        maxRetries: 2,
        ...config,
      },
      template,
    );
    await backend.fill(filled);
    return backend.write();
  };
  const stop = async () => {
    const problems = api?.problems ?? [];
    await backend?.stop();
    await api?.stop();
    backend = undefined;
    api = undefined;
    expect(problems).toEqual([]);
  };
  afterEach(stop);

  it('drafts claims that its passages support, and records author and cost', async () => {
    const document = await start(
      request =>
        sectionOf(request) === 'summary' ? sentences(truth(request)) : nothing,
      {
        price: {
          inputPerMillionTokens: 2,
          outputPerMillionTokens: 8,
          currency: 'USD',
        },
      },
    );
    const [block] = blocksOf(document, 'summary');
    expect(block.author).toEqual({
      type: 'model',
      name: 'openai',
      version: 'test-model',
    });
    expect(block.claims).toEqual([
      expect.objectContaining({
        text: 'The alert OrderErrors fired for checkout at 14:07 UTC.',
        verdict: 'supported',
      }),
    ]);
    expect(document.modelRun).toMatchObject({
      model: 'test-model',
      status: 'complete',
      claims: { kept: 1, repaired: 0, dropped: 0 },
      usage: { requests: 4, inputTokens: 4000, outputTokens: 400 },
      cost: { amount: (4000 * 2 + 400 * 8) / 1e6, currency: 'USD' },
      evidence: { total: 5 },
    });
    // The other sections are as they are computed
    expect(blocksOf(document, 'timeline').length).toBeGreaterThan(3);
    expect(api!.requests[0].headers.authorization).toBe('Bearer test-key');
    expect(api!.requests[0].path).toBe('/v1/chat/completions');
  });

  it('writes a section of the template that is for a model, from the evidence that feeds it', async () => {
    const asked = (request: Received) =>
      userOf(request).includes('Write the section “Detection”');
    const document = await start(
      request => {
        if (!asked(request)) return nothing;
        return sentences(truth(request), {
          ...truth(request),
          text: 'The alert OrderErrors fired for checkout at 14:37 UTC.',
        });
      },
      {},
      {},
      'custom',
    );
    const [request] = api!.requests.filter(asked);

    expect(textsOf(document, 'custom-detection')).toEqual([
      'The alert OrderErrors fired for checkout at 14:07 UTC.',
    ]);
    expect(blocksOf(document, 'custom-detection')[0].author.type).toBe('model');
    expect(userOf(request)).toContain('- How was it noticed?');
    expect(
      passagesOf(request)
        .map(({ source }) => source)
        .filter(source => source !== 'record' && source !== 'telemetry'),
    ).toEqual([]);
    expect(blocksOf(document, 'custom-lucky')).toEqual([]);
    expect(
      api!.requests.filter(one => userOf(one).includes('got lucky')),
    ).toEqual([]);
  });

  it('has a claim that failed verification repaired once, with the reasons', async () => {
    const wrong = (request: Received) => ({
      ...truth(request),
      text: 'The alert OrderErrors fired for checkout at 14:37 UTC.',
    });
    const document = await start(request => {
      if (isRepair(request)) {
        return {
          content: JSON.stringify({
            sentences: [{ index: 0, ...truth(request) }],
          }),
        };
      }
      return sectionOf(request) === 'summary'
        ? sentences(wrong(request))
        : nothing;
    });
    expect(textsOf(document, 'summary')).toEqual([
      'The alert OrderErrors fired for checkout at 14:07 UTC.',
    ]);
    expect(document.modelRun?.claims).toEqual({
      kept: 1,
      repaired: 1,
      dropped: 0,
    });
    const repair = api!.requests.find(request => isRepair(request))!;
    expect(userOf(repair)).toMatch(/14:37/);
    expect(userOf(repair)).toMatch(/"problems":\[".+"\]/);
  });

  it('is told what is wrong with an assertion, and has no support for a text that says more', async () => {
    const document = await start(
      request =>
        sectionOf(request) === 'summary' && !isRepair(request)
          ? {
              content: JSON.stringify({
                sentences: [
                  {
                    ...partlyChecked(request),
                    assertions: [{ type: 'guess' }, fired(request)],
                  },
                ],
              }),
            }
          : nothing,
      {},
      {},
      'keep',
    );
    const [claim] = blocksOf(document, 'summary')[0].claims;
    expect(claim).toMatchObject({
      verdict: 'unverified',
      reading: { by: 'model', assertions: [{ evidence: 'alert-1' }] },
    });
    expect(claim.reading!.leftOver.length).toBeGreaterThan(0);
    const repair = api!.requests.find(request => isRepair(request))!;
    expect(userOf(repair)).toContain('Assertion 0 is none');
  });

  it('names the evidence of a cause, whose ties are computed', async () => {
    const text =
      'Orders were rejected because checkout had been deployed without the field currency.';
    const document = await start(
      request => {
        if (sectionOf(request) !== 'the cause' || isRepair(request)) {
          return nothing;
        }
        const cause = idOf(request, '2.4.1');
        return {
          content: JSON.stringify({
            sentences: [
              {
                passages: [],
                text,
                assertions: null,
                cause,
                effect: idOf(request, 'OrderErrors'),
              },
            ],
          }),
        };
      },
      {},
      {},
      'keep',
    );
    const claim = blocksOf(document, 'rootCause')
      .flatMap(({ claims }) => claims)
      .find(one => one.text === text)!;
    expect(claim.verdict).toBe('unverified');
    expect(claim.spans).toHaveLength(2);
    const cause = claim.reading!.assertions.find(
      ({ type }) => type === 'candidateCause',
    );
    expect(cause).toMatchObject({
      origin: 'model',
      statement: text,
      cause: { evidence: claim.spans[0].evidenceId },
    });
    expect(document.rootCauseStatus).not.toBe('confirmed');
  });

  it('drops a claim that fails again, and keeps the deterministic summary', async () => {
    const document = await start(request => {
      const lie = {
        passages: [idOf(request, 'OrderErrors')],
        text: 'The outage cost 4,000,000 euros.',
      };
      if (isRepair(request)) {
        return {
          content: JSON.stringify({ sentences: [{ index: 0, ...lie }] }),
        };
      }
      return sectionOf(request) === 'summary' ? sentences(lie) : nothing;
    });
    expect(JSON.stringify(document.sections)).not.toContain('4,000,000');
    expect(blocksOf(document, 'summary')[0].author.type).toBe('deterministic');
    expect(document.modelRun).toMatchObject({
      claims: { kept: 0, dropped: 1 },
      dropped: [
        {
          section: 'summary',
          text: 'The outage cost 4,000,000 euros.',
          reasons: expect.arrayContaining([
            expect.stringContaining('4,000,000'),
          ]),
        },
      ],
    });
  });

  it('drops a claim that code can check only in part', async () => {
    const document = await start(request =>
      sectionOf(request) === 'summary' && !isRepair(request)
        ? sentences(partlyChecked(request))
        : nothing,
    );
    expect(textsOf(document, 'summary').join()).not.toContain('surprise');
    expect(document.modelRun?.dropped).toEqual([
      {
        section: 'summary',
        text: expect.stringContaining('surprise'),
        reasons: [expect.stringContaining('to the surprise of everybody')],
      },
    ]);
  });

  it('keeps a claim that code can check only in part as unverified when the template says so', async () => {
    const document = await start(
      request =>
        sectionOf(request) === 'summary' && !isRepair(request)
          ? sentences(partlyChecked(request))
          : nothing,
      {},
      {},
      'keep',
    );
    expect(blocksOf(document, 'summary')[0].claims).toEqual([
      expect.objectContaining({
        text: expect.stringContaining('surprise'),
        verdict: 'unverified',
      }),
    ]);
  });

  it('leaves a cause that only chat messages name to the one who wrote it', async () => {
    const document = await start(
      request => {
        const claim = {
          passages: [idOf(request, 'cosmic')],
          text: 'Orders failed because of cosmic rays.',
        };
        return isRepair(request)
          ? { content: JSON.stringify({ sentences: [] }) }
          : sentences(claim);
      },
      {},
      {
        withTrace: false,
        more: [
          {
            id: 'chat-2',
            sourceType: 'chat',
            timestamp: '2026-03-02T14:12:00.000Z',
            metadata: { service: 'component:default/checkout' },
            payload: {
              kind: 'message',
              author: { name: 'Ada' },
              text: 'Orders failed because of cosmic rays.',
            },
          },
        ],
      },
    );
    expect(document.rootCauseStatus).toBe('candidates');
    const told = ['summary', 'rootCause', 'contributingFactors', 'impact']
      .flatMap(id => blocksOf(document, id))
      .flatMap(({ author, claims }) =>
        claims.map(({ text }) => ({ author: author.type, text })),
      )
      .filter(({ text }) => text.includes('because of cosmic'));
    expect(told).not.toHaveLength(0);
    for (const { author, text } of told) {
      expect(author).toBe('deterministic');
      expect(text).toMatch(/Ada wrote|stated in chat/);
    }
  });

  it('sends no secrets and no names of people', async () => {
    const document = await start(() => nothing);
    const sent = JSON.stringify(api!.requests.map(({ body }) => body));
    expect(sent).not.toMatch(/hunter2|mei\.tan|Mei|example\.com|test-key/);
    expect(sent).toContain('rolling checkout back to 2.4.0');
    expect(document.modelRun?.redactions).toBeGreaterThanOrEqual(3);
  });

  /** A judge that objects to the sentence with these words. */
  const judge =
    (words: string) =>
    (request: Received): Reply => ({
      content: JSON.stringify({
        objections: judgedOf(request)
          .filter(({ text }) => text.includes(words))
          .map(({ index }) => ({
            index,
            objection: 'the log names another field',
          })),
      }),
    });
  const objection = expect.objectContaining({
    check: 'judge',
    outcome: 'failed',
    message: expect.stringContaining('another field'),
  });
  const causesOf = (document: Postmortem) =>
    blocksOf(document, 'rootCause').flatMap(({ claims }) => claims);
  const doubtedOf = (document: Postmortem) =>
    document.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap(({ claims }) => claims)
      .filter(({ reasons }) => reasons.some(({ check }) => check === 'judge'));

  it('lowers a verdict to unverified when the judge objects', async () => {
    const isFinding = ({ text }: { text: string }) =>
      text.startsWith('Found by');
    const plain = await start(() => nothing);
    expect(causesOf(plain).find(isFinding)?.verdict).toBe('supported');
    await stop();
    const doubted = await start(
      request => (isJudging(request) ? judge('Found by')(request) : nothing),
      { judge: true },
    );
    expect(doubtedOf(doubted)).toEqual([
      expect.objectContaining({
        text: causesOf(plain).find(isFinding)!.text,
        verdict: 'unverified',
        reasons: expect.arrayContaining([objection]),
      }),
    ]);
  });

  it('adds the objection of the judge to a possible cause', async () => {
    const doubted = await start(
      request =>
        isJudging(request) ? judge('Possible cause')(request) : nothing,
      { judge: true },
    );
    expect(doubtedOf(doubted)).toEqual([
      expect.objectContaining({
        verdict: 'unverified',
        reasons: expect.arrayContaining([
          expect.objectContaining({ check: 'judgement' }),
          objection,
        ]),
      }),
    ]);
  });

  it('has causes that the model wrote judged too', async () => {
    const document = await start(
      request => {
        if (isJudging(request)) return judge('sent no currency')(request);
        return sectionOf(request) === 'the cause' && !isRepair(request)
          ? sentences({
              passages: [idOf(request, 'currency is missing')],
              text: 'The new version sent no currency with its orders.',
            })
          : nothing;
      },
      { judge: true },
      {},
      'keep',
    );
    expect(doubtedOf(document)).toEqual([
      expect.objectContaining({
        text: 'The new version sent no currency with its orders.',
        verdict: 'unverified',
        reasons: expect.arrayContaining([objection]),
      }),
    ]);
  });

  describe('keeps the deterministic draft when the model', () => {
    let computed: string[][];
    const expectComputed = (document: Postmortem, message: RegExp) => {
      expect(document.modelRun).toMatchObject({
        status: 'failed',
        message: expect.stringMatching(message),
      });
      // The timeline has the time at which the trace was sent
      const drafted = document.sections
        .filter(({ id }) => id !== 'timeline')
        .flatMap(({ blocks }) => blocks)
        .map(({ author, claims }) => [
          author.type,
          ...claims.map(({ text, verdict }) => `${verdict}: ${text}`),
        ]);
      computed ??= drafted;
      expect(drafted.length).toBeGreaterThan(5);
      expect(drafted).toEqual(computed);
    };

    it.each<[string, Reply, RegExp, object]>([
      [
        'answers without JSON',
        { content: 'I think it was DNS.' },
        /schema/,
        {},
      ],
      [
        'answers another shape',
        { content: '{"sentences": "none"}' },
        /schema/,
        {},
      ],
      [
        'answers with too much',
        {
          content: JSON.stringify({
            sentences: Array.from({ length: 500 }, () => ({
              passages: ['p1'],
              text: 'x'.repeat(5000),
            })),
          }),
        },
        /schema/,
        {},
      ],
      [
        'is cut off',
        { content: '{"sentences": [', finishReason: 'length' },
        /cut off/,
        {},
      ],
      ['refuses', { refusal: 'I cannot help with that.' }, /refused/, {}],
      [
        'is stopped by a content filter',
        { content: 'no', finishReason: 'content_filter' },
        /filter/,
        {},
      ],
      ['sends no JSON at all', { raw: '<html>Bad gateway</html>' }, /.+/, {}],
      ['sends an answer without choices', { raw: '{}' }, /no answer/, {}],
      ['rejects the key', { status: 401 }, /401/, {}],
      ['is broken', { status: 500 }, /500/, { maxRetries: 0 }],
      [
        'is slow',
        { hang: true },
        /timed out|connection/i,
        { timeoutSeconds: 0.2, maxRetries: 0 },
      ],
    ])('%s', async (_, reply, message, config) => {
      expectComputed(await start(() => reply, config), message);
    });

    it('cannot be reached', async () => {
      api = await FakeOpenAi.start(() => nothing);
      const { baseUrl } = api;
      await api.stop();
      api = undefined;
      backend = await startBackend({ baseUrl, model: 'm', maxRetries: 0 });
      await backend.fill();
      expectComputed(await backend.write(), /connection/i);
    });
  });

  it('retries after rate limits and after an answer of the wrong shape', async () => {
    let limited = 0;
    const document = await start(request => {
      if (limited < 2) {
        limited += 1;
        return { status: 429, headers: { 'retry-after-ms': '10' } };
      }
      if (limited === 2) {
        limited += 1;
        return { content: 'Sure! Here it is:' };
      }
      return sectionOf(request) === 'summary'
        ? sentences(truth(request))
        : nothing;
    });
    expect(document.modelRun).toMatchObject({
      status: 'complete',
      claims: { kept: 1 },
    });
  });

  it('keeps the deterministic section when the model fails, and records it', async () => {
    const document = await start(request =>
      sectionOf(request) === 'summary' ? { refusal: 'no' } : nothing,
    );
    expect(document.modelRun).toMatchObject({
      status: 'partial',
      sections: expect.arrayContaining([
        {
          id: 'summary',
          status: 'failed',
          message: 'The model refused to answer',
        },
        { id: 'impact', status: 'none_kept' },
      ]),
    });
  });

  it('sends no secret to the model, and keeps none of an error', async () => {
    const password = ['Tr0ub', '4dor&', '3'].join('');
    const key = ['sk', '-proj-', 'a1B2c3D4e5F6g7H8i9J0k1L2'].join('');
    const document = await start(
      request =>
        isJudging(request) ? nothing : { refusal: `Incorrect key: ${key}` },
      {},
      {
        more: [
          {
            id: 'chat-secret',
            sourceType: 'chat',
            timestamp: '2026-03-02T14:11:00.000Z',
            metadata: { service: 'component:default/checkout' },
            payload: {
              kind: 'message',
              author: { name: 'Visitor' },
              text: `Orders fail after version 2.4.1, the admin password is ${password}`,
            },
          },
        ],
      },
    );
    const prompts = JSON.stringify(api!.requests);
    expect(prompts).toContain('the admin password is [removed: password]');
    expect(prompts).not.toContain(password);
    expect(JSON.stringify(document)).not.toContain(key);
  });

  it('keeps evidence and requests within the token budget', async () => {
    const more = Array.from({ length: 300 }, (_, index) => ({
      id: `noise-${index}`,
      sourceType: 'telemetry' as const,
      timestamp: '2026-03-02T14:20:00.000Z',
      metadata: { service: 'component:default/checkout' },
      payload: {
        kind: 'log',
        level: 'info',
        message: `cron job ${index} done ${'with nothing to tell '.repeat(15)}`,
      },
    }));
    const document = await start(
      () => nothing,
      { maxInputTokens: 4000 },
      { more },
    );
    const { offered, total } = document.modelRun!.evidence;
    expect(total).toBe(305);
    expect(offered).toBeGreaterThan(4);
    expect(offered).toBeLessThan(100);
    for (const request of api!.requests) {
      expect(userOf(request).length).toBeLessThan(4000 * 5);
      // What the draft cites comes before everything else
      expect(idOf(request, 'field currency is missing')).toBeDefined();
    }
    await stop();
    const capped = await start(() => nothing, { maxTotalTokens: 2500 });
    expect(capped.modelRun?.status).not.toBe('complete');
    expect(JSON.stringify(capped.modelRun)).toMatch(/budget of 2500 tokens/);
  });
});
