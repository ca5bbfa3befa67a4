import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import {
  anyCriteria,
  PEOPLE,
  SERVICES,
} from '../../platform/database/__testUtils__/anyCriteria';
import { testIncident } from '../../platform/database/__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
  openStores,
  withReplicas,
} from '../../platform/database/__testUtils__/stores';
import { isPostgres } from '../../platform/database/dialect';
import { createIncident } from '../../incidents/operations/create';
import {
  readChangedFacts,
  type FactsMark,
} from '../operations/readChangedFacts';
import type { Stores } from '../../platform/database/types';
import { FactsMemory } from './FactsMemory';
import { inScope } from './inScope';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const WRITES = 40;

const incidentOf = (number: number) =>
  testIncident({
    key: `INC-${number}`,
    startedAt: new Date(Date.UTC(2026, 0, 1, number)).toISOString(),
  });
const create = (stores: Stores, number: number) =>
  stores.incidents.create({ incident: incidentOf(number), actor: 'test' });
const keysIn = (memory: FactsMemory) =>
  memory.read(facts =>
    facts.between(undefined, undefined).map(row => facts.keyOf(row)),
  );

/** What a reader with this mark is given. */
async function readSince(knex: Knex, since: FactsMark | undefined) {
  const given = { anew: false, keys: [] as string[] };
  const mark = await readChangedFacts(knex, {
    since,
    startAnew: () => {
      given.anew = true;
    },
    put: key => given.keys.push(key),
  });
  return { ...given, mark };
}

describe.each(databases.eachSupportedId())('facts in memory, on %s', id => {
  it('have what was written before they are asked, by whomever, while others ask', async () => {
    const { knex } = await createTestStores(databases, id);
    await withReplicas(knex, 2, async replicas => {
      const period = {
        from: '2026-01-01T00:00:00.000Z',
        to: '2027-01-01T00:00:00.000Z',
        now: '2027-01-01T00:00:00.000Z',
      };
      const count = async (stores: Stores) =>
        (await stores.metrics.read(period)).incidents;
      let asking = true;
      const others = replicas.map(async stores => {
        let most = 0;
        while (asking) {
          const now = await count(stores);
          expect(now).toBeGreaterThanOrEqual(most);
          most = now;
          await new Promise(resolve => setImmediate(resolve));
        }
      });
      try {
        for (let number = 1; number <= WRITES; number++) {
          await create(replicas[number % 2], number);
          expect(await Promise.all(replicas.map(count))).toEqual([
            number,
            number,
          ]);
        }
      } finally {
        asking = false;
        await Promise.all(others);
      }
    });
  });

  it('are read once, and after that only what has changed', async () => {
    const { knex, stores } = await createTestStores(databases, id);
    for (const number of [3, 1, 2]) await create(stores, number);
    const first = await readSince(knex, undefined);
    // In the order of their start
    expect(first).toMatchObject({
      anew: true,
      keys: ['INC-1', 'INC-2', 'INC-3'],
    });
    expect(await readSince(knex, first.mark)).toMatchObject({
      anew: false,
      keys: [],
    });
    await stores.incidents.update({
      key: 'INC-2',
      actor: 'test',
      change: current => ({ ...current, severity: 'sev1' }),
    });
    const second = await readSince(knex, first.mark);
    expect(second).toMatchObject({ anew: false, keys: ['INC-2'] });
    expect((await readSince(knex, second.mark)).keys).toEqual([]);
  });

  it('are read in portions when they are many', async () => {
    const { knex } = await createTestStores(databases, id);
    const many = Array.from({ length: 4_100 }, (_, number) => number);
    for (let start = 0; start < many.length; start += 100) {
      const rows = many.slice(start, start + 100).map(incidentOf);
      await knex('incidents').insert(
        rows.map(({ key, startedAt }) => ({
          key,
          title: key,
          severity: 'sev1',
          status: 'open',
          started_at: startedAt,
          visibility: 'public',
          created_by: 'user:default/ada',
          created_at: startedAt,
          updated_at: startedAt,
          creation_hash: '',
          evidence_batches: 0,
        })),
      );
      await knex('incident_facts').insert(
        rows.map(({ key }) => ({
          incident_key: key,
          version: 0,
          ...(!isPostgres(knex) && { changed_in: 1 }),
        })),
      );
    }
    const keys = many.map(number => `INC-${number}`);
    const { mark, keys: all } = await readSince(knex, undefined);
    expect(all).toEqual(keys);
    // All in one transaction, so that only their keys tell where a portion ends
    await knex('incident_facts').update({
      changed_in: isPostgres(knex) ? knex.raw('pg_current_xact_id()') : 2,
    });
    const changed = await readSince(knex, mark);
    expect(changed.anew).toBe(false);
    expect(changed.keys).toEqual([...keys].sort());
  });

  it('are admitted by the same criteria as rows of the database', async () => {
    const { knex, stores } = await createTestStores(databases, id);
    const memory = new FactsMemory({ knex });
    for (let number = 0; number < 24; number++) {
      await stores.incidents.create({
        incident: {
          ...incidentOf(number),
          severity: number % 2 ? 'sev1' : 'sev2',
          visibility: number % 3 ? 'public' : 'private',
          createdBy: PEOPLE[number % 3],
          services: SERVICES.filter(
            (_, bit) => (number + 1) & (1 << bit),
          ).concat('component:default/other'),
          participants: PEOPLE.filter((_, bit) => (number * 5) & (1 << bit)),
        },
        actor: 'test',
      });
    }
    let some = 0;
    await fc.assert(
      fc.asyncProperty(anyCriteria, async criteria => {
        const { items } = await stores.incidents.list({ criteria, limit: 50 });
        const admitted = await memory.read(facts =>
          inScope(facts, { criteria }).map(row => facts.keyOf(row)),
        );
        expect(admitted.reverse()).toEqual(items.map(({ key }) => key));
        some += Number(items.length > 0 && items.length < 24);
      }),
    );
    expect(some).toBeGreaterThan(20);
  });

  it('are there again after a reading that failed', async () => {
    const { knex, stores } = await createTestStores(databases, id);
    const memory = new FactsMemory({ knex });
    await create(stores, 1);
    expect(await keysIn(memory)).toEqual(['INC-1']);
    await create(stores, 2);
    await knex.schema.renameTable('incident_facts', 'elsewhere');
    const failed = await Promise.allSettled([
      keysIn(memory),
      keysIn(memory),
      keysIn(memory),
    ]);
    expect(failed.map(({ status }) => status)).toEqual(
      Array(3).fill('rejected'),
    );
    await knex.schema.renameTable('elsewhere', 'incident_facts');
    expect(await keysIn(memory)).toEqual(['INC-1', 'INC-2']);
  });
});

