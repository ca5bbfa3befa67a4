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
  const place = { incidentKey: 'INC-1', channelId: '19:ops@thread.tacv2' };

  it('keeps the progress of each channel, and goes down and up again with rows', async () => {
    const knex = await databases.init(id);
    const store = await ReadStore.create({
      database: mockServices.database({ knex }),
    });
    await expect(store.getProgress(place)).resolves.toEqual({});
    const pass = {
      from: '2026-03-02T12:00:00.000Z',
      to: '2026-03-02T16:00:00.000Z',
      isListed: true,
      threads: [{ ts: '1.0', isTaken: true, isRootTaken: false }],
    };
    await store.setProgress(place, {});
    await store.setProgress(place, { pass });
    await expect(store.getProgress(place)).resolves.toEqual({ pass });
    const other = { ...place, channelId: 'C2' };
    await expect(store.getProgress(other)).resolves.toEqual({});

    const options = {
      directory,
      tableName: 'postmortems_microsoft_teams__knex_migrations',
    };
    await knex.migrate.down(options);
    await knex.migrate.latest(options);
    await expect(store.getProgress(place)).resolves.toEqual({});
  });
});
