import { TestDatabases } from '@backstage/backend-test-utils';
import {
  countActionItemsQuerySchema,
  exportQuerySchema,
  listActionItemsQuerySchema,
  listEvidenceQuerySchema,
  listOrgMetricIncidentsQuerySchema,
  listIncidentsQuerySchema,
  listPostmortemsQuerySchema,
  listRevisionsQuerySchema,
  listSearchDocumentsQuerySchema,
  orgMetricsQuerySchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import request from 'supertest';
import { shopEvidence, shopTrace } from './__testUtils__/shopIncident';
import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(20_000);

const incident = {
  key: 'INC-42',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
};
const node = {
  id: 'chat-1',
  sourceType: 'chat',
  timestamp: '2026-03-02T14:10:00.000Z',
  payload: { kind: 'message', author: {}, text: 'hello' },
  metadata: { service: 'checkout' },
};
const inAYear = () =>
  new Date(Date.now() + 365 * 24 * 60 * 60 * 1000).toISOString();

describe('bad input', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
  let backend: Awaited<ReturnType<typeof startPostmortems>>;

  beforeEach(async () => {
    backend = await startPostmortems({ databases, databaseId: 'SQLITE_3' });
  });
  afterEach(() => backend.stop());

  /** Everything that is stored, to see that nothing of a refused request is. */
  const counts = async () => {
    const tables = ['incidents', 'evidence', 'traces', 'postmortems', 'seals'];
    return Promise.all(
      tables.map(async table => {
        const [{ count }] = await backend.knex!(table).count({ count: '*' });
        return `${table} ${count}`;
      }),
    );
  };

  it.each([
    ['an unknown field', { ...incident, owner: 'me' }, '/owner'],
    ['a wrong type', { ...incident, title: 7 }, '/title'],
    ['a missing field', { ...incident, severity: undefined }, '/severity'],
    ['an unknown severity', { ...incident, severity: 'bad' }, '/severity'],
    ['a key with spaces', { ...incident, key: 'a b' }, '/key'],
    ['no service', { ...incident, services: [] }, '/services'],
    [
      'a service that is no ref',
      { ...incident, services: ['checkout'] },
      '/services/0',
    ],
    [
      'a time without a zone',
      { ...incident, startedAt: '2026-03-02T14:02:00' },
      '/startedAt',
    ],
    [
      'a time that is none',
      { ...incident, startedAt: 'yesterday' },
      '/startedAt',
    ],
    [
      'a time in the far future',
      { ...incident, startedAt: inAYear() },
      '/startedAt',
    ],
    [
      'an end before the start',
      { ...incident, resolvedAt: '2026-03-02T13:00:00Z' },
      '/resolvedAt',
    ],
    [
      'a link that runs script',
      { ...incident, sourceUrl: `${'java'}script:alert(1)` },
      '/sourceUrl',
    ],
    ['a list', [incident], ''],
  ])(
    'refuses an incident with %s and names the field',
    async (_, body, path) => {
      const { status, body: answer } = await backend.api.post(
        '/incidents',
        body,
      );

      expect(status).toBe(400);
      expect(answer.error).toMatchObject({
        name: 'InputError',
        fields: expect.arrayContaining([
          { path, message: expect.stringMatching(/\S/) },
        ]),
      });
      expect(await counts()).toContain('incidents 0');
    },
  );

  it('rejects the same key with other content and keeps the first', async () => {
    await backend.api.post('/incidents', incident);
    const other = await backend.api.post('/incidents', {
      ...incident,
      title: 'Something else',
    });

    expect(other.status).toBe(409);
    expect((await backend.api.get('/incidents/INC-42')).body.title).toBe(
      incident.title,
    );
  });

  it('rejects a patch that puts times into the wrong order', async () => {
    await backend.api.post('/incidents', incident);
    const { status, body } = await backend.api.patch('/incidents/INC-42', {
      title: 'Changed',
      resolvedAt: '2026-03-02T13:00:00Z',
    });

    expect(status).toBe(400);
    expect(body.error.fields).toEqual([
      {
        path: '/resolvedAt',
        message: expect.stringContaining('must not be before startedAt'),
      },
    ]);
    expect((await backend.api.get('/incidents/INC-42')).body.title).toBe(
      incident.title,
    );
    expect((await backend.api.patch('/incidents/INC-42', {})).status).toBe(400);
  });

  it('answers for every node, and stores the others beside a bad one', async () => {
    await backend.api.post('/incidents', incident);
    const { body } = await backend.api.post('/incidents/INC-42/evidence', {
      nodes: [
        node,
        { ...node, id: 'future', timestamp: inAYear() },
        { ...node, id: 'unknown field', surprise: 1 },
        'no node at all',
        { ...node, id: 'incident-record' },
        { ...node, id: 'deep', payload: nested(3000) },
      ],
    });
    const again = await backend.api.post('/incidents/INC-42/evidence', {
      nodes: [node],
    });
    const other = await backend.api.post('/incidents/INC-42/evidence', {
      nodes: [{ ...node, payload: { ...node.payload, text: 'other' } }],
    });

    expect(
      body.outcomes.map(({ status }: { status: string }) => status),
    ).toEqual([
      'created',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(again.body).toMatchObject({ created: 0, duplicate: 1 });
    expect(other.body).toMatchObject({ created: 0, rejected: 1 });
    expect(body.outcomes[1].errors).toEqual([
      { path: '/timestamp', message: 'must not lie in the future' },
    ]);
    expect(await counts()).toContain('evidence 1');
  });

  it.each([
    ['no list', { nodes: {} }],
    ['an empty list', { nodes: [] }],
    ['too many nodes', { nodes: Array(10_001).fill(0) }],
    ['an unknown field', { nodes: [node], more: true }],
  ])('rejects evidence with %s', async (_, body) => {
    await backend.api.post('/incidents', incident);
    const { status } = await backend.api.post(
      '/incidents/INC-42/evidence',
      body,
    );

    expect(status).toBe(400);
    expect(await counts()).toContain('evidence 0');
  });

  it.each([
    [
      'steps in a circle',
      (steps: typeof shopTrace.steps) =>
        steps.map(step => ({ ...step, nextStep: step.stepId })),
      'trace.cyclic',
    ],
    [
      'steps that point nowhere',
      (steps: typeof shopTrace.steps) =>
        steps.map(step => ({ ...step, nextStep: 'gone' })),
      'trace.step_points_nowhere',
    ],
    [
      'evidence that is not there',
      ([s0, ...others]: typeof shopTrace.steps) => [
        { ...s0, evidence: ['gone'] },
        ...others,
      ],
      'trace.unknown_evidence',
    ],
  ])(
    'refuses a trace with %s and stores nothing of it',
    async (_, change, rule) => {
      await backend.api.post('/incidents', incident);
      await backend.api.post('/incidents/INC-42/evidence', {
        nodes: shopEvidence,
      });
      const before = await counts();
      const { status, body } = await backend.api.post(
        '/incidents/INC-42/traces',
        {
          ...shopTrace,
          steps: change(shopTrace.steps),
        },
      );

      expect(status).toBe(422);
      expect(body.error.violations).toEqual(
        expect.arrayContaining([expect.objectContaining({ rule })]),
      );
      expect(await counts()).toEqual(before);
    },
  );

  it('rejects a trace of another incident, and one that is nested too deep', async () => {
    await backend.api.post('/incidents', incident);
    await backend.api.post('/incidents/INC-42/evidence', {
      nodes: shopEvidence,
    });
    const send = (trace: object) =>
      backend.api.post('/incidents/INC-42/traces', trace);

    expect((await send({ ...shopTrace, incidentId: 'INC-9' })).status).toBe(
      400,
    );
    expect(
      (
        await send({
          ...shopTrace,
          steps: [{ ...shopTrace.steps[1], output: nested(5000) }],
        })
      ).status,
    ).toBe(400);
    expect((await send(shopTrace)).status).toBe(201);
    expect((await send(shopTrace)).status).toBe(200);
    expect(
      (await send({ ...shopTrace, rootCauseHypothesis: 'Another one' })).status,
    ).toBe(409);
    expect(await counts()).toContain('traces 1');
  });

  it('rejects an unknown template and lists those that exist', async () => {
    await backend.api.post('/incidents', incident);
    const { status, body } = await backend.api.post(
      '/incidents/INC-42/postmortems',
      { template: 'v9' },
    );

    expect(status).toBe(400);
    expect(body.error.message).toContain('built-in');
    expect(await counts()).toContain('postmortems 0');
  });

  it('refuses to draft from evidence that was changed in the database', async () => {
    await backend.api.post('/incidents', incident);
    await backend.api.post('/incidents/INC-42/evidence', { nodes: [node] });
    await backend.knex!.raw('drop trigger if exists evidence_no_update');
    for (const { name } of await backend.knex!('sqlite_master')
      .where({ type: 'trigger', tbl_name: 'evidence' })
      .select('name')) {
      await backend.knex!.raw(`drop trigger ${name}`);
    }
    await backend.knex!('evidence').update({
      payload: JSON.stringify({ ...node.payload, text: 'forged' }),
    });
    const { status, body } = await backend.api.post(
      '/incidents/INC-42/postmortems',
      {},
    );

    expect(status).toBe(422);
    expect(body.error.violations).toContainEqual(
      expect.objectContaining({ rule: 'seal.content_hash', path: 'chat-1' }),
    );
    expect(await counts()).toContain('postmortems 0');
  });

  it('takes 8 MiB of evidence at once, and 1 MiB of anything else', async () => {
    await backend.api.post('/incidents', incident);
    const filler = 'x'.repeat(1024 * 1024);
    const evidence = (count: number) =>
      backend.api.post('/incidents/INC-42/evidence', {
        nodes: Array.from({ length: count }, (_, index) => ({
          ...node,
          id: `large-${index}`,
          payload: { ...node.payload, text: filler },
        })),
      });
    const claims = await backend.api.post('/incidents/INC-42/claims/verify', {
      claims: [{ kind: 'timeline', text: filler, spans: [] }],
    });

    expect((await evidence(7)).body).toMatchObject({ created: 7 });
    expect((await evidence(8)).body.error).toMatchObject({
      name: 'PayloadTooLargeError',
      message: expect.stringContaining('larger than 8 MiB'),
    });
    expect(claims.status).toBe(413);
    expect(claims.body.error.message).toContain('larger than 1 MiB');
  });

  it('rejects bodies that are too large, malformed, or not JSON', async () => {
    const huge = await fetch(
      `http://localhost:${backend.server.port()}/api/postmortems/v1/incidents`,
      {
        method: 'POST',
        headers: {
          authorization: asUser('ada'),
          'content-type': 'application/json',
        },
        body: Buffer.alloc(100 * 1024 * 1024, ' '),
      },
    );
    expect(huge.status).toBe(413);
    expect(await huge.json()).toMatchObject({
      error: { name: 'PayloadTooLargeError' },
    });

    const send = (type: string, body: string) =>
      request(backend.server)
        .post('/api/postmortems/v1/incidents')
        .set('authorization', asUser('ada'))
        .set('content-type', type)
        .send(body);
    const broken = await send('application/json', '{"key": ');
    expect(broken.status).toBe(400);
    expect(broken.body.error.message).toBe('The body is not valid JSON');
    expect((await send('text/plain', 'key=INC-1')).status).toBe(400);
    expect(await counts()).toContain('incidents 0');
  });

  it('rejects callers without credentials', async () => {
    const { api } = backend;
    for (const answer of [
      await api.get('/incidents', ''),
      await api.post('/incidents', incident, ''),
      await api.get('/incidents', 'Bearer nonsense'),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.body.error.name).toBe('AuthenticationError');
    }
    expect(await counts()).toContain('incidents 0');
  });

  it.each([
    '/incidents?status=closed',
    '/incidents?limit=0',
    '/incidents?limit=many',
    '/incidents?surprise=1',
    '/incidents?cursor=bm90aGluZw',
    '/incidents?entityRef=checkout',
    '/incidents?status[a]=open',
    '/postmortems?status=lost',
  ])('rejects the query %s', async path => {
    expect((await backend.api.get(path)).status).toBe(400);
  });

  it('answers 404 for what does not exist', async () => {
    for (const path of [
      '/incidents/INC-9',
      '/incidents/INC-9/evidence',
      '/incidents/INC-9/traces',
      '/postmortems/none',
      '/postmortems/none/revisions',
      '/postmortems/none/seal',
      '/postmortems/none/provenance',
      '/postmortems/none/picture',
      '/postmortems/none/glossary',
      '/postmortems/none/export',
      '/nowhere',
    ]) {
      expect([path, (await backend.api.get(path)).status]).toEqual([path, 404]);
    }
  });
});

describe('NUL characters in keys and filters', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
  /** Every list, with what its queries may say. */
  const lists = {
    '/incidents': listIncidentsQuerySchema,
    '/incidents/INC-42/evidence': listEvidenceQuerySchema,
    '/postmortems': listPostmortemsQuerySchema,
    '/postmortems/ID/revisions': listRevisionsQuerySchema,
    '/postmortems/ID/export': exportQuerySchema,
    '/action-items': listActionItemsQuerySchema,
    '/action-items/counts': countActionItemsQuerySchema,
    '/org-metrics': orgMetricsQuerySchema,
    '/org-metrics/incidents?metric=completion':
      listOrgMetricIncidentsQuerySchema,
    '/search-documents': listSearchDocumentsQuerySchema,
  };

  it.each(databases.eachSupportedId())(
    'are answered with 400 or 404, on %s',
    async databaseId => {
      const backend = await startPostmortems({ databases, databaseId });
      const { api } = backend;
      await api.post('/incidents', incident);
      const { body } = await api.post('/incidents/INC-42/postmortems', {});
      const paths = Object.entries(lists).flatMap(([path, { shape }]) =>
        Object.keys(shape).flatMap(name =>
          ['%00x', 'x%00', 'component:default/x%00'].map(
            value => `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`,
          ),
        ),
      );
      expect(paths).toContain('/postmortems?incidentKey=%00x');
      const broken: string[] = [];
      for (const path of paths) {
        const { status } = await api.get(path.replace('ID', body.id));
        if (status !== 200 && status !== 400) broken.push(`${path}: ${status}`);
      }
      expect(broken).toEqual([]);

      const ada = asUser('ada');
      const id = `/postmortems/${body.id}`;
      const answers: Record<string, ReturnType<typeof api.get>> = {
        patch: api.patch('/incidents/%00x', { title: 'x' }),
        evidence: api.post('/incidents/%00x/evidence', { nodes: [node] }),
        draft: api.post('/incidents/%00x/postmortems', {}),
        regenerate: api.post('/postmortems/%00x/regenerate', {}, ada),
        block: api.put(
          `${id}/blocks/%00x`,
          { baseRevision: 1, claims: [] },
          ada,
        ),
        category: api.put(
          `${id}/blocks/%00x/category`,
          { baseRevision: 1, category: 'change' },
          ada,
        ),
        item: api.patch(
          `${id}/action-items/%00x`,
          { version: 1, state: 'open' },
          ada,
        ),
      };
      for (const path of [
        ...['', '/evidence', '/traces'].map(rest => `/incidents/%00x${rest}`),
        ...[
          '',
          '/revisions',
          '/seal',
          '/provenance',
          '/picture',
          '/glossary',
          '/export',
        ].map(rest => `/postmortems/%00x${rest}`),
      ]) {
        answers[path] = api.get(path);
      }
      for (const [name, answer] of Object.entries(answers)) {
        expect([name, (await answer).status]).toEqual([name, 404]);
      }
      await backend.stop();
    },
  );
});

function nested(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let i = 0; i < depth; i++) value = { value };
  return value;
}
