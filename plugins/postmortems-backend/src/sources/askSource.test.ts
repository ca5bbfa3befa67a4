import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type Incident,
  sourceReadPermission,
  sourceTestPermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  type EvidenceSource,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { previewSource } from './previewSource';
import { SourceQuestions } from './SourceQuestions';
import { testSource } from './testSource';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const root = asUser('root');
const stopping = new AbortController().signal;
const policy = { permission: { enabled: true } };
const query = {
  service: 'component:default/checkout',
  from: '2026-03-02T14:00:00.000Z',
  to: '2026-03-02T15:00:00.000Z',
};
const PATH = `/sources/chat/preview?${new URLSearchParams(query)}`;

const message = (id: string, rest: object = {}) => ({
  id,
  sourceType: 'chat' as const,
  timestamp: '2026-03-02T14:02:00.000Z',
  payload: {
    kind: 'message',
    author: { name: 'Ada' },
    text: `down, password=hunter2hunter2 ${'x'.repeat(10_000)}`,
  },
  metadata: { service: 'checkout' },
  ...rest,
});

/** Collects four messages, one of them twice, a metric, and what is no evidence. */
const chat = (more: Partial<EvidenceSource> = {}): EvidenceSource => ({
  id: 'chat',
  collect: async ({ addEvidence, restrict }) => {
    await restrict('It has messages of #security.');
    await addEvidence(['1', '2', '3', '4', '1'].map(id => message(id)));
    return [
      message('5', { sourceType: 'telemetry', payload: { kind: 'metric' } }),
      message('6', { timestamp: 'yesterday' }),
    ];
  },
  ...more,
});

const denying = (...names: string[]) => {
  const decide = async (requests: { permission: { name: string } }[]) =>
    requests.map(({ permission }) => ({
      result: names.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }));
  return { authorize: decide, authorizeConditional: decide } as object;
};

