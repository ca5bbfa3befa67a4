import { TestDatabases } from '@backstage/backend-test-utils';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import request from 'supertest';
import { auditTrail } from './__testUtils__/auditTrail';
import {
  addDeadLetters,
  driveWrites,
  methodOf,
  offeringSource,
  pathOf,
  READING_POSTS,
  untilWorkedOff,
  writingRoutes,
} from './__testUtils__/driveWrites';
import { refuseWrites } from './__testUtils__/refuseWrites';
import { asUser, startPostmortems } from './__testUtils__/testBackend';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });
/** Stands in whatever people write. */
const MARK = 'written by people';
const time = '2026-03-02T14:02:00.000Z';

const node = (id: string) => ({
  id,
  sourceType: 'chat' as const,
  timestamp: time,
  payload: { kind: 'message', text: MARK },
  metadata: { service: 'checkout' },
});

/** Collects a node, and opens an incident on a webhook. */
const source: EvidenceSource = {
  id: 'hook',
  webhook: {
    authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
    process: async (_, access) => {
      await access.createIncident({
        key: 'HOOK-1',
        title: MARK,
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: time,
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
      sources: [source, offeringSource],
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
      route: string,
      values: Record<string, string>,
      body: object,
    ) => {
      const method = methodOf(route);
      const send = () =>
        api[method](pathOf(route, values), body, asUser('mei'));
      const isWrite = !READING_POSTS.includes(route);
      await untilWorkedOff(knex!);
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
      return answer.body;
    };

    await addDeadLetters(knex!);
    await driveWrites({
      server,
      knex: knex!,
      key: 'INC-1',
      said: field => `${MARK}: ${field}`,
      address: `https://example.com/${MARK}`,
      call,
      read: async path => (await api.get(path, asUser('mei'))).body,
    });
    // Each route that may change something was driven, and wrote of it
    const { body: document } = await api.get('/openapi.json');
    const writes = writingRoutes(document);
    expect(Object.keys(actions).sort()).toEqual(writes.sort());
    for (const told of [actions, events]) {
      expect(writes.filter(route => told[route].length === 0)).toEqual(
        READING_POSTS,
      );
    }

    await untilWorkedOff(knex!);
    await request(server)
      .post('/api/postmortems/webhooks/hook')
      .set('content-type', 'text/plain')
      .send('delivery-1')
      .expect(202);
    await untilWorkedOff(knex!);
    const byModules = (await rows()).filter(
      ({ actor }) => !actor.startsWith('user:'),
    );
    expect(
      new Set(byModules.map(({ actor, action }) => `${actor} ${action}`)),
    ).toEqual(
      new Set([
        'system:templates template.save',
        'source:hook evidence.insert',
        'source:offering evidence.offer',
        'webhook:offering delivery.receive',
        'webhook:offering delivery.complete',
        'webhook:hook delivery.receive',
        'source:hook incident.create',
        'source:hook incident.update',
        'source:hook incident.set_notices',
        'webhook:hook delivery.complete',
      ]),
    );

    // What people wrote is in the documents; in the audit are two reasons that are nowhere else
    const { body: audit } = await api.get('/audit?limit=500', asUser('mei'));
    const told = JSON.stringify(audit.items).matchAll(
      new RegExp(`${MARK}([^"]*)`, 'g'),
    );
    expect(Array.from(told, ([, field]) => field)).toEqual([
      ': reason of the hold',
      ': reason of the transition',
    ]);
    await stop();
  });
});
