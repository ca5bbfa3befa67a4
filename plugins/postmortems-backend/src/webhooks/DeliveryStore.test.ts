import { testIncident } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  withReplicas,
} from '../__testUtils__/stores';
import { chooseDue } from './chooseDue';

jest.setTimeout(20_000);
jest.mock('./chooseDue', () => ({
  chooseDue: jest.fn(jest.requireActual('./chooseDue').chooseDue),
}));

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'DeliveryStore on %p',
  databaseId => {
    const open = async () => {
      const opened = await createTestStores(databases, databaseId);
      await opened.stores.incidents.create({
        incident: testIncident(),
        actor: 'a',
      });
      return opened;
    };
    it('hands each delivery to one replica, and to another after its lease', async () => {
      const { knex, stores } = await open();
      for (const deliveryId of ['d1', 'd2', 'd3', 'd4']) {
        expect(
          await stores.deliveries.add({
            sourceId: 's',
            deliveryId,
            body: '{}',
          }),
        ).toBe(true);
      }
      expect(
        await stores.deliveries.add({
          sourceId: 's',
          deliveryId: 'd1',
          body: '{}',
        }),
      ).toBe(false);
      await withReplicas(knex, 2, async replicas => {
        const claims = await Promise.all(
          replicas.map(({ deliveries }) =>
            deliveries.claim({ limit: 2, leaseSeconds: 60 }),
          ),
        );
        const ids = claims.flat().map(({ deliveryId }) => deliveryId);
        expect(new Set(ids).size).toBe(ids.length);
      });
      const rest = await stores.deliveries.claim({
        limit: 9,
        leaseSeconds: 60,
      });
      expect(rest.length).toBeLessThanOrEqual(2);

      const other = await open();
      await other.stores.deliveries.add({
        sourceId: 's',
        deliveryId: 'd',
        body: '{}',
      });
      const [lost] = await other.stores.deliveries.claim({
        limit: 1,
        leaseSeconds: 0,
      });
      const [taken] = await other.stores.deliveries.claim({
        limit: 1,
        leaseSeconds: 60,
      });
      expect(taken).toMatchObject({ deliveryId: 'd', attempts: 2 });
      // The first one comes back too late
      await other.stores.deliveries.complete({ leaseToken: lost.leaseToken });
      await other.stores.deliveries.fail({
        leaseToken: taken.leaseToken,
        error: 'again',
        retryInMs: -1000,
      });
      const [again] = await other.stores.deliveries.claim({
        limit: 1,
        leaseSeconds: 60,
      });
      expect(again.attempts).toBe(3);
      await other.stores.deliveries.complete({ leaseToken: again.leaseToken });
      expect(
        await other.stores.deliveries.claim({ limit: 1, leaseSeconds: 60 }),
      ).toEqual([]);
    });

    const addAll = async (
      stores: Awaited<ReturnType<typeof open>>['stores'],
      ids: [deliveryId: string, orderKey: string][],
    ) => {
      for (const [deliveryId, orderKey] of ids) {
        await stores.deliveries.add({
          sourceId: 's',
          deliveryId,
          orderKey,
          body: '',
        });
      }
    };
    const idsOf = (claimed: { deliveryId: string }[]) =>
      claimed.map(({ deliveryId }) => deliveryId);

    it('claims other groups while thousands of one group wait', async () => {
      const { knex, stores } = await open();
      await addAll(stores, [['template', 'a']]);
      const row = await knex('webhook_deliveries').first();
      for (let i = 0; i < 15; i += 1) {
        await knex('webhook_deliveries').insert(
          Array.from({ length: 100 }, (_, j) => ({
            ...row,
            delivery_id: `x${i}-${j}`,
          })),
        );
      }
      await addAll(stores, [
        ['b1', 'b'],
        ['c1', 'c'],
      ]);
      const claimed = await stores.deliveries.claim({
        limit: 8,
        leaseSeconds: 60,
      });
      expect(idsOf(claimed)).toEqual(['template', 'b1', 'c1']);
    });

    it('holds later deliveries of an order key back while an earlier one is retried, for about ten minutes', async () => {
      const { knex, stores } = await open();
      await addAll(stores, [['a1', 'a']]);
      await new Promise(resolve => setTimeout(resolve, 2));
      await addAll(stores, [
        ['a2', 'a'],
        ['b1', 'b'],
      ]);
      const claim = () =>
        stores.deliveries.claim({ limit: 8, leaseSeconds: 60 });
      const [first, other] = await claim();
      expect(idsOf([first, other])).toEqual(['a1', 'b1']);
      const { leaseToken } = first;
      await stores.deliveries.fail({
        leaseToken,
        error: 'busy',
        retryInMs: 60_000,
      });
      expect(await claim()).toEqual([]);

      const failed = (attempts: number) =>
        knex('webhook_deliveries')
          .where({ delivery_id: 'a1' })
          .update({ attempts });
      await failed(7);
      expect(await claim()).toEqual([]);
      await failed(8);
      expect(idsOf(await claim())).toEqual(['a2']);
    });

    it('makes a dead letter of a delivery whose attempts all end with the process', async () => {
      const { knex, stores } = await open();
      await addAll(stores, [
        ['a1', 'a'],
        ['b1', 'b'],
      ]);
      await knex('webhook_deliveries')
        .where({ delivery_id: 'b1' })
        .update({ state: 'done' });
      const givenUp: string[] = [];
      const attempts: number[] = [];
      for (let i = 0; i < 12; i += 1) {
        const claimed = await stores.deliveries.claim({
          limit: 8,
          leaseSeconds: 0,
          onGivenUp: ({ deliveryId }) => givenUp.push(deliveryId),
        });
        attempts.push(...claimed.map(one => one.attempts));
      }
      expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(givenUp).toEqual(['a1']);
      const [row] = await knex('webhook_deliveries').where({ state: 'failed' });
      expect(row).toMatchObject({
        delivery_id: 'a1',
        attempts: 10,
        error: 'The process ended while it was being processed',
      });
      const audit = await knex('audit_log').where({
        action: 'delivery.give_up',
      });
      expect(audit).toHaveLength(1);
    });

    it('leaves a delivery alone that was finished while it was chosen', async () => {
      const { knex, stores } = await open();
      await addAll(stores, [
        ['a1', 'a'],
        ['b1', 'b'],
      ]);
      jest.mocked(chooseDue).mockImplementationOnce(async (tx, options) => {
        const chosen = await jest
          .requireActual<typeof import('./chooseDue')>('./chooseDue')
          .chooseDue(tx, options);
        await tx('webhook_deliveries')
          .where({ delivery_id: 'a1' })
          .update({ state: 'done', body: '' });
        return chosen;
      });
      const claimed = await stores.deliveries.claim({
        limit: 8,
        leaseSeconds: 60,
      });
      expect(idsOf(claimed)).toEqual(['b1']);
      expect(
        await knex('webhook_deliveries').where({ delivery_id: 'a1' }).first(),
      ).toMatchObject({ state: 'done', attempts: 0, lease_token: null });
    });

    it('forgets deliveries that were done or dropped a month ago', async () => {
      const { knex, stores } = await open();
      const long = new Date(Date.now() - 31 * 86_400_000).toISOString();
      for (const [id, state, due_at] of [
        ['done-long-ago', 'done', long],
        ['dropped-long-ago', 'dropped', long],
        ['failed-long-ago', 'failed', long],
        ['waiting-long', 'waiting', long],
        ['done-just-now', 'done', new Date().toISOString()],
      ]) {
        await addAll(stores, [[id, id]]);
        await knex('webhook_deliveries')
          .where({ delivery_id: id })
          .update({ state, due_at });
      }
      await stores.deliveries.forgetOld();
      const left = await knex('webhook_deliveries').orderBy('delivery_id');
      expect(left.map(row => row.delivery_id)).toEqual([
        'done-just-now',
        'failed-long-ago',
        'waiting-long',
      ]);
    });
  },
);