const onPostgres = databases.supports('POSTGRES_18') ? describe : describe.skip;

onPostgres('facts in memory, on PostgreSQL', () => {
  const open = (of: TestDatabases) => createTestStores(of, 'POSTGRES_18');

  it('have what a transaction wrote that began before others and committed after them', async () => {
    const { knex, stores } = await open(databases);
    const memory = new FactsMemory({ knex });
    await knex.transaction(async slow => {
      await createIncident(slow, { incident: incidentOf(1), actor: 'test' });
      await create(stores, 2);
      expect(await keysIn(memory)).toEqual(['INC-2']);
      await create(stores, 3);
      expect(await keysIn(memory)).toEqual(['INC-2', 'INC-3']);
    });
    expect(await keysIn(memory)).toEqual(['INC-1', 'INC-2', 'INC-3']);
  });

  it('have nothing of what was rolled back', async () => {
    const { knex, stores } = await open(databases);
    const memory = new FactsMemory({ knex });
    await create(stores, 1);
    await knex
      .transaction(async tx => {
        await createIncident(tx, { incident: incidentOf(2), actor: 'test' });
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(await keysIn(memory)).toEqual(['INC-1']);
  });

  it('are read once where they were restored from a server with more transactions', async () => {
    const { knex, stores } = await open(databases);
    await create(stores, 1);
    await create(stores, 2);
    await knex('incident_facts')
      .where({ incident_key: 'INC-1' })
      .update({ changed_in: '99999999' });
    const { keys, mark } = await readSince(knex, undefined);
    expect(keys).toEqual(['INC-1', 'INC-2']);
    await create(stores, 3);
    expect((await readSince(knex, mark)).keys).toEqual(['INC-3']);
  });

  it('are read anew from another server, whose transactions mean something else', async () => {
    const { knex } = await open(databases);
    const stores = await openStores(knex);
    await create(stores, 1);
    const { mark } = await readSince(knex, undefined);
    const elsewhere: FactsMark = {
      dialect: 'postgres',
      history: 'another one',
      // Far ahead of this one's
      snapshot: '9999999:9999999:',
    };
    expect(await readSince(knex, elsewhere)).toMatchObject({
      anew: true,
      keys: ['INC-1'],
    });
    expect(await readSince(knex, mark)).toMatchObject({ anew: false });
  });
});
