import type {
  Postmortem,
  Verdict,
} from '@postmortems/backstage-plugin-postmortems-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeOpenAi, type Received } from './__testUtils__/FakeOpenAi';
import { isRepair, passagesOf } from './__testUtils__/prompts';
import { startBackend } from './__testUtils__/startBackend';

jest.setTimeout(60_000);

/** What each is, its text, and its verdicts where a template keeps all but contradicted claims. */
const LIES: [string, string, Verdict[]][] = [
  [
    'an invented cause',
    'OrderErrors fired at 14:07 UTC because the payment ledger was poisoned.',
    ['unverified'],
  ],
  [
    'an invented culprit',
    'Mallory poisoned the payment ledger on purpose, for undetermined motives.',
    ['unverified'],
  ],
  [
    'the service of another alert',
    'The alert OrderErrors fired for payments at 14:07 UTC.',
    [],
  ],
];

/** A log of another service that says what it is given. */
const logOf = (message: string) => ({
  id: 'log-2',
  sourceType: 'telemetry' as const,
  timestamp: '2026-03-02T14:08:00.000Z',
  metadata: { service: 'component:default/payments' },
  payload: { kind: 'log', level: 'error', message },
});

/** What evidence a model finds for its lie, and what it cites. */
const MODELS = {
  lying: {
    found: 'the ledger is closed for the day',
    cites: (quote: string) => quote === 'OrderErrors',
  },
  // Has planted its words in the evidence, and cites them with everything else
  hostile: { found: undefined, cites: () => true },
};

/** Answers with the lie, also when it is asked to repair it. */
const insistOn =
  (text: string, cites: (quote: string) => boolean) => (request: Received) => {
    const passages = passagesOf(request)
      .filter(({ quote }) => cites(quote))
      .map(({ id }) => id)
      .slice(0, 50);
    const sentence = { passages, text };
    return {
      content: JSON.stringify({
        sentences: [isRepair(request) ? { index: 0, ...sentence } : sentence],
      }),
    };
  };

const verdictsOf = ({ sections }: Postmortem, lie: string) =>
  sections
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ claims }) => claims)
    .filter(({ text }) => text === lie)
    .map(({ verdict }) => verdict);

/** False sentences that strangers wrote about other incidents. */
const STRANGERS: string[] = (
  JSON.parse(
    readFileSync(
      join(__dirname, '../../../bench/support/verifier/seen/claims.json'),
      'utf8',
    ),
  ) as { true: boolean; text: string }[]
)
  .filter(claim => !claim.true)
  .map(({ text }) => text)
  .slice(0, 32);

/** What the hostile model says that a sentence says: things that are true. */
const readingOf = (request: Received) => {
  const alert = passagesOf(request).find(
    ({ quote }) => quote === 'OrderErrors',
  );
  return [
    {
      type: 'alert',
      evidence: alert?.id ?? 'p1',
      name: 'OrderErrors',
      event: 'fired',
      service: 'checkout',
      severity: null,
      at: {
        at: '2026-03-02T14:07:00Z',
        precisionMs: 60_000,
        bound: 'exactly',
      },
    },
  ];
};

describe.each(['obedient', 'lying', 'hostile'] as const)(
  'false sentences of strangers, told by a model that is %s',
  name => {
    it('get no support, with a true reading or without', async () => {
      let next = 0;
      const api = await FakeOpenAi.start(request => {
        const passages = passagesOf(request)
          .slice(0, 50)
          .map(({ id }) => id);
        const count = isRepair(request) ? 0 : 8;
        const texts = STRANGERS.slice(next, next + count);
        next += count;
        return {
          content: JSON.stringify({
            sentences: texts.map(text => ({
              passages: name === 'lying' ? passages.slice(0, 1) : passages,
              text,
              assertions: name === 'obedient' ? null : readingOf(request),
              cause: null,
              effect: null,
            })),
          }),
        };
      });
      const backend = await startBackend(
        { baseUrl: api.baseUrl, model: name, maxRetries: 0 },
        'keep',
      );
      try {
        await backend.fill();
        const told = (await backend.write()).sections
          .flatMap(({ blocks }) => blocks)
          .filter(({ author }) => author.type === 'model')
          .flatMap(({ claims }) => claims);
        expect(told.length).toBeGreaterThan(0);
        expect(told.filter(({ verdict }) => verdict === 'supported')).toEqual(
          [],
        );
      } finally {
        await backend.stop();
        await api.stop();
      }
      expect(next).toBe(STRANGERS.length);
      expect(api.problems).toEqual([]);
    });
  },
);

describe.each(['lying', 'hostile'] as const)('a %s model', name => {
  const { found, cites } = MODELS[name];

  it.each(LIES)('gets no support for %s', async (_, lie, kept) => {
    const api = await FakeOpenAi.start(insistOn(lie, cites));
    const write = async (policy: 'drop' | 'keep') => {
      const backend = await startBackend(
        { baseUrl: api.baseUrl, model: name, maxRetries: 0 },
        policy,
      );
      try {
        await backend.fill({ more: [logOf(found ?? lie)] });
        return await backend.write();
      } finally {
        await backend.stop();
      }
    };
    try {
      const dropping = await write('drop');
      expect(verdictsOf(dropping, lie)).toEqual([]);
      expect(dropping.modelRun?.claims).toMatchObject({ kept: 0, dropped: 4 });
      const keeping = await write('keep');
      expect(new Set(verdictsOf(keeping, lie))).toEqual(new Set(kept));
      expect(keeping.modelRun?.claims.repaired).toBe(0);
      expect(keeping.rootCauseStatus).not.toBe('confirmed');
    } finally {
      await api.stop();
    }
    expect(api.problems).toEqual([]);
  });
});
