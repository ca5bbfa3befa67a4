import { createTestDatabases } from './__testUtils__/stores';
import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const MIB = 1024 * 1024;
const KEY = 'INC-42';
const incident = {
  key: KEY,
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
  resolvedAt: '2026-03-02T15:02:00Z',
};
const LONE = '\ud83d';

const node = (id: string, payload: object, fields: object = {}) => ({
  id,
  sourceType: 'telemetry',
  timestamp: '2026-03-02T14:10:00.000Z',
  payload,
  metadata: { service: 'checkout' },
  ...fields,
});
const message = (id: string, payload: object) =>
  node(id, { kind: 'message', ...payload }, { sourceType: 'chat' });

/** Evidence of which each once broke, or could break, what reads it. */
const extreme = [
  message('long-author', {
    author: { name: 'Ada '.repeat(10_000), id: 'U'.repeat(40_000) },
    text: 'I rolled back checkout to 2.4.0',
  }),
  message('pattern-author', {
    author: { name: '(a+)+$ [.*' },
    text: '(a+)+$ [.* says that checkout is down',
  }),
  message('astral-author', {
    author: { name: `${'x'.repeat(255)}😀` },
    text: 'done',
  }),
  message('broken-text', {
    author: { name: `Ada${LONE}` },
    text: `NUL \0 and half ${LONE} of a pair`,
    [`key\0`]: 1,
  }),
  message('no-text', { author: {}, text: '' }),
  node('long-label', {
    kind: 'alert',
    alertName: 'HighLatency',
    status: 'firing',
    labels: { pod: 'p'.repeat(MIB), ['l'.repeat(2000)]: 'x' },
    summary: 's '.repeat(100_000),
    description: 'd'.repeat(400_000),
  }),
  node('long-alert', {
    kind: 'alert',
    alertName: 'A'.repeat(40_000),
    status: 'firing',
    severity: 'critical'.repeat(1000),
  }),
  node('long-metric', {
    kind: 'metric',
    metric: 'm'.repeat(40_000),
    unit: 'u'.repeat(5000),
    points: Array.from({ length: 20_000 }, (_, index) => [
      new Date(Date.UTC(2026, 2, 2, 13, 0, index)).toISOString(),
      index,
    ]),
  }),
  node(
    'long-change',
    {
      kind: 'deployment',
      version: 'v'.repeat(40_000),
      previousVersion: 'w'.repeat(40_000),
      author: 'Mei Tan'.repeat(5000),
      description: 'change '.repeat(50_000),
    },
    { sourceType: 'deployment' },
  ),
  node('long-log', {
    kind: 'log',
    level: 'e'.repeat(9000),
    message: 'x y '.repeat(90_000),
  }),
  node('unknown', { kind: 'k'.repeat(5000), title: 't'.repeat(300_000) }),
  node(
    'long-metadata',
    { kind: 'event', reason: 'r'.repeat(9000), message: 'm' },
    {
      metadata: {
        service: 's'.repeat(5000),
        region: `r${LONE}`.repeat(500),
        correlationId: `c\0`.repeat(500),
      },
      sourceUrl: `https://example.com/${'a'.repeat(5000)}`,
    },
  ),
];

describe.each(databases.eachSupportedId())(
  'extreme fields on %p',
  databaseId => {
    it('are cut, marked and kept, and drafted, verified, edited and exported all the same', async () => {
      const backend = await startPostmortems({ databases, databaseId });
      const { api } = backend;
      const statuses: Record<string, number> = {};
      const note = <T extends { status: number }>(
        name: string,
        answer: T,
      ): T => {
        statuses[name] = answer.status;
        return answer;
      };
      note('open', await api.post('/incidents', incident));
      const sent = note(
        'evidence',
        await api.post(`/incidents/${KEY}/evidence`, { nodes: extreme }),
      );
      expect(sent.body).toMatchObject({ created: extreme.length, rejected: 0 });
      note(
        'trace',
        await api.post(`/incidents/${KEY}/traces`, {
          traceId: 'run-1',
          incidentId: KEY,
          steps: [
            {
              stepId: 's1',
              action: 'inspect_log',
              input: { pod: 'p'.repeat(300_000) },
              output: `NUL \0 and half ${LONE} of a pair`,
              validation: { passed: true, rule: 'r', explanation: `e${LONE}` },
              nextStep: null,
            },
          ],
          rootCauseHypothesis: null,
          supportingEvidence: [],
          contributingFactors: [],
        }),
      );
      const draft = note(
        'draft',
        await api.post(`/incidents/${KEY}/postmortems`, {}),
      );
      const id = draft.body.id;
      note(
        'verify',
        await api.post(`/incidents/${KEY}/claims/verify`, {
          claims: [
            {
              kind: 'timeline',
              text: 'Ada rolled back checkout to 2.4.0.',
              spans: [
                {
                  evidenceId: 'long-author',
                  pointer: '/text',
                  quote: 'I rolled back checkout to 2.4.0',
                },
              ],
            },
          ],
        }),
      );
      note(
        'regenerate',
        await api.post(`/postmortems/${id}/regenerate`, {}, asUser('ada')),
      );
      for (const path of [
        '/export',
        '/export?format=json',
        '/provenance',
        '/picture',
        '/seal',
      ]) {
        note(path, await api.get(`/postmortems/${id}${path}`));
      }
      for (const { id: evidenceId } of extreme) {
        note(
          evidenceId,
          await api.get(
            `/incidents/${KEY}/evidence/${encodeURIComponent(
              evidenceId,
            )}/statements`,
          ),
        );
      }
      const failed = Object.entries(statuses).filter(
        ([, status]) => status < 200 || status > 299,
      );
      expect(failed).toEqual([]);

      const list = await api.get(`/incidents/${KEY}/evidence?limit=100`);
      const stored = new Map(
        list.body.items.map((one: { id: string }) => [one.id, one]),
      );
      expect(stored.get('long-author')).toMatchObject({
        truncated: true,
        alteredFields: ['/payload/author/name', '/payload/author/id'],
      });
      expect(stored.get('long-label')).toMatchObject({ truncated: true });
      expect(stored.get('astral-author')).toMatchObject({
        payload: { author: { name: 'x'.repeat(255) } },
      });
      expect(stored.get('broken-text')).toMatchObject({
        truncated: false,
        payload: { text: 'NUL \ufffd and half \ufffd of a pair' },
      });
      await backend.stop();
    });
  },
);
