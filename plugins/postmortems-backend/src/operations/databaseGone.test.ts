import createKnex, { type Knex } from 'knex';
import request from 'supertest';
import { startStoppablePostgres } from '../__testUtils__/stoppablePostgres';
import { startPostmortems } from '../__testUtils__/testBackend';
import { databaseHealthServiceFactory } from './DatabaseChecks';

jest.setTimeout(120_000);

const incident = {
  key: 'INC-1',
  title: 'Checkout rejects orders',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
};

describe('while the database is gone', () => {
  let postgres: Awaited<ReturnType<typeof startStoppablePostgres>>;
  let knex: Knex;
  let backend: Awaited<ReturnType<typeof startPostmortems>>;

  beforeAll(async () => {
    postgres = await startStoppablePostgres();
    knex = createKnex({
      client: 'pg',
      connection: postgres.url,
      log: { warn: () => {} },
    });
    backend = await startPostmortems({
      knex,
      features: [databaseHealthServiceFactory],
      sources: [
        {
          id: 'hook',
          webhook: {
            authenticate: async () => ({ deliveryId: 'd-1' }),
            process: async () => {},
          },
        },
      ],
    });
  });
  afterAll(async () => {
    await backend?.stop();
    await knex?.destroy();
    postgres?.remove();
  });

  const readiness = () =>
    request(backend.server).get('/.backstage/health/v1/readiness');
  const webhook = () =>
    request(backend.server).post('/api/postmortems/webhooks/hook').send({});

  it('answers 503 with Retry-After, is not ready, and comes back by itself', async () => {
    const { api } = backend;
    expect((await readiness()).status).toBe(200);
    expect((await api.post('/incidents', incident)).status).toBe(201);

    postgres.stop();
    const refused = await Promise.all([
      api.get('/incidents'),
      api.get('/incidents/INC-1'),
      api.post('/incidents', { ...incident, key: 'INC-2' }),
      api
        .post('/incidents', { ...incident, key: 'INC-3' })
        .set('idempotency-key', 'k'),
      webhook(),
    ]);
    for (const { status, headers, body } of refused) {
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('5');
      expect(body.error).toEqual({
        name: 'ServiceUnavailableError',
        message: 'The database is not available; try again later',
      });
    }
    await new Promise(resolve => setTimeout(resolve, 1100));
    const notReady = await readiness();
    expect(notReady.status).toBe(503);
    expect(notReady.body.message).toBe('The database does not answer');
    const alive = await request(backend.server).get(
      '/.backstage/health/v1/liveness',
    );
    expect(alive.status).toBe(200);

    postgres.start();
    await new Promise(resolve => setTimeout(resolve, 1100));
    expect((await readiness()).status).toBe(200);
    const { body } = await api.get('/incidents');
    expect(body.items).toMatchObject([{ key: 'INC-1' }]);
    expect((await webhook()).status).toBe(202);
  });
});
