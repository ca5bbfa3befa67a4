import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  exportDocumentSchema,
  incidentSchema,
  investigationTraceSchema,
  listEvidenceResponseSchema,
  listRevisionsResponseSchema,
  postmortemSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { setTimeout as sleep } from 'node:timers/promises';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { EvidenceStore } from '../evidence';
import { isPostgres } from '../platform/database';
import { revisionHashes } from '../postmortems';
import { SealChain, SealChecker } from '../sealing';

type Api = Awaited<ReturnType<typeof startPostmortems>>['api'];

/** Machines may not erase: calls are those of a person unless somebody else is named. */
function ofAdministrator(api: Api): Api {
  const mei = asUser('mei');
  return {
    get: (path, who = mei) => api.get(path, who),
    post: (path, body, who = mei) => api.post(path, body, who),
    put: (path, body, who = mei) => api.put(path, body, who),
    patch: (path, body, who = mei) => api.patch(path, body, who),
  };
}

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

/** What Mei said, and is called. */
const said =
  'the zanzibar lamp flickers because I unplugged the quiet fridge at noon';
const MARKS = [
  'zanzibar',
  'quiet fridge',
  'user:default/mei',
  'Mei Tan',
  'U0MEI77',
  'mei@corp.example',
];
const time = '2026-03-02T14:02:00.000Z';
const service = 'component:default/checkout';

const chat = (
  id: string,
  author: Record<string, string>,
  text: string,
  fields = {},
) => ({
  id,
  sourceType: 'chat' as const,
  provider: 'slack',
  timestamp: time,
  payload: { kind: 'message', channel: 'ops', author, text, ...fields },
  metadata: { service: 'checkout' },
});
const mei = { id: 'U0MEI77', name: 'Mei Tan' };

/** Its deliveries are never processed. */
const stuck: EvidenceSource = {
  id: 'stuck',
  webhook: {
    authenticate: async () => ({ deliveryId: 'd-1' }),
    process: async ({ body }) => {
      throw new Error(`cannot read ${JSON.parse(body).event.text}`);
    },
  },
};

async function dump(knex: Knex): Promise<Record<string, string>> {
  const tables: string[] = isPostgres(knex)
    ? await knex('information_schema.tables')
        .where({ table_schema: 'public', table_type: 'BASE TABLE' })
        .pluck('table_name')
    : await knex('sqlite_master').where({ type: 'table' }).pluck('name');
  const rows = await Promise.all(
    tables.map(async name => [name, JSON.stringify(await knex(name).select())]),
  );
  return Object.fromEntries(rows);
}

function expectNowhere(places: Record<string, string>, marks: string[]) {
  for (const [place, content] of Object.entries(places)) {
    for (const mark of marks) {
      const at = content.toLowerCase().indexOf(mark.toLowerCase());
      const left = at < 0 ? '' : content.slice(Math.max(0, at - 200), at + 50);
      expect({ place, mark, left }).toEqual({ place, mark, left: '' });
    }
  }
}

