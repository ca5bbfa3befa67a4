import createKnex from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isPostgres } from '../database/dialect';
import {
  createTestDatabases,
  openStores,
} from '../database/__testUtils__/stores';
import { at, Writer } from './__testUtils__/randomWrites';

jest.setTimeout(60_000);

const SCOPE = { from: at(0), to: at(200), now: at(300) };
const READERS = 12;

describe('figures that are read while others write', () => {
  const databases = createTestDatabases();

  it.each(databases.eachSupportedId())(
    'are of one moment, and readers do not wait for each other for ever, on %s',
    async databaseId => {
      const knex = await databases.init(databaseId);
      const stores = await openStores(knex);
      const writer = new Writer(stores);
      const write = { which: 0, day: 1, minute: 0, pick: 1 };
      for (const what of ['open', 'write', 'item', 'item', 'item'] as const) {
        await writer.apply({ ...write, what });
      }
      const [{ id: retrospectiveId }] = await knex('retrospectives');
      const items = await stores.actionItems.ofRetrospective({
        id: retrospectiveId,
      });

      // Items go from open to done and back, one after the other
      let writing = true;
      let writes = 0;
      const writers = (async () => {
        while (writing) {
          writes += 1;
          // SQLite answers at once: without a turn for others nobody else would get one
          await nextTurn();
          const state = Math.floor(writes / items.length) % 2 ? 'open' : 'done';
          await stores.actionItems.update({
            retrospectiveId,
            id: items[writes % items.length].id,
            actor: 'test',
            change: current => ({ ...current, state }),
          });
        }
      })();

      try {
        for (const max of [2, 10]) {
          // Another replica, whose pool has that many connections; SQLite has one for all
          const own = isPostgres(knex)
            ? createKnex({ ...knex.client.config, pool: { min: 0, max } })
            : knex;
          const replica = await openStores(own);
          const read = await Promise.all(
            Array.from({ length: READERS }, () => replica.metrics.read(SCOPE)),
          );
          for (const figures of read) {
            const sum = (of: 'open' | 'closed') =>
              figures.owners.reduce((total, one) => total + one[of], 0);
            expect([sum('open'), sum('closed')]).toEqual([
              figures.items.open,
              figures.items.closed,
            ]);
          }
          if (own !== knex) await own.destroy();
        }
      } finally {
        writing = false;
        await writers;
      }
      expect(writes).toBeGreaterThan(1);
    },
  );
});
