import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mockServices } from '@backstage/backend-test-utils';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import request from 'supertest';
import {
  createTestDatabases,
  createTestStores,
  openStores,
} from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { WorkInProgress } from '../platform/WorkInProgress';
import { DeadLetterStore } from './DeadLetterStore';
import { DeliveryWorker } from './DeliveryWorker';

jest.setTimeout(30_000);

const databases = createTestDatabases();
const root = asUser('root');

async function poison(knex: Parameters<typeof openStores>[0], ids: string[]) {
  const { deliveries } = await openStores(knex);
  for (const deliveryId of ids) {
    await deliveries.add({
      sourceId: 'hook',
      deliveryId,
      body: `{"poison":"${'x'.repeat(5000)}"}`,
    });
    const [{ leaseToken }] = await deliveries.claim({
      limit: 1,
      leaseSeconds: 60,
    });
    await deliveries.fail({ leaseToken, error: `cannot read ${deliveryId}` });
  }
}

describe.each(databases.eachSupportedId())('dead letters on %s', databaseId => {
  it('are listed with their reason, retried and dropped', async () => {
    const processed: string[] = [];
    const source: EvidenceSource = {
      id: 'hook',
      webhook: {
        authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
        process: async ({ id }) => {
          processed.push(id);
        },
      },
    };
    const { api, knex, stop } = await startPostmortems({
      databases,
      databaseId,
      config: { permission: { enabled: true } },
      sources: [source],
    });
    await poison(knex!, ['a/1', 'b', 'c']);

    const { body } = await api.get('/deliveries?limit=2', root);
    expect(body.items).toMatchObject([
      {
        source: 'hook',
        id: 'a/1',
        kind: 'delivery',
        state: 'failed',
        attempts: 1,
        error: 'cannot read a/1',
        bodyLength: 5013,
      },
      { id: 'b' },
    ]);
    expect(body.items[0].body.length).toBe(2000);
    const next = await api.get(
      `/deliveries?limit=2&cursor=${body.pageInfo.nextCursor}`,
      root,
    );
    expect(next.body.items).toMatchObject([{ id: 'c' }]);
    const one = await api.get('/deliveries/hook/a%2F1', root);
    expect(one.body.body).toHaveLength(5013);

    const retried = await api.post('/deliveries/hook/a%2F1/retry', {}, root);
    expect(retried.body).toMatchObject({ state: 'waiting', attempts: 0 });
    while (processed.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(processed).toEqual(['a/1']);
    const dropped = await api.post('/deliveries/hook/b/drop', {}, root);
    expect(dropped.body).toMatchObject({ state: 'dropped', body: '' });
    expect((await api.post('/deliveries/hook/b/retry', {}, root)).status).toBe(
      409,
    );
    expect((await api.post('/deliveries/hook/no/drop', {}, root)).status).toBe(
      404,
    );
    expect((await api.get('/deliveries', root)).body.items).toMatchObject([
      { id: 'c' },
    ]);
    await stop();
  });

  it('are known to their incidents before they do anything, as the process may die', async () => {
    const seen: { database?: Knex; related?: unknown } = {};
    const source: EvidenceSource = {
      id: 'hook',
      webhook: {
        authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
        process: async (_delivery, access) => {
          await access.findIncident('INC-1');
          seen.related = await seen.database!('delivery_incidents').select();
        },
      },
    };
    const { knex, server, stop } = await startPostmortems({
      databases,
      databaseId,
      sources: [source],
    });
    seen.database = knex;
    await request(server)
      .post('/api/postmortems/webhooks/hook')
      .set('content-type', 'text/plain')
      .send('first');
    while (!seen.related) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(seen.related).toEqual([
      { source_id: 'hook', delivery_id: 'first', incident_key: 'INC-1' },
    ]);
    await stop();
  });

  it('are what is left of a delivery that fails each time', async () => {
    const { knex, stores } = await createTestStores(databases, databaseId);
    await stores.deliveries.add({
      sourceId: 'hook',
      deliveryId: 'd',
      body: '',
    });
    let attempts = 0;
    const worker = new DeliveryWorker({
      deliveries: stores.deliveries,
      kind: 'delivery',
      concurrency: 2,
      logger: mockServices.logger.mock(),
      work: new WorkInProgress(),
      process: async () => {
        attempts += 1;
        throw new Error('poisoned');
      },
    });
    for (let i = 0; i < 12; i += 1) {
      await worker.run();
      await knex('webhook_deliveries').update({
        due_at: '2026-01-01T00:00:00.000Z',
      });
    }
    expect(attempts).toBe(10);
    const letters = new DeadLetterStore({ knex });
    const { items } = await letters.list({ state: 'failed', limit: 10 });
    expect(items).toMatchObject([{ id: 'd', attempts: 10, error: 'poisoned' }]);
  });

  it('are told of by the replica alone that has the lease', async () => {
    const { knex, stores } = await createTestStores(databases, databaseId);
    const attempts: unknown[] = [];
    for (const deliveryId of ['done', 'failed']) {
      await stores.deliveries.add({ sourceId: 'hook', deliveryId, body: '' });
    }
    const worker = new DeliveryWorker({
      deliveries: stores.deliveries,
      kind: 'delivery',
      concurrency: 2,
      logger: mockServices.logger.mock(),
      work: new WorkInProgress(),
      monitor: { attempted: (...attempt) => void attempts.push(attempt) },
      process: async ({ deliveryId }) => {
        await knex('webhook_deliveries')
          .where({ delivery_id: deliveryId })
          .update({ lease_token: `taken over ${deliveryId}` });
        if (deliveryId === 'failed') throw new Error('poisoned');
      },
    });
    await worker.run();
    expect(attempts).toEqual([]);
  });

  it('are listed with the beginnings of their bodies, which alone are read', async () => {
    const { knex } = await createTestStores(databases, databaseId);
    await poison(knex, ['a']);
    await knex('webhook_deliveries').update({ body: '🔥'.repeat(3000) });
    const read: { body: string }[] = [];
    knex.on('query-response', (answer: { rows?: [] } | []) =>
      read.push(...(Array.isArray(answer) ? answer : answer.rows ?? [])),
    );
    const letters = new DeadLetterStore({ knex });
    const { items } = await letters.list({ state: 'failed', limit: 10 });
    expect(items[0].bodyLength).toBe(3000);
    expect([...items[0].body]).toHaveLength(1000);
    expect(read.map(({ body }) => [...body].length)).toEqual([2000]);
    const whole = await letters.get({ source: 'hook', id: 'a' });
    expect(whole).toMatchObject({ body: '🔥'.repeat(3000), bodyLength: 3000 });
  });

  it('works deliveries off side by side, those of one group in order', async () => {
    const { stores } = await createTestStores(databases, databaseId);
    const add = (deliveryId: string, orderKey: string) =>
      stores.deliveries.add({ sourceId: 's', deliveryId, orderKey, body: '' });
    for (const [id, key] of [
      ['a1', 'a'],
      ['a2', 'a'],
      ['a3', 'a'],
      ['b1', 'b'],
      ['c1', 'c'],
    ]) {
      await add(id, key);
      await new Promise(resolve => setTimeout(resolve, 2));
    }
    const done: string[] = [];
    let letGo = () => {};
    const held = new Promise<void>(resolve => {
      letGo = resolve;
    });
    const worker = new DeliveryWorker({
      deliveries: stores.deliveries,
      kind: 'delivery',
      concurrency: 2,
      logger: mockServices.logger.mock(),
      work: new WorkInProgress(),
      process: async ({ deliveryId }) => {
        if (deliveryId === 'a1') await held;
        done.push(deliveryId);
      },
    });
    const run = worker.run();
    while (done.length < 2)
      await new Promise(resolve => setTimeout(resolve, 10));
    expect(done).toEqual(['b1', 'c1']);
    letGo();
    await run;
    expect(done).toEqual(['b1', 'c1', 'a1', 'a2', 'a3']);
  });
});

describe('deliveries', () => {
  it('keep their payloads to themselves while no policy says who may read them', async () => {
    const knex = await databases.init('SQLITE_3');
    const { api, stop } = await startPostmortems({ knex });
    await poison(knex, ['a', 'b']);
    const hidden = { body: '', bodyLength: 5013, withheld: true };
    const { body } = await api.get('/deliveries', root);
    expect(body.items).toMatchObject([
      { id: 'a', error: 'cannot read a', ...hidden },
      { id: 'b', ...hidden },
    ]);
    const one = await api.get('/deliveries/hook/a', root);
    expect(one.body).toMatchObject(hidden);
    const retried = await api.post('/deliveries/hook/a/retry', {}, root);
    expect(retried.body).toMatchObject({ state: 'waiting', ...hidden });
    await stop();
  });

  it('are for those alone who may manage them', async () => {
    const { api, stop } = await startPostmortems({
      permissions: {
        authorize: async queries =>
          queries.map(({ permission }) => ({
            result:
              permission.name === 'postmortems.delivery.manage'
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          })),
        authorizeConditional: async queries =>
          queries.map(() => ({ result: AuthorizeResult.ALLOW })),
      },
    });
    expect((await api.get('/deliveries', root)).status).toBe(403);
    expect((await api.get('/deliveries/hook/a', root)).status).toBe(403);
    expect((await api.post('/deliveries/hook/a/drop', {}, root)).status).toBe(
      403,
    );
    await stop();
  });
});