/** A backend with an incident in which Mei said and did everything that one can. */
async function startWithMei(
  databaseId: Parameters<TestDatabases['init']>[0],
  options: Partial<Parameters<typeof startPostmortems>[0]> = {},
) {
  const logged: unknown[] = [];
  const note = (...entry: unknown[]) => logged.push(...entry);
  const logger = mockServices.logger.mock({
    error: note,
    warn: note,
    info: note,
    debug: note,
    child: () => logger,
  });
  const backend = await startPostmortems({
    databases,
    databaseId,
    logger,
    sources: [stuck],
    config: { permission: { enabled: true } },
    ...options,
  });
  const { server } = backend;
  const api = ofAdministrator(backend.api);
  const send = async (
    method: 'post' | 'put' | 'patch',
    path: string,
    body: object,
    who = 'mei',
  ) => {
    const answer = await api[method](path, body, asUser(who));
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  };
  await send('post', '/incidents', {
    key: 'INC-1',
    title: 'Checkout answers slowly, says Mei Tan',
    description: 'Ask mei@corp.example',
    severity: 'sev2',
    services: [service],
    startedAt: time,
    participants: ['user:default/mei', 'user:default/ada'],
  });
  await send('post', '/incidents/INC-1/evidence', {
    nodes: [
      chat('m-1', mei, said, {
        attachments: [{ text: `more: ${said}` }],
      }),
      chat('m-2', { id: 'U0ADA' }, `> ${said}\nthanks <@U0MEI77> and Mei Tan`),
      {
        id: 'deploy',
        sourceType: 'deployment',
        timestamp: time,
        payload: {
          kind: 'deployment',
          version: '1.2.3',
          author: 'mei@corp.example',
          description: 'fridge firmware',
        },
        metadata: { service: 'checkout' },
      },
    ],
  });
  await send('post', '/incidents/INC-1/notes', { text: `I noted: ${said}` });
  await send('post', '/incidents/INC-1/traces', {
    traceId: 'run-1',
    incidentId: 'INC-1',
    investigator: 'agent of Mei Tan',
    steps: [
      {
        stepId: 'step-1',
        action: 'inspect_log',
        hypothesis: `Mei Tan is right: ${said}`,
        input: {},
        output: { quoted: said },
        evidence: ['m-1'],
        validation: { passed: true, rule: 'r', explanation: said },
        nextStep: null,
      },
    ],
    rootCauseHypothesis: said,
    supportingEvidence: ['step-1'],
    contributingFactors: [said],
  });
  const { id } = await send('post', '/incidents/INC-1/postmortems', {});
  const read = async () => (await api.get(`/postmortems/${id}`)).body;
  await send('post', `/postmortems/${id}/sections/summary/blocks`, {
    claims: [
      {
        text: `Chat has it: “${said}”`,
        kind: 'summary',
        spans: [{ evidenceId: 'm-1', pointer: '/text', quote: said }],
      },
      { text: 'A deployment went out.', kind: 'summary', attest: true },
    ],
    after: null,
  });
  await send('post', `/postmortems/${id}/undetermined`, {
    baseRevision: (await read()).revision,
    reason: `Because ${said}`,
  }).catch(() => {});
  await send('post', `/postmortems/${id}/action-items`, {
    title: `Follow up: ${said}`,
    type: 'prevent',
    endState: 'Mei Tan agrees',
    owner: 'user:default/mei',
  });
  await send('post', `/postmortems/${id}/transitions`, {
    to: 'in_review',
    reason: `I think that ${said}`,
  });
  if (!options.sources) {
    await request(server)
      .post('/api/postmortems/webhooks/stuck')
      .set('content-type', 'application/json')
      .send({ event: { user: 'U0MEI77', text: said, ts: '1.2' } })
      .expect(202);
    // Logs of what is tried while it is erased are out of reach
    for (let waited = 0; waited < 300; waited += 1) {
      const [row] = await backend.knex!('webhook_deliveries').select('error');
      if (row?.error) break;
      await sleep(100);
    }
    await backend.knex!('webhook_deliveries').update({
      due_at: '2099-01-01T00:00:00.000Z',
    });
  }
  const done = async (erasureId: string) => {
    for (let waited = 0; waited < 300; waited += 1) {
      const { body } = await api.get(`/erasures/${erasureId}`);
      if (body.state === 'done') return body;
      await sleep(100);
    }
    throw new Error('It does not end');
  };
  const answers = async () => {
    const paths = [
      '/incidents',
      '/incidents/INC-1',
      '/incidents/INC-1/evidence',
      '/incidents/INC-1/traces',
      '/postmortems',
      `/postmortems/${id}`,
      `/postmortems/${id}/revisions`,
      `/postmortems/${id}/seal`,
      `/postmortems/${id}/provenance`,
      `/postmortems/${id}/picture`,
      `/postmortems/${id}/export?format=json`,
      `/postmortems/${id}/export?format=markdown`,
      `/postmortems/${id}/export?format=html`,
      '/search-documents',
      '/action-items',
      '/deliveries?state=waiting',
      '/deliveries',
      '/erasures',
      '/org-metrics',
    ];
    const texts = await Promise.all(
      paths.map(async path => {
        // Mei herself is told that she may not approve
        const { status, text } = await api.get(path, asUser('root'));
        expect({ path, status }).toEqual({ path, status: 200 });
        return [path, text];
      }),
    );
    return Object.fromEntries(texts);
  };
  const problems = async () => {
    const knex = backend.knex!;
    const checker = new SealChecker({
      knex,
      chain: SealChain.create(),
      evidence: EvidenceStore.create({ knex }),
      revisions: ids => revisionHashes(knex, ids),
    });
    return (await checker.check()).problems.map(({ message }) => message);
  };
  return { ...backend, id, send, done, answers, problems, logged };
}

