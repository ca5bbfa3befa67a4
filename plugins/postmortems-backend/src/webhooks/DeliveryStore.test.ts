import { testIncident } from '../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  withReplicas,
} from '../__testUtils__/stores';

jest.setTimeout(20_000);

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
        retryAt: new Date(Date.now() - 1000),
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
  },
);
