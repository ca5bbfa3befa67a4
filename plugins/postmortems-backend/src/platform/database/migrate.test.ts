import { mockServices } from '@backstage/backend-test-utils';
import { createTestDatabases } from '../../__testUtils__/stores';
import { runMigrations } from './migrate';

jest.setTimeout(60_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('runMigrations, %s', databaseId => {
  const open = async (skip = false) => {
    const knex = await databases.init(databaseId);
    const database = mockServices.database.mock({
      getClient: async () => knex,
      migrations: { skip },
    });
    return { knex, database };
  };
  const pretendApplied = (knex: Awaited<ReturnType<typeof open>>['knex']) =>
    knex('knex_migrations').insert({
      name: '20260201000000_incidents.js',
      batch: 1,
      migration_time: new Date(),
    });

  it('makes the tables of an empty database', async () => {
    const { knex, database } = await open();
    await runMigrations({ database });
    await expect(knex.schema.hasTable('incidents')).resolves.toBe(true);
  });

  it('changes nothing when it runs again', async () => {
    const { knex, database } = await open();
    await runMigrations({ database });
    const applied = await knex('knex_migrations').select('name');
    await runMigrations({ database });
    expect(await knex('knex_migrations').select('name')).toEqual(applied);
  });

  it('leaves migrating to the operator who asks for that', async () => {
    const { knex, database } = await open(true);
    await runMigrations({ database });
    await expect(knex.schema.hasTable('incidents')).resolves.toBe(false);
  });

  it('refuses a database from before the first release and says what to do', async () => {
    const { knex, database } = await open();
    await runMigrations({ database });
    await pretendApplied(knex);
    await expect(runMigrations({ database })).rejects.toThrow(
      /'20260201000000_incidents\.js'.*'npm run demo:reset'.*drop the plugin's database/,
    );
  });
});