describe('previewSource', () => {
  it('tells by kind what would be taken, with masked examples, and stores nothing', async () => {
    const knex = await databases.init('SQLITE_3');
    const asked: object[] = [];
    const { api, stop } = await startPostmortems({
      knex,
      config: policy,
      sources: [
        chat({
          collect: async options => {
            asked.push(options);
            return chat().collect!(options);
          },
        }),
      ],
    });
    const before = await rowCounts(knex);
    const { status, body } = await api.get(PATH, root);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      taken: 5,
      refused: 1,
      refusals: [{ reason: expect.stringMatching(/^\/timestamp/), nodes: 1 }],
      restricted: ['It has messages of #security.'],
      withheld: false,
      kinds: [
        { sourceType: 'chat', kind: 'message', nodes: 4 },
        { sourceType: 'telemetry', kind: 'metric', nodes: 1 },
      ],
    });
    const [{ examples }] = body.kinds;
    expect(examples).toHaveLength(3);
    const text = JSON.stringify(examples[0].payload);
    expect(text).not.toContain('hunter2');
    expect(text.length).toBeLessThan(5_000);
    expect(asked).toMatchObject([
      {
        dryRun: true,
        incident: { services: [query.service], startedAt: query.from },
        window: {
          from: new Date(query.from),
          to: new Date(query.to),
          changesFrom: new Date(query.from),
        },
      },
    ]);
    expect(await rowCounts(knex)).toEqual(before);
    await stop();
  });

  it('hides examples that few may see while no policy says who may', async () => {
    const { api, stop } = await startPostmortems({ sources: [chat()] });
    const { body } = await api.get(PATH, root);
    expect(body).toMatchObject({ taken: 5, withheld: true });
    expect(body.kinds[0]).toMatchObject({ nodes: 4, examples: [] });
    expect(JSON.stringify(body)).not.toContain('#security');
    await stop();
  });

  describe('of an incident that is named', () => {
    const incident = {
      key: 'INC-7',
      title: 'Orders fail',
      severity: 'sev2',
      services: ['component:default/orders'],
      startedAt: query.from,
      resolvedAt: query.to,
    };
    const start = async (config: object) => {
      const asked: { incident: Incident; window: object }[] = [];
      const backend = await startPostmortems({
        config,
        sources: [
          chat({
            collect: async options => {
              asked.push(options);
              options.onPlace?.({
                name: '#inc-7',
                shared: false,
                restricted: false,
              });
              options.onPlace?.({
                name: '#board',
                shared: true,
                restricted: true,
              });
              return [];
            },
          }),
        ],
      });
      return { ...backend, asked };
    };

    it('looks for that one, and tells where the source looked', async () => {
      const { api, asked, stop } = await start(policy);
      await api.post('/incidents', incident, root);
      const { body } = await api.get(`${PATH}&incident=INC-7`, root);
      expect(asked[0].incident).toMatchObject({
        key: 'INC-7',
        services: [query.service, 'component:default/orders'],
      });
      expect(asked[0].window).toEqual({
        changesFrom: new Date('2026-03-01T14:00:00.000Z'),
        from: new Date('2026-03-02T12:00:00.000Z'),
        to: new Date('2026-03-02T16:00:00.000Z'),
      });
      expect(body).toMatchObject({
        lookedFor: {
          incident: 'INC-7',
          title: 'Orders fail',
          from: '2026-03-02T12:00:00.000Z',
          to: '2026-03-02T16:00:00.000Z',
        },
        places: [
          { name: '#inc-7', shared: false },
          { name: '#board', shared: true },
        ],
      });
      await stop();
    });

    it('looks no further than now while it goes on', async () => {
      const { api, asked, stop } = await start(policy);
      const open = { ...incident, resolvedAt: undefined };
      await api.post('/incidents', open, root);
      await api.get(`${PATH}&incident=INC-7`, root);
      const [{ window }] = asked as { window: { to: Date } }[];
      expect(window.to.getTime()).toBeLessThanOrEqual(Date.now());
      await stop();
    });

    it('looks for a made-up one of this name when there is none', async () => {
      const { api, asked, stop } = await start(policy);
      const { body } = await api.get(`${PATH}&incident=incident-db`, root);
      expect(asked[0].incident).toMatchObject({
        key: 'incident-db',
        services: [query.service],
      });
      expect(body.lookedFor.incident).toBe('incident-db');
      expect(body.lookedFor.title).toBeUndefined();
      await stop();
    });

    it('names no private place while no policy says who may see it', async () => {
      const { api, stop } = await start({});
      const { body } = await api.get(`${PATH}&incident=INC-7`, root);
      expect(body.places).toEqual([{ name: '#inc-7', shared: false }]);
      await stop();
    });

    it('does not look for one that the caller may not see', async () => {
      const { api, asked, stop } = await start(policy);
      const hidden = { ...incident, visibility: 'private' };
      await api.post('/incidents', hidden, asUser('ada'));
      const { status } = await api.get(`${PATH}&incident=INC-7`, root);
      expect(status).toBe(404);
      expect(asked).toEqual([]);
      await stop();
    });
  });

  const preview = (collect: EvidenceSource['collect'], timeoutMs?: number) =>
    previewSource({ id: 'chat', collect }, query, {
      maxPayloadBytes: 256 * 1024,
      stopping,
      withRestricted: true,
      timeoutMs,
    });

  it('tells what was read when only some could be', async () => {
    const partial = await preview(async ({ addEvidence }) => {
      await addEvidence([message('1')]);
      throw new PartialEvidenceError('the second page failed', [message('2')]);
    });
    expect(partial).toMatchObject({
      lookedFor: {
        services: [query.service],
        from: query.from,
        to: query.to,
      },
      places: [],
      taken: 2,
      failure: 'the second page failed',
    });
  });

  it('aborts what still runs of it once it has ended', async () => {
    const signals: AbortSignal[] = [];
    await preview(async ({ signal }) => {
      signals.push(signal);
      return [];
    });
    expect(signals).toMatchObject([{ aborted: true }]);
  });

  it('ends in time with a source that does not heed the signal', async () => {
    const begun = Date.now();
    const late = await preview(async ({ addEvidence }) => {
      await addEvidence([message('1')]);
      return new Promise(() => {});
    }, 50);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(late).toMatchObject({
      taken: 1,
      failure: 'Not everything was read within 0.05 s',
    });
  });

  it.each([
    ['of more than a week', { from: '2026-01-02T14:00:00.000Z' }],
    ['that ends before it begins', { to: '2026-03-02T13:00:00.000Z' }],
    ['of something that is no service', { service: 'checkout' }],
  ])('rejects a window %s', async (_, odd) => {
    const { api, stop } = await startPostmortems({ sources: [chat()] });
    const { status, body } = await api.get(
      `/sources/chat/preview?${new URLSearchParams({ ...query, ...odd })}`,
      root,
    );
    expect(status).toBe(400);
    expect(body.error.fields).toHaveLength(1);
    await stop();
  });
});

