import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { testIncident } from '../__testUtils__/records';
import { ErasureStore } from '../erasure/ErasureStore';
import { IdempotencyStore } from '../idempotency/IdempotencyStore';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const MINUTES = 60_000;

/** What a replica does whose clock is wrong by so much. */
async function withClockOff<T>(ms: number, work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({
    now: Date.now() + ms,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
  try {
    return await work();
  } finally {
    jest.useRealTimers();
  }
}

const describeOnPostgres = databases.supports('POSTGRES_18')
  ? describe
  : describe.skip;

describeOnPostgres.each([-2 * MINUTES, 2 * MINUTES])(
  'a replica whose clock is %d ms off',
  off => {
    it('leaves deliveries alone that another one processes', async () => {
      const { stores } = await createTestStores(databases, 'POSTGRES_18');
      const { deliveries } = stores;
      const claim = () => deliveries.claim({ limit: 1, leaseSeconds: 60 });
      await deliveries.add({ sourceId: 's', deliveryId: 'd', body: '' });
      const [claimed] = await claim();
      expect(await withClockOff(off, claim)).toEqual([]);

      await deliveries.handBack(claimed);
      const [other] = await withClockOff(off, claim);
      expect(other.deliveryId).toBe('d');
      expect(await claim()).toEqual([]);
      await withClockOff(off, () =>
        deliveries.renew({ ...other, leaseSeconds: 0 }),
      );
      expect(await claim()).toHaveLength(1);
    });

    it('keeps the order in which deliveries came', async () => {
      const { stores } = await createTestStores(databases, 'POSTGRES_18');
      const { deliveries } = stores;
      const add = (deliveryId: string) =>
        deliveries.add({ sourceId: 's', deliveryId, body: '', orderKey: 'k' });
      await withClockOff(-off, () => add('z-firing'));
      await withClockOff(off, () => add('a-resolved'));
      const [first] = await deliveries.claim({ limit: 2, leaseSeconds: 60 });
      expect(first.deliveryId).toBe('z-firing');
    });

    it('begins no write that another one does', async () => {
      const { knex } = await createTestStores(databases, 'POSTGRES_18');
      const store = new IdempotencyStore({ knex });
      const write = { caller: 'a', key: 'k', requestHash: 'h' };
      await store.begin(write);
      expect(await withClockOff(off, () => store.begin(write))).toMatchObject({
        outcome: 'busy',
      });

      const other = { ...write, key: 'other' };
      await withClockOff(off, () => store.begin(other));
      expect(await store.begin(other)).toMatchObject({ outcome: 'busy' });
    });

    it('leaves erasures alone that another one works on', async () => {
      const { knex, stores } = await createTestStores(databases, 'POSTGRES_18');
      await stores.incidents.create({ incident: testIncident(), actor: 'a' });
      const store = new ErasureStore({ knex });
      await store.create({
        request: {
          subject: 'incident',
          incidentKey: testIncident().key,
          reason: 'Asked for',
        },
        actor: 'a',
      });
      const claimed = await withClockOff(off, () => store.claim());
      expect(claimed).toBeDefined();
      expect(await store.claim()).toBeUndefined();
      expect(await withClockOff(off, () => store.claim())).toBeUndefined();
    });
  },
);
