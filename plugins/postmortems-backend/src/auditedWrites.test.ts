import { TestDatabases } from '@backstage/backend-test-utils';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { auditTrail } from './__testUtils__/auditTrail';
import { refuseWrites } from './__testUtils__/refuseWrites';
import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
const time = '2026-03-02T14:02:00.000Z';
const checkout = 'component:default/checkout';
const claim = {
  text: 'Checkout rejected orders',
  kind: 'root_cause',
  spans: [{ evidenceId: 'e-1', pointer: '/text', quote: 'rejected' }],
};
/** Their answers are computed, and nothing is stored. */
const READING = [
  'post /erasures/preview',
  'post /incidents/{key}/claims/verify',
];

const incident = (key: string) => ({
  key,
  title: 'Checkout rejects orders',
  severity: 'sev2' as const,
  services: [checkout],
  startedAt: time,
});
const node = (id: string) => ({
  id,
  sourceType: 'chat' as const,
  timestamp: time,
  payload: { kind: 'message', text: 'Checkout rejected orders' },
  metadata: { service: 'checkout' },
});

/** Collects a node, and opens an incident on a webhook. */
const source: EvidenceSource = {
  id: 'hook',
  webhook: {
    authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
    process: async (_, access) => {
      await access.createIncident({
        ...incident('HOOK-1'),
        visibility: 'public',
        participants: [],
      });
      await access.addEvidence('HOOK-1', [node('from-hook')]);
      await access.updateIncident('HOOK-1', { title: 'Changed' });
      await access.setNotices('HOOK-1', [{ code: 'muted', message: 'Muted' }]);
    },
  },
  collect: async () => [node('collected')],
};

/** The hash of each table. */
async function hashesOf(knex: Knex, tables: readonly string[]) {
  const hashes: Record<string, string> = {};
  for (const table of tables) {
    const rows = JSON.stringify(await knex(table).select());
    hashes[table] = createHash('sha256').update(rows).digest('hex');
  }
  return hashes;
}

