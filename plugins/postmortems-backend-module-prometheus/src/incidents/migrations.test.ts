import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { notification } from '../__testUtils__/notifications';
import { parseNotification, readBody } from '../webhook/payload';
import { AlertStore } from './AlertStore';

jest.setTimeout(60_000);

const directory = path.resolve(__dirname, '../../migrations');
const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

describe('frozen migrations', () => {
  const frozen: Record<string, string> = JSON.parse(
    readFileSync(path.join(directory, 'frozen.json'), 'utf8'),
  );
  const files = readdirSync(directory).filter(file => file.endsWith('.js'));

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

describe.each(databases.eachSupportedId())('migrations, %s', id => {
  const options = {
    directory,
    tableName: 'postmortems_prometheus__knex_migrations',
  };

  it('go down to the initial one and up again with rows', async () => {
    const knex = await databases.init(id);
    const store = await AlertStore.create({
      source: 'prometheus',
      database: mockServices.database({ knex }),
      flapWindowMinutes: 60,
    });
    const { alerts } = parseNotification(
      readBody(notification([{ startsAt: '2026-03-02T14:00:00.000Z' }])),
      new Date(),
    );
    const service = { ref: 'component:default/basket', name: 'basket' };
    await store.record({
      groupKey: 'group',
      groupLabels: {},
      receivedAt: new Date('2026-03-02T14:00:10.000Z'),
      isComplete: true,
      alerts: alerts.map(alert => ({ alert, service })),
    });
    const readRows = async () => ({
      groups: await knex('postmortems_prometheus_groups').select('group_hash'),
      alerts: await knex('postmortems_prometheus_alerts').select(
        'incident_key',
      ),
    });
    const before = await readRows();
    expect(before.alerts).toHaveLength(1);

    const [completed] = await knex.migrate.list(options);
    const later = completed.slice(1);
    for (const _ of later) await knex.migrate.down(options);
    for (const _ of later) await knex.migrate.up(options);

    expect(await readRows()).toEqual(before);
  });

  it('go down to nothing and up again', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest(options);
    await knex.migrate.rollback(options, true);
    const table = 'postmortems_prometheus_alerts';
    await expect(knex.schema.hasTable(table)).resolves.toBe(false);
    await knex.migrate.latest(options);
    await expect(knex.schema.hasTable(table)).resolves.toBe(true);
  });
});
