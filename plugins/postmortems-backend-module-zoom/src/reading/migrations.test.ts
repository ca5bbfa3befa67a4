import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ReadStore } from './ReadStore';

jest.setTimeout(60_000);

const directory = path.resolve(__dirname, '../../migrations');
const databases = TestDatabases.create({ ids: ['POSTGRES_18', 'SQLITE_3'] });

describe('frozen migrations', () => {
  it('are as they were when databases ran them', () => {
    const frozen: Record<string, string> = JSON.parse(
      readFileSync(path.join(directory, 'frozen.json'), 'utf8'),
    );
    const files = readdirSync(directory).filter(file => file.endsWith('.js'));
    const hashes = files.map(file => {
      const content = readFileSync(path.join(directory, file));
      return [file, createHash('sha256').update(content).digest('hex')];
    });
    expect(Object.fromEntries(hashes)).toEqual(frozen);
  });
});

describe.each(databases.eachSupportedId())('ReadStore, %s', id => {
  it('keeps what was read for each incident for half a year, and goes down and up again with rows', async () => {
    const knex = await databases.init(id);
    const store = await ReadStore.create({
      database: mockServices.database({ knex }),
    });
    await store.add('INC-1', 'a', Date.parse('2026-03-02T12:00:00Z'));
    await store.add('INC-1', 'b', Date.parse('2026-03-03T12:00:00Z'));
    await store.add('INC-1', 'b', Date.parse('2026-03-04T12:00:00Z'));
    await expect(store.listKnown('INC-1')).resolves.toEqual(
      new Set(['a', 'b']),
    );
    await expect(store.listKnown('INC-2')).resolves.toEqual(new Set());
    await store.add('INC-2', 'c', Date.parse('2026-08-30T00:00:00Z'));
    await expect(store.listKnown('INC-1')).resolves.toEqual(new Set(['b']));

    const options = {
      directory,
      tableName: 'postmortems_zoom__knex_migrations',
    };
    await knex.migrate.down(options);
    await knex.migrate.latest(options);
    await expect(store.listKnown('INC-2')).resolves.toEqual(new Set());
  });
});
