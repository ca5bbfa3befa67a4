import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(30_000);

const at = (minute: number) => `2026-03-02T14:0${minute}:00Z`;
const ada = asUser('ada');

/** Verdicts on sentences that cite one series of a share of 0.37. */
async function verdicts(payload: object, texts: string[]) {
  const { api, stop } = await startPostmortems();
  await api.post(
    '/incidents',
    {
      key: 'INC-1',
      title: 'Ledger rejects bookings',
      severity: 'sev3',
      services: ['component:default/checkout'],
      startedAt: at(0),
    },
    ada,
  );
  const { body: stored } = await api.post(
    '/incidents/INC-1/evidence',
    {
      nodes: [
        {
          id: 'series',
          sourceType: 'telemetry',
          timestamp: at(9),
          metadata: { service: 'component:default/checkout' },
          payload: { kind: 'metric', metric: 'error_rate', ...payload },
        },
      ],
    },
    ada,
  );
  expect(stored.created).toBe(1);
  const { body } = await api.post(
    '/incidents/INC-1/claims/verify',
    {
      claims: texts.map(text => ({
        kind: 'impact',
        text,
        spans: [
          { evidenceId: 'series', pointer: '/points/1/1', quote: '0.37' },
        ],
      })),
    },
    ada,
  );
  await stop();
  return body.results.map((result: { verdict: unknown }) => result.verdict);
}

const points = [
  [at(0), 0.002],
  [at(5), 0.37],
];
const sentences = [
  'The error rate of checkout rose to 37 %.',
  'The error rate of checkout rose to 0.37 %.',
];

describe('units', () => {
  it('that nobody stated verify no per cent, in either reading', async () => {
    const found = await verdicts({ points }, sentences);
    expect(found).not.toContain('supported');
  });

  it('that are stated do', async () => {
    const texts = points.map(([time, value]) => [time, `${value}`]);
    const found = await verdicts({ points: texts, unit: 'ratio' }, sentences);
    expect(found).toEqual(['supported', 'contradicted']);
  });
});