describe('testSource', () => {
  const test = (
    testConnection: EvidenceSource['testConnection'],
    timeoutMs?: number,
  ) => testSource({ id: 'chat', testConnection }, { stopping, timeoutMs });

  it('passes when every check passes', async () => {
    const checks = [{ target: 'Chat', ok: true, message: 'as @bot' }];
    expect(await test(async () => checks)).toMatchObject({ ok: true, checks });
    const second = { target: 'Other', ok: false, message: 'refused' };
    expect(await test(async () => [...checks, second])).toMatchObject({
      ok: false,
    });
  });

  it('shows why a source could not be tested, without secrets', async () => {
    const thrown = await test(async () => {
      throw new Error('refused Bearer abcdefghijklmnopqrstuvwxyz123456');
    });
    expect(thrown).toMatchObject({ ok: false, checks: [{ ok: false }] });
    expect(thrown.checks[0].message).not.toContain('abcdefghij');
  });

  it('waits no longer than its time-out', async () => {
    const late = await test(() => new Promise(() => {}), 50);
    expect(late.checks).toMatchObject([
      { ok: false, message: 'There was no answer within 0.05 s' },
    ]);
  });
});

describe('who may ask sources', () => {
  it.each([
    ['see', sourceReadPermission.name, [403, 200, 200]],
    ['ask', sourceTestPermission.name, [200, 403, 403]],
  ])('needs the permission to %s them', async (_, denied, expected) => {
    const { api, stop } = await startPostmortems({
      config: policy,
      permissions: denying(denied),
      sources: [chat({ testConnection: async () => [] })],
    });
    const answers = [
      await api.get('/sources', root),
      await api.get('/sources/chat/connection', root),
      await api.get(PATH, root),
    ];
    expect(answers.map(({ status }) => status)).toEqual(expected);
    await stop();
  });

  it('answers for sources that there are and that can be asked', async () => {
    const { api, stop } = await startPostmortems({ sources: [{ id: 'mute' }] });
    const statusOf = async (path: string) =>
      (await api.get(`/sources/${path}`, root)).status;
    const search = new URLSearchParams(query);
    expect(await statusOf('mute/connection')).toBe(400);
    expect(await statusOf(`mute/preview?${search}`)).toBe(400);
    expect(await statusOf('none/connection')).toBe(404);
    await stop();
  });

  it('asks a source once at a time', async () => {
    let release = () => {};
    const { api, stop } = await startPostmortems({
      sources: [
        chat({
          testConnection: () =>
            new Promise(resolve => {
              release = () => resolve([]);
            }),
        }),
      ],
    });
    const ask = () => api.get('/sources/chat/connection', root);
    const first = ask().then(({ status }) => status);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect((await ask()).status).toBe(409);
    release();
    expect(await first).toBe(200);
    expect((await api.get(PATH, root)).status).toBe(200);
    await stop();
  });
});

describe.each(databases.eachSupportedId())(
  'questions to a source on %s',
  databaseId => {
    it('are asked one at a time by all replicas, and again when one has died', async () => {
      const { knex } = await createTestStores(databases, databaseId);
      const replicas = [1, 2].map(() => new SourceQuestions({ knex }));
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      const first = replicas[0].ask('chat', () => held);
      await sleep(50);
      const refused = replicas[1].ask('chat', async () => 'asked');
      await expect(refused).rejects.toThrow('asked by somebody else');
      expect(await replicas[1].ask('other', async () => 'asked')).toBe('asked');
      await knex('source_questions').update({
        until: '2026-01-01T00:00:00.000Z',
      });
      const second = replicas[1].ask('chat', async () => {
        release();
        await first;
        // The one that was late does not end this one
        await replicas[0].ask('chat', async () => {});
      });
      await expect(second).rejects.toThrow('asked by somebody else');
      expect(await knex('source_questions')).toEqual([]);
    });
  },
);

/** Rows of every table, by name. */
async function rowCounts(knex: Knex): Promise<Record<string, number>> {
  const tables: { name: string }[] = await knex('sqlite_master')
    .where({ type: 'table' })
    .select('name');
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [{ number }] = await knex(name).count({ number: '*' });
    counts[name] = Number(number);
  }
  return counts;
}
