import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { newRevision } from '../../postmortems/newRevision';
import { sealEvidence } from '../../sealing';
import {
  testContent,
  testIncident,
  testNode,
  testTrace,
} from '../../__testUtils__/records';
import {
  createTestDatabases,
  createTestStores,
} from '../../__testUtils__/stores';
import { isPostgres } from './dialect';

jest.setTimeout(60_000);

const directory = path.resolve(__dirname, '../../../migrations');
const databases = createTestDatabases();

describe('frozen migrations', () => {
  const frozen: Record<string, string> = JSON.parse(
    readFileSync(path.join(directory, 'frozen.json'), 'utf8'),
  );
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map(file => file.split(path.sep).join('/'))
    .filter(file => file.endsWith('.js'));

  it('are as they were when databases ran them', () => {
    const edited = Object.entries(frozen).filter(([file, hash]) => {
      const content = readFileSync(path.join(directory, file));
      return createHash('sha256').update(content).digest('hex') !== hash;
    });
    expect(
      edited.map(([file]) => `${file}: restore it and write a new migration`),
    ).toEqual([]);
  });

  it('are all in the list', () => {
    const missing = files.filter(file => !frozen[file]);
    expect(
      missing.map(file => `${file}: run 'yarn migrations:freeze'`),
    ).toEqual([]);
  });
});

describe.each(databases.eachSupportedId())('migrations, %s', databaseId => {
  /** A database with the latest schema and rows in most tables. */
  const createFilled = async () => {
    const { knex, stores } = await createTestStores(databases, databaseId);
    const incident = testIncident();
    await stores.incidents.create({ incident, actor: 'test' });
    await stores.traces.create({
      incidentKey: incident.key,
      trace: testTrace(),
      stepNodes: [testNode()],
      actor: 'test',
    });
    const { seal } = await sealEvidence({
      seals: stores.seals,
      incident,
      actor: 'test',
    });
    await stores.revisions.save({
      revision: newRevision({
        incidentKey: incident.key,
        author: { type: 'person', ref: 'user:default/ada' },
        reason: 'first',
        sealId: seal.id,
        content: testContent(),
      }),
      actor: 'test',
    });
    await stores.deliveries.add({ sourceId: 's', deliveryId: 'd', body: '{}' });
    return knex;
  };

  it('go down to the initial one and up again with rows', async () => {
    const knex = await createFilled();
    const [completed] = await knex.migrate.list({ directory });
    const later = completed.slice(1);
    const filled = await countRows(knex);

    for (const _ of later) await knex.migrate.down({ directory });
    const initial = await countRows(knex);
    expect(initial).toEqual(pick(filled, Object.keys(initial)));

    for (const _ of later) await knex.migrate.up({ directory });
    const again = await countRows(knex);
    expect(Object.keys(again)).toEqual(Object.keys(filled));
    expect(again).toMatchObject(initial);
  });

  it('go down to nothing with rows and up again', async () => {
    const knex = await createFilled();
    const filled = await countRows(knex);

    await knex.migrate.rollback({ directory }, true);
    expect(await countRows(knex)).toEqual({});

    await knex.migrate.latest({ directory });
    expect(Object.keys(await countRows(knex))).toEqual(Object.keys(filled));
  });
});

/** Rows of each table, by its name. */
async function countRows(knex: Knex): Promise<Record<string, number>> {
  const tables: { name: string }[] = await knex
    .select('name')
    .from(
      isPostgres(knex)
        ? knex
            .select({ name: 'table_name' })
            .from('information_schema.tables')
            .where({ table_schema: 'public', table_type: 'BASE TABLE' })
            .as('tables')
        : knex
            .select('name')
            .from('sqlite_master')
            .where({ type: 'table' })
            .as('tables'),
    );
  const counts: Record<string, number> = {};
  for (const name of tables.map(table => table.name).sort()) {
    if (/^(knex_migrations|sqlite_)/.test(name)) continue;
    const [row] = await knex(name).count({ count: '*' });
    counts[name] = Number(row.count);
  }
  return counts;
}

function pick(counts: Record<string, number>, names: string[]) {
  return Object.fromEntries(names.map(name => [name, counts[name]]));
}