describe.each(databases.eachSupportedId())('erasure on %s', databaseId => {
  it('leaves nothing of a person in tables, answers, exports, search and logs', async () => {
    const { api, id, send, done, answers, problems, knex, logged, stop } =
      await startWithMei(databaseId);
    const before = { ...(await dump(knex!)), ...(await answers()) };
    for (const place of [
      'evidence',
      'revisions',
      'claims',
      'claim_spans',
      'traces',
      'action_items',
      'audit_log',
      'webhook_deliveries',
      `/postmortems/${id}/export?format=markdown`,
    ]) {
      expect({ place, has: before[place].includes('zanzibar') }).toEqual({
        place,
        has: true,
      });
    }
    logged.length = 0;
    const erasure = {
      subject: 'person',
      names: ['user:default/mei', 'U0MEI77', 'mei@corp.example'],
      reason: 'request of Mei Tan',
    };
    const preview = await send('post', '/erasures/preview', erasure, 'root');
    // The catalog knows the display name
    expect(preview.names).toContain('Mei Tan');
    expect(preview.incidents).toHaveLength(1);
    const requested = await send('post', '/erasures', erasure, 'root');
    const finished = await done(requested.id);
    expect(finished).toMatchObject({ reason: 'request of the person' });
    const { audit_log: _, ...counts } = preview.incidents[0].counts;
    expect(finished.counts).toMatchObject(counts);

    const after = async () => ({
      ...(await dump(knex!)),
      ...(await answers()),
      logs: JSON.stringify(logged),
    });
    expectNowhere(await after(), MARKS);
    expect(await problems()).toEqual([]);

    // What is left is as the API says
    const parse = async (
      path: string,
      schema: { parse(x: unknown): unknown },
    ) => schema.parse((await api.get(path)).body);
    await parse('/incidents/INC-1', incidentSchema);
    await parse('/incidents/INC-1/evidence', listEvidenceResponseSchema);
    await parse(`/postmortems/${id}`, postmortemSchema);
    await parse(`/postmortems/${id}/revisions`, listRevisionsResponseSchema);
    await parse(`/postmortems/${id}/export?format=json`, exportDocumentSchema);
    const traces = await api.get('/incidents/INC-1/traces');
    investigationTraceSchema.parse(traces.body.items[0]);
    const { text } = await api.get(`/postmortems/${id}/export?format=markdown`);
    const day = new Date().toISOString().slice(0, 10);
    expect(text).toContain(`erased on ${day}: request of the person`);
    const { body: left } = await api.get('/incidents/INC-1/evidence?id=deploy');
    expect(left.items[0].payload).toMatchObject({
      version: '1.2.3',
      author: '[erased]',
    });

    // Nothing comes back with the next draft, nor is the same evidence taken again
    await send('post', `/postmortems/${id}/regenerate`, {}, 'ada');
    const again = await send(
      'post',
      '/incidents/INC-1/evidence',
      { nodes: [chat('m-1', mei, said)] },
      'ada',
    );
    expect(again).toMatchObject({ created: 0, rejected: 1 });
    expectNowhere(await after(), MARKS);
    expect(await problems()).toEqual([]);

    // Verified anew, what has lost its evidence says so
    const { body: redrafted } = await api.get(`/postmortems/${id}`);
    const [claim] = redrafted.sections.find(
      (one: { id: string }) => one.id === 'summary',
    ).blocks[0].claims;
    expect(claim).toMatchObject({
      text: `[erased on ${day}: request of the person]`,
      verdict: 'unsupported',
    });
    expect(claim.reasons).toContainEqual({
      check: 'erased',
      outcome: 'failed',
      message: `The evidence was erased on ${day}: request of the person`,
    });
    await stop();
  });

  it('leaves nothing of an incident but its hashes, times and states', async () => {
    const { api, id, send, done, answers, problems, knex, logged, stop } =
      await startWithMei(databaseId, { sources: [] });
    const erasure = {
      subject: 'incident',
      incidentKey: 'INC-1',
      reason: 'opened by mistake',
    };
    await send(
      'put',
      '/incidents/INC-1/legal-hold',
      { reason: 'a case' },
      'root',
    );
    const held = await api.post('/erasures', erasure, asUser('root'));
    expect(held.status).toBe(409);
    await send('put', '/incidents/INC-1/legal-hold', { reason: null }, 'root');
    logged.length = 0;
    const { id: erasureId } = await send('post', '/erasures', erasure, 'root');
    await done(erasureId);
    const places = {
      ...(await dump(knex!)),
      ...(await answers()),
      logs: JSON.stringify(logged),
    };
    expectNowhere(places, [
      'zanzibar',
      'Mei Tan',
      'answers slowly',
      'fridge',
      'went out',
      'agrees',
    ]);
    expect(await problems()).toEqual([]);
    const day = new Date().toISOString().slice(0, 10);
    const { body } = await api.get(`/postmortems/${id}`);
    expect(postmortemSchema.parse(body).title).toBe(
      `[erased on ${day}: opened by mistake]`,
    );
    const { text } = await api.get(`/postmortems/${id}/export?format=markdown`);
    expect(text).toContain('opened by mistake');
    for (const [method, path, more] of [
      ['post', '/incidents/INC-1/evidence', { nodes: [chat('x', mei, 'y')] }],
      ['post', '/incidents/INC-1/notes', { text: 'late' }],
      ['patch', '/incidents/INC-1', { title: 'late' }],
      ['post', `/postmortems/${id}/regenerate`, {}],
    ] as const) {
      const { status } = await api[method](path, more, asUser('mei'));
      expect({ path, status }).toEqual({ path, status: 409 });
    }
    await stop();
  });

  it('loses what a source still tells of an incident that was erased', async () => {
    let told = () => {};
    const answers: unknown[] = [];
    const source: EvidenceSource = {
      id: 'late',
      webhook: {
        authenticate: async () => ({ deliveryId: 'd-1' }),
        process: async (_, access) => {
          const incident = await access.findIncident('INC-1');
          answers.push(
            incident?.erased?.reason,
            await access.updateIncident('INC-1', { title: said }),
            await access.addEvidence('INC-1', [chat('late', mei, said)]),
          );
          await access.setNotices('INC-1', [{ code: 'c', message: said }]);
          told();
        },
      },
    };
    const { send, done, server, knex, stop } = await startWithMei(databaseId, {
      sources: [source],
    });
    const { id: erasureId } = await send(
      'post',
      '/erasures',
      { subject: 'incident', incidentKey: 'INC-1', reason: 'old' },
      'root',
    );
    await done(erasureId);
    const processed = new Promise<void>(resolve => {
      told = resolve;
    });
    await request(server)
      .post('/api/postmortems/webhooks/late')
      .set('content-type', 'application/json')
      .send({ text: said })
      .expect(202);
    await processed;
    expect(answers).toMatchObject(['old', {}, { created: 0, rejected: 1 }]);
    await sleep(300);
    expectNowhere(await dump(knex!), ['zanzibar']);
    await stop();
  });

  it('says until when an incident is kept, and what retention would erase', async () => {
    const {
      api: anybodys,
      knex,
      stop,
    } = await startPostmortems({
      databases,
      databaseId,
      config: {
        permission: { enabled: true },
        postmortems: { retention: { default: { days: 730 } } },
      },
    });
    const api = ofAdministrator(anybodys);
    const incident = {
      title: 'Checkout answers slowly',
      severity: 'sev2',
      services: [service],
      startedAt: '2020-03-02T14:02:00.000Z',
      resolvedAt: '2020-03-02T15:02:00.000Z',
    };
    await api.post('/incidents', { ...incident, key: 'OLD-1' });
    await api.post('/incidents', { ...incident, key: 'OLD-2' });
    await knex!('incidents').update({ created_at: incident.startedAt });
    await api.put('/incidents/OLD-2/legal-hold', {
      reason: 'case 4711',
    });
    const retainUntil = '2022-03-02T15:02:00.000Z';
    expect((await api.get('/incidents/OLD-2')).body).toMatchObject({
      retainUntil,
      legalHold: { reason: 'case 4711' },
    });
    const { body: one } = await api.get('/incidents/OLD-1');
    expect(one).toMatchObject({ retainUntil });
    const { body } = await api.get('/retention');
    expect(body.items).toMatchObject([
      { incidentKey: 'OLD-1', retainUntil },
      { incidentKey: 'OLD-2', legalHold: { reason: 'case 4711' } },
    ]);
    await stop();
  });

  it('is refused without a policy, and of oneself', async () => {
    const asked = { subject: 'person', names: ['Mei Tan'], reason: 'asked' };
    const open = await startPostmortems({ databases, databaseId });
    const refused = await open.api.post('/erasures', asked, asUser('mei'));
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('permission.enabled');
    await open.stop();

    const { api, stop } = await startPostmortems({
      databases,
      databaseId,
      config: { permission: { enabled: true } },
    });
    for (const name of ['user:default/mei', 'User:Default/Mei']) {
      const own = { ...asked, names: [name] };
      const ownData = await api.post('/erasures', own, asUser('mei'));
      expect(ownData.status).toBe(403);
      expect(ownData.text).toContain('another administrator');
    }
    await stop();
  });

  it('is for those with the permission only', async () => {
    const { api, stop } = await startPostmortems({
      databases,
      databaseId,
      permissions: {
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result:
              permission.name === 'postmortems.erasure.manage'
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      },
    });
    const erasure = { subject: 'person', names: ['Mei Tan'], reason: 'asked' };
    for (const answer of [
      await api.post('/erasures', erasure, asUser('mei')),
      await api.post('/erasures/preview', erasure, asUser('mei')),
      await api.get('/erasures', asUser('mei')),
      await api.get('/erasures/x', asUser('mei')),
      await api.get('/retention', asUser('mei')),
      await api.put('/incidents/X/legal-hold', { reason: 'x' }, asUser('mei')),
    ]) {
      expect(answer.status).toBe(403);
    }
    await stop();
  });
});