describe.each(databases.eachSupportedId())('writes on %s', databaseId => {
  it('have an audit row each, and neither is stored without the other', async () => {
    const { auditor, entries } = auditTrail();
    const { api, server, knex, stop } = await startPostmortems({
      databases,
      databaseId,
      config: { permission: { enabled: true } },
      auditor: { createEvent: auditor.createEvent },
      sources: [source],
      trackers: [
        {
          id: 'tracker',
          createTicket: async () => ({
            key: 'T-1',
            url: 'https://tracker.example.com/T-1',
          }),
        },
      ],
    });
    const guard = await refuseWrites(knex!);
    const rows = () => knex!('audit_log').select().orderBy('id');
    const actions: Record<string, string[]> = {};
    const events: Record<string, string[]> = {};

    /** Calls a route: while the row cannot be written, while the change cannot, and then as it is. */
    const call = async (
      method: 'post' | 'put' | 'patch',
      path: string,
      values: Record<string, string>,
      body: object,
    ) => {
      const route = `${method} ${path}`;
      const url = path.replace(/\{(\w+)\}/g, (_, name) => values[name]);
      const send = () => api[method](url, body, asUser('mei'));
      const isWrite = !READING.includes(route);
      for (const refused of ['rows', 'changes'] as const) {
        const before = await hashesOf(knex!, guard.tables);
        await guard.refuse(refused);
        const { status } = await send();
        await guard.allow();
        expect({ route, refused, failed: status >= 400 }).toEqual({
          route,
          refused,
          failed: isWrite,
        });
        expect(await hashesOf(knex!, guard.tables)).toEqual(before);
      }
      const known = (await rows()).length;
      const told = entries.length;
      const answer = await send();
      expect({ route, ...(answer.status >= 300 && answer.body) }).toEqual({
        route,
      });
      actions[route] = (await rows()).slice(known).map(({ action }) => action);
      events[route] = entries.slice(told).map(({ eventId }) => eventId);
      return answer;
    };

    /** Every delivery was worked off. */
    const worked = async () => {
      const waiting = knex!('webhook_deliveries').where({ state: 'waiting' });
      while ((await waiting.clone()).length > 0) await sleep(20);
    };

    const key = 'INC-1';
    await call('post', '/incidents', {}, incident(key));
    await call(
      'patch',
      '/incidents/{key}',
      { key },
      { title: 'Checkout rejects a third of orders', severity: 'sev1' },
    );
    await call(
      'post',
      '/incidents/{key}/evidence',
      { key },
      { nodes: [node('e-1')] },
    );
    await call('post', '/incidents/{key}/notes', { key }, { text: 'A note' });
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
            hypothesis: 'A bad deployment',
            input: {},
            output: { stdout: 'rejected' },
            evidence: ['e-1'],
            validation: { passed: true, rule: 'r', explanation: 'e' },
            nextStep: null,
          },
        ],
        rootCauseHypothesis: 'A bad deployment',
        supportingEvidence: ['step-1'],
        contributingFactors: [],
      },
    );
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
    const { id } = created.body;
    const read = async () => (await api.get(`/postmortems/${id}`)).body;
    const blocksOf = async (sectionId: string) =>
      (await read()).sections.find(
        (one: { id: string }) => one.id === sectionId,
      ).blocks;
    const add = (text: string, after: string | null) =>
      call(
        'post',
        '/postmortems/{id}/sections/{sectionId}/blocks',
        { id, sectionId: 'rootCause' },
        { claims: [{ ...claim, text }], after },
      );
    await add('Orders were rejected', null);
    const [first] = await blocksOf('rootCause');
    await add('Checkout rejected orders', first.id);
    const [block, second] = await blocksOf('rootCause');
    const baseRevision = async () => (await read()).revision;
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}',
      { id, blockId: block.id },
      {
        baseRevision: await baseRevision(),
        claims: [{ ...claim, text: 'Many orders were rejected' }],
      },
    );
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}/position',
      { id, blockId: second.id },
      { after: null },
    );
    await call(
      'put',
      '/postmortems/{id}/blocks/{blockId}/category',
      { id, blockId: second.id },
      { baseRevision: await baseRevision(), category: 'change' },
    );
    await call(
      'post',
      '/postmortems/{id}/undetermined',
      { id },
      { baseRevision: await baseRevision(), reason: 'Logs were lost' },
    );
    const [cause] = await blocksOf('rootCause');
    await call(
      'post',
      '/postmortems/{id}/causes/{claimId}/decision',
      { id, claimId: cause.claims[0].id },
      {
        baseRevision: await baseRevision(),
        outcome: 'ruled_out',
        reason: 'It began earlier',
      },
    );
    await call('post', '/postmortems/{id}/regenerate', { id }, {});
    await call('post', '/postmortems/{id}/recheck', { id }, {});
    const item = await call(
      'post',
      '/postmortems/{id}/action-items',
      { id },
      { title: 'Add a check', type: 'prevent', endState: 'It is checked' },
    );
    const itemId = item.body.id;
    await call(
      'patch',
      '/postmortems/{id}/action-items/{itemId}',
      { id, itemId },
      { version: item.body.version, priority: 'high' },
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
      { to: 'in_review', reason: 'Ready' },
    );
    await call(
      'post',
      '/incidents/reassign',
      {},
      { from: checkout, to: 'component:default/storefront' },
    );
    await call(
      'put',
      '/incidents/{key}/legal-hold',
      { key },
      { reason: 'A case' },
    );
    const erasure = {
      subject: 'person',
      names: ['Nobody Here'],
      reason: 'They asked for it',
    };
    await call('post', '/erasures/preview', {}, erasure);
    await call('post', '/erasures', {}, erasure);
    const erasing = knex!('erasures').whereNot({ state: 'done' });
    while ((await erasing.clone()).length > 0) await sleep(20);
    // Last, because what is tried again changes things beside
    for (const action of ['drop', 'retry']) {
      const delivery = { source: 'hook', id: `dead-${action}` };
      await knex!('webhook_deliveries').insert({
        source_id: delivery.source,
        delivery_id: delivery.id,
        kind: 'delivery',
        state: 'failed',
        body: 'x',
        received_at: time,
        due_at: time,
        attempts: 10,
      });
      await call('post', `/deliveries/{source}/{id}/${action}`, delivery, {});
    }

    // Each route that may change something was driven, and wrote of it
    const { body: document } = await api.get('/openapi.json');
    const writes = Object.entries(document.paths as object).flatMap(
      ([path, methods]) =>
        Object.keys(methods)
          .filter(method => ['post', 'put', 'patch', 'delete'].includes(method))
          .map(method => `${method} ${path}`),
    );
    expect(Object.keys(actions).sort()).toEqual(writes.sort());
    for (const told of [actions, events]) {
      expect(writes.filter(route => told[route].length === 0)).toEqual(READING);
    }

    await worked();
    await request(server)
      .post('/api/postmortems/webhooks/hook')
      .set('content-type', 'text/plain')
      .send('delivery-1')
      .expect(202);
    await worked();
    const byModules = (await rows()).filter(
      ({ actor }) => !actor.startsWith('user:'),
    );
    expect(
      new Set(byModules.map(({ actor, action }) => `${actor} ${action}`)),
    ).toEqual(
      new Set([
        'system:templates template.save',
        'source:hook evidence.insert',
        'webhook:hook delivery.receive',
        'source:hook incident.create',
        'source:hook incident.update',
        'source:hook incident.set_notices',
        'webhook:hook delivery.complete',
      ]),
    );

    // What people wrote is in the documents, and nowhere in the audit
    const { body: audit } = await api.get('/audit?limit=500', asUser('mei'));
    expect(
      JSON.stringify(audit.items).match(
        /orders|A note|bad deployment|Logs were|began earlier|Add a check|It is/i,
      ),
    ).toBeNull();
    await stop();
  });
});
