import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type {
  SourceStatus,
  SubmitEvidenceNode,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { asUser, startPostmortems } from '../__testUtils__/testBackend';
import { forgetRunErrors, SourceActivityStore } from './SourceActivityStore';
import { SourceStatusService } from './SourceStatusService';
import { SourceStatusStore } from './SourceStatusStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const root = asUser('root');
const at = '2026-03-02T14:02:00.000Z';

const node = (id: string, rest: object = {}): SubmitEvidenceNode => ({
  id,
  sourceType: 'chat',
  timestamp: at,
  payload: { kind: 'message', author: { name: 'Ada' }, text: 'down' },
  metadata: { service: 'checkout' },
  ...rest,
});

/** Opens an incident and adds two nodes, one of them odd; fails on `bad`. */
const hook: EvidenceSource = {
  id: 'hook',
  webhook: {
    authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
    process: async ({ body }, access) => {
      if (body === 'bad') throw new Error('cannot read bad');
      await access.createIncident({
        key: 'HOOK-1',
        title: 'Checkout fails',
        severity: 'sev2',
        services: ['component:default/checkout'],
        startedAt: at,
        visibility: 'public',
        participants: [],
      });
      await access.addEvidence('HOOK-1', [
        node('fine'),
        node('odd', { sourceType: 'smoke signal' }),
      ]);
    },
  },
};

async function start(options: Parameters<typeof startPostmortems>[0]) {
  const backend = await startPostmortems(options);
  const statusOf = async (id: string): Promise<SourceStatus> => {
    const { body } = await backend.api.get('/sources', root);
    return body.items.find((one: SourceStatus) => one.id === id);
  };
  const deliver = async (body: string) => {
    await request(backend.server)
      .post('/api/postmortems/webhooks/hook')
      .set('content-type', 'text/plain')
      .send(body)
      .expect(202);
    const isOpen = async () =>
      backend.knex!('webhook_deliveries')
        .where({ delivery_id: body, attempts: 0 })
        .orWhereNotNull('lease_token');
    while ((await isOpen()).length > 0) await sleep(20);
  };
  return { ...backend, statusOf, deliver };
}

describe.each(databases.eachSupportedId())(
  'status of sources on %s',
  databaseId => {
    it('tells when a delivery was processed, how long it took, and what was taken and refused', async () => {
      const { statusOf, deliver, stop } = await start({
        databases,
        databaseId,
        sources: [hook, { id: 'quiet', collect: async () => [] }],
      });
      expect(await statusOf('hook')).toMatchObject({
        health: 'idle',
        webhook: true,
        collects: false,
        canTest: false,
      });
      await deliver('one');
      await deliver('two');
      expect(await statusOf('hook')).toMatchObject({
        installed: true,
        health: 'healthy',
        lastSuccess: { activity: 'delivery', at: expect.any(String) },
        lag: { deliveries: 2, medianMs: expect.any(Number) },
        deliveries: { waiting: 0, failed: 0 },
        evidence: {
          days: 30,
          taken: 1,
          known: 1,
          refused: 2,
          refusals: [
            { reason: expect.stringMatching(/^\/sourceType /), nodes: 2 },
          ],
        },
      });
      expect((await statusOf('hook')).lastFailure).toBeUndefined();
      expect(await statusOf('quiet')).toMatchObject({ health: 'idle' });
      await stop();
    });

    it('is failing after a failed delivery until a later one is processed', async () => {
      const { statusOf, deliver, knex, stop } = await start({
        databases,
        databaseId,
        sources: [hook],
      });
      await deliver('bad');
      expect(await statusOf('hook')).toMatchObject({
        health: 'failing',
        lastFailure: { activity: 'delivery', message: 'cannot read bad' },
        deliveries: { waiting: 1, oldestWaitingAt: expect.any(String) },
      });
      await sleep(5);
      await deliver('good');
      expect((await statusOf('hook')).health).toBe('healthy');
      await knex!('webhook_deliveries')
        .where({ delivery_id: 'bad' })
        .update({ state: 'failed' });
      expect(await statusOf('hook')).toMatchObject({
        health: 'attention',
        deliveries: { waiting: 0, failed: 1 },
      });
      await stop();
    });

    it('names a source whose deliveries are left although its module is gone', async () => {
      const { statusOf, knex, stop } = await start({ databases, databaseId });
      await knex!('webhook_deliveries').insert({
        source_id: 'gone',
        delivery_id: 'd',
        kind: 'delivery',
        state: 'failed',
        body: 'x',
        received_at: at,
        due_at: at,
        attempts: 10,
      });
      expect(await statusOf('gone')).toMatchObject({
        installed: false,
        health: 'attention',
        deliveries: { failed: 1 },
      });
      await stop();
    });

    it('tells how polls and collections went, and when the next ones are', async () => {
      const { knex } = await createTestStores(databases, databaseId);
      const activity = new SourceActivityStore({ knex });
      const source: EvidenceSource = {
        id: 'poller',
        poll: { frequency: { minutes: 3 }, run: async () => {} },
      };
      const status = new SourceStatusService({
        store: new SourceStatusStore({ knex }),
        sources: new Map([['poller', source]]),
      });
      const run = {
        sourceId: 'poller',
        activity: 'poll' as const,
        startedAt: new Date(at),
      };
      await activity.recordRun(run);
      expect(await status.list()).toMatchObject([
        {
          health: 'healthy',
          lastSuccess: { activity: 'poll' },
          nextPollAt: '2026-03-02T14:05:00.000Z',
        },
      ]);
      await sleep(5);
      await activity.recordRun({ ...run, error: 'token of Mei expired' });
      expect(await status.list()).toMatchObject([
        {
          health: 'failing',
          lastSuccess: { activity: 'poll' },
          lastFailure: { activity: 'poll', message: 'token of Mei expired' },
        },
      ]);
      await forgetRunErrors(knex);
      expect(await status.list()).toMatchObject([
        { health: 'failing', lastFailure: { message: '' } },
      ]);
    });

    it('shows a poll that hangs, and no longer once it has ended', async () => {
      const { knex } = await createTestStores(databases, databaseId);
      const activity = new SourceActivityStore({ knex });
      const source: EvidenceSource = {
        id: 'poller',
        poll: { frequency: { minutes: 1 }, run: async () => {} },
      };
      const status = new SourceStatusService({
        store: new SourceStatusStore({ knex }),
        sources: new Map([['poller', source]]),
      });
      const run = { sourceId: 'poller', activity: 'poll' as const };
      await activity.recordRun({ ...run, startedAt: new Date() });
      await sleep(5);
      await activity.recordStart(run);
      expect(await status.list()).toMatchObject([{ health: 'healthy' }]);
      const since = new Date(Date.now() - 4 * 60_000).toISOString();
      await knex('source_activity').update({
        started_at: since,
        succeeded_at: new Date(Date.now() - 5 * 60_000).toISOString(),
      });
      expect(await status.list()).toMatchObject([
        { health: 'hung', hung: { since, activity: 'poll' } },
      ]);
      await activity.recordRun({ ...run, startedAt: new Date(since) });
      const [ended] = await status.list();
      expect(ended).toMatchObject({ health: 'healthy' });
      expect(ended.hung).toBeUndefined();
    });

    it('adds up what was counted on several days, and forgets old days', async () => {
      const { knex } = await createTestStores(databases, databaseId);
      const activity = new SourceActivityStore({ knex });
      const store = new SourceStatusStore({ knex });
      const taken = { outcome: 'taken' as const, reason: '', nodes: 2 };
      await activity.count('hook', [taken]);
      await activity.count('hook', [taken]);
      await knex('source_evidence').insert({
        source_id: 'hook',
        day: '2020-01-01',
        ...taken,
      });
      const counted = () => store.evidence('2000-01-01');
      expect(await counted()).toMatchObject([{ ...taken, nodes: 6 }]);
      await activity.forgetBefore('2020-01-02');
      expect(await counted()).toMatchObject([{ ...taken, nodes: 4 }]);
    });
  },
);

describe('metrics of sources', () => {
  it('count deliveries, attempts and nodes, and tell what waits', async () => {
    const told = new Map<string, unknown[]>();
    let readBacklog = async (_: { observe(...args: unknown[]): void }) => {};
    const tell = (name: string) => (value: number, attributes?: object) => {
      told.set(name, [...(told.get(name) ?? []), [value, attributes]]);
    };
    const metrics = metricsServiceMock.mock({
      createCounter: name => ({ add: tell(name) }),
      createHistogram: name => ({ record: tell(name) }),
      createObservableGauge: (() => ({
        addCallback: (callback: typeof readBacklog) => {
          readBacklog = callback;
        },
        removeCallback: () => {},
      })) as never,
    });
    const { deliver, stop } = await start({
      databases,
      databaseId: 'SQLITE_3',
      sources: [hook],
      features: [metrics.factory],
    });
    await deliver('one');
    await deliver('bad');
    const work = { source: 'hook', kind: 'delivery' };
    expect(told.get('postmortems.deliveries.received')).toEqual([
      [1, work],
      [1, work],
    ]);
    expect(told.get('postmortems.deliveries.attempts')).toEqual([
      [1, { ...work, outcome: 'done' }],
      [1, { ...work, outcome: 'failed' }],
    ]);
    expect(told.get('postmortems.deliveries.lag')).toEqual([
      [expect.any(Number), work],
    ]);
    expect(told.get('postmortems.deliveries.duration')).toHaveLength(2);
    expect(told.get('postmortems.evidence.nodes')).toEqual([
      [1, { source: 'hook', outcome: 'taken' }],
      [1, { source: 'hook', outcome: 'refused' }],
    ]);
    const observed: unknown[] = [];
    await readBacklog({ observe: (...args) => void observed.push(args) });
    expect(observed).toEqual([[1, { source: 'hook', state: 'waiting' }]]);
    await stop();
  });
});
