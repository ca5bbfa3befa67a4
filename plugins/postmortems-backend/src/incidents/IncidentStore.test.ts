import { testIncident } from '../__testUtils__/records';
import { createTestDatabases, createTestStores } from '../__testUtils__/stores';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('incidents on %s', databaseId => {
  it('reads many incidents in as many queries as a few', async () => {
    const { knex, stores } = await createTestStores(databases, databaseId);
    const keys = Array.from({ length: 30 }, (_, index) => `INC-${index}`);
    for (const key of keys) {
      const incident = testIncident({
        key,
        participants: ['user:default/lea'],
      });
      await stores.incidents.create({ incident, actor: 'test' });
    }
    let queries = 0;
    knex.on('query', () => {
      queries += 1;
    });
    const found = await stores.incidents.getMany({
      keys: [...keys, 'INC-unknown', 'INC-\0'],
    });

    expect(queries).toBe(3);
    expect([...found.keys()].sort()).toEqual([...keys].sort());
    expect(found.get('INC-7')).toEqual(
      await stores.incidents.get({ key: 'INC-7' }),
    );
    expect(await stores.incidents.getMany({ keys: [] })).toEqual(new Map());
  });

  it('hides an incident with a taken key, and writes none outside of the permissions', async () => {
    const { knex, stores } = await createTestStores(databases, databaseId);
    const incident = testIncident({ key: 'INC-1', severity: 'sev1' });
    const severity = (value: string) => ({
      field: 'severity' as const,
      values: [value],
    });
    const create = (more: object) =>
      stores.incidents.create({ incident, actor: 'test', ...more });

    await expect(create({ within: severity('sev3') })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    for (const table of ['incidents', 'incident_services', 'audit_log']) {
      expect([table, await knex(table)]).toEqual([table, []]);
    }
    expect((await create({ within: severity('sev1') })).created).toBe(true);
    expect(await create({ readable: severity('sev1') })).toMatchObject({
      created: false,
      incident: { key: 'INC-1' },
    });
    await expect(create({ readable: severity('sev3') })).rejects.toMatchObject({
      name: 'ConflictError',
    });
  });
});
