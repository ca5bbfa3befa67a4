import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type {
  EvidenceSource,
  IssueTracker,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { asUser, startPostmortems } from './__testUtils__/testBackend';
import {
  alphanumeric,
  STRONG_PASSWORD,
  token,
} from './secrets/__testUtils__/madeUp';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

const github = token('gh', 'p_', alphanumeric(36));
const SECRETS = [github, STRONG_PASSWORD];
/** What somebody says on a bad day. */
const said = `I pushed with ${github}, and the password is ${STRONG_PASSWORD}`;
const address = `https://ops:${STRONG_PASSWORD}@wiki.example.com/page`;
const time = '2026-03-02T14:02:00.000Z';
const service = 'component:default/checkout';

const incident = (key: string) => ({
  key,
  title: `Checkout: ${said}`,
  description: said,
  sourceUrl: address,
  severity: 'sev2' as const,
  services: [service],
  startedAt: time,
});
const node = (id: string) => ({
  id,
  sourceType: 'chat' as const,
  timestamp: time,
  payload: {
    kind: 'message',
    text: said,
    [said]: { password: STRONG_PASSWORD },
  },
  metadata: { service: 'checkout', correlationId: github },
  sourceUrl: address,
});

/** Opens, fills and changes an incident, fails once, and collects in vain. */
function leakySource() {
  const seen: string[] = [];
  let finish = () => {};
  const done = new Promise<void>(resolve => {
    finish = resolve;
  });
  const source: EvidenceSource = {
    id: 'leaky',
    webhook: {
      authenticate: async ({ rawBody }) => {
        seen.push(rawBody.toString());
        return { deliveryId: `delivery of ${github}` };
      },
      process: async ({ body }, access) => {
        seen.push(body);
        const { key } = await access.createIncident({
          ...incident('HOOK-1'),
          visibility: 'public',
          participants: [],
        });
        await access.addEvidence(key, [node('from-hook')]);
        await access.updateIncident(key, { description: `again: ${said}` });
        finish();
        throw new Error(`cut off: ${address}`);
      },
    },
    collect: async () => {
      throw new Error(`no answer from ${address}`);
    },
  };
  return { source, seen, done };
}

/** All that a database holds, by table. */
async function dump(knex: Knex): Promise<Record<string, string>> {
  const tables: { name: string }[] = knex.client.config.client.includes('pg')
    ? (
        await knex.raw(
          `select table_name as name from information_schema.tables where table_schema = 'public'`,
        )
      ).rows
    : await knex('sqlite_master').where('type', 'table').select('name');
  const rows = await Promise.all(
    tables.map(async ({ name }) => [
      name,
      JSON.stringify(await knex(name).select()),
    ]),
  );
  return Object.fromEntries(rows);
}

describe.each(databases.eachSupportedId())('secrets on %s', databaseId => {
  it('stay out of the database, answers, logs, search, tickets and audits', async () => {
    const logged: unknown[] = [];
    const note = (...entry: unknown[]) => logged.push(...entry);
    const logger = mockServices.logger.mock({
      error: note,
      warn: note,
      info: note,
      debug: note,
      child: () => logger,
    });
    const audited: unknown[] = [];
    const tickets: unknown[] = [];
    const tracker: IssueTracker = {
      id: 'tracker',
      createTicket: async sent => {
        tickets.push(sent);
        return { key: 'T-1', url: 'https://tracker.example.com/T-1' };
      },
    };
    const { source, seen, done } = leakySource();
    const { api, invoke, server, knex, stop } = await startPostmortems({
      databases,
      databaseId,
      config: { permission: { enabled: true } },
      logger,
      sources: [source],
      trackers: [tracker],
      auditor: {
        createEvent: async event => {
          audited.push(event.eventId, event.meta);
          return {
            success: async () => {},
            fail: async ({ error }) => {
              audited.push(error.message);
            },
          };
        },
      },
    });
    const answers: string[] = [];
    const driven = new Set<string>();
    /** Calls a route by its path in the OpenAPI document. */
    const call = async (
      method: 'post' | 'put' | 'patch',
      path: string,
      values: Record<string, string>,
      body: object,
    ) => {
      driven.add(`${method} ${path}`);
      const url = path.replace(/\{(\w+)\}/g, (_, name) => values[name]);
      const answer = await api[method](url, body, asUser('mei'));
      answers.push(answer.text);
      return answer;
    };

    const key = 'INC-1';
    await call('post', '/incidents', {}, incident(key));
    await call('patch', '/incidents/{key}', { key }, { description: said });
    await call(
      'post',
      '/incidents/{key}/evidence',
      { key },
      { nodes: [node('e-1'), { ...node('e-2'), sourceType: said }] },
    );
    await call('post', '/incidents/{key}/notes', { key }, { text: said });
    await call(
      'post',
      '/incidents/{key}/traces',
      { key },
      {
        traceId: 'run-1',
        incidentId: key,
        investigator: 'an agent',
        steps: [
          {
            stepId: 'step-1',
            action: 'inspect_log',
            hypothesis: said,
            input: { headers: { authorization: `Bearer ${github}` } },
            output: { stdout: said, env: [`DB_PASSWORD=${STRONG_PASSWORD}`] },
            evidence: ['e-1'],
            validation: { passed: true, rule: said, explanation: said },
            nextStep: null,
          },
        ],
        rootCauseHypothesis: said,
        supportingEvidence: ['step-1'],
        contributingFactors: [said],
      },
    );
    const claim = {
      text: said,
      kind: 'root_cause',
      spans: [{ evidenceId: 'e-1', pointer: '/text', quote: said }],
    };
    await call(
      'post',
      '/incidents/{key}/claims/verify',
      { key },
      { claims: [claim] },
    );
    const created = await call(
      'post',
      '/incidents/{key}/postmortems',
      { key },
      {},
    );
    expect(created.status).toBe(201);
    const { id } = created.body;
    const read = async () => (await api.get(`/postmortems/${id}`)).body;
    const added = await call(
      'post',
      '/postmortems/{id}/sections/{sectionId}/blocks',
      { id, sectionId: 'rootCause' },
      { claims: [claim], after: null },
    );
    expect(added.status).toBe(201);
    const section = async (sectionId: string) =>
      (await read()).sections.find(
        (one: { id: string }) => one.id === sectionId,
      );
    const [block] = (await section('rootCause')).blocks;
    const edited = await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}',
      { id, blockId: block.id },
      {
        baseRevision: (await read()).revision,
        claims: [{ ...claim, text: `Edited: ${said}` }],
      },
    );
    expect(edited.status).toBe(200);
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}/position',
      { id, blockId: block.id },
      { after: said },
    );
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}/category',
      { id, blockId: block.id },
      { baseRevision: (await read()).revision, category: github },
    );
    await call(
      'post',
      '/postmortems/{id}/causes/{claimId}/decision',
      { id, claimId: block.claims[0].id },
      {
        baseRevision: (await read()).revision,
        outcome: 'confirmed',
        reason: said,
      },
    );
    await call(
      'post',
      '/postmortems/{id}/undetermined',
      { id },
      { baseRevision: (await read()).revision, reason: said },
    );
    await call('post', '/postmortems/{id}/regenerate', { id }, {});
    await call('post', '/postmortems/{id}/recheck', { id }, { reason: said });
    const item = await call(
      'post',
      '/postmortems/{id}/action-items',
      { id },
      { title: said, type: 'prevent', endState: said },
    );
    const itemId = item.body.id;
    await call(
      'patch',
      '/postmortems/{id}/action-items/{itemId}',
      { id, itemId },
      { version: item.body.version, title: `Again: ${said}` },
    );
    await call(
      'post',
      '/postmortems/{id}/action-items/{itemId}/ticket',
      { id, itemId },
      { tracker: 'tracker' },
    );
    await call(
      'post',
      '/postmortems/{id}/transitions',
      { id },
      { to: 'in_review', reason: said },
    );
    await call('post', '/incidents/reassign', {}, { from: said, to: said });
    const delivery = { source: 'leaky', id: 'unknown' };
    for (const action of ['retry', 'drop']) {
      await call('post', `/deliveries/{source}/{id}/${action}`, delivery, {
        reason: said,
      });
    }
    await call('put', '/incidents/{key}/legal-hold', { key }, { reason: said });
    await call('put', '/incidents/{key}/legal-hold', { key }, { reason: null });
    const erasure = { subject: 'person', names: ['Nobody Here'], reason: said };
    await call('post', '/erasures/preview', {}, erasure);
    await call('post', '/erasures', {}, erasure);
    await invoke('start-retro', incident('MCP-1'), 'mei');
    await request(server)
      .post('/api/postmortems/webhooks/leaky')
      .set('content-type', 'application/json')
      .send({ text: said, url: address })
      .expect(202);
    await done;

    // Each route that takes a body was driven
    const { body: document } = await api.get('/openapi.json');
    const writes = Object.entries(document.paths as object).flatMap(
      ([path, methods]) =>
        Object.keys(methods)
          .filter(method => ['post', 'put', 'patch'].includes(method))
          .map(method => `${method} ${path}`),
    );
    expect([...driven].sort()).toEqual(writes.sort());

    // The source saw the raw bytes once, for the signature
    expect(seen[0]).toContain(github);
    const search = await api.get('/search-documents');
    expect(search.status).toBe(200);
    const exported = await api.get(`/postmortems/${id}/export?format=json`);
    const places: Record<string, string> = {
      ...(await dump(knex!)),
      answers: JSON.stringify(answers),
      search: search.text,
      export: exported.text,
      'second look of the source': JSON.stringify(seen.slice(1)),
      log: logged
        .map(one =>
          one instanceof Error ? `${one.stack}` : JSON.stringify(one),
        )
        .join('\n'),
      audits: JSON.stringify(audited),
      tickets: JSON.stringify(tickets),
    };
    for (const [place, content] of Object.entries(places)) {
      for (const secret of SECRETS) {
        const at = content.indexOf(secret);
        expect({
          place,
          leaked: at === -1 ? '' : content.slice(Math.max(0, at - 80), at),
        }).toEqual({ place, leaked: '' });
      }
    }
    // They were there before they were removed
    const removed = '[removed: GitHub token]';
    for (const table of [
      'incidents',
      'evidence',
      'traces',
      'revisions',
      'claims',
      'action_items',
      'webhook_deliveries',
      'seals',
    ]) {
      expect({ table, has: places[table].includes(removed) }).toEqual({
        table,
        has: true,
      });
    }
    const { body: evidence } = await api.get(
      `/incidents/${key}/evidence?id=e-1`,
    );
    expect(evidence.items[0].removedSecrets).toEqual(
      expect.arrayContaining([
        { kind: 'GitHub token', pointer: '/metadata/correlationId' },
        { kind: 'password', pointer: '/sourceUrl' },
        { kind: 'GitHub token', pointer: '/payload/text' },
        { kind: 'password', pointer: '/payload/text' },
      ]),
    );
    await stop();
  });
});
