import { createHash } from 'node:crypto';
import {
  testContent,
  testIncident,
  testNode,
  testTrace,
} from './__testUtils__/records';
import { createTestDatabases, createTestStores } from './__testUtils__/stores';
import { isPostgres } from './platform/database';
import { sealEvidence } from './sealing';
import { newRevision } from './postmortems/newRevision';

jest.setTimeout(20_000);

const databases = createTestDatabases();
const APPEND_ONLY = [
  'evidence',
  'seals',
  'traces',
  'revisions',
  'claims',
  'claim_spans',
  'audit_log',
  'seal_chain',
  'sealed_evidence',
];

/** A database with a row in every append-only table. */
async function filled(databaseId: Parameters<typeof createTestStores>[1]) {
  const { knex, stores } = await createTestStores(databases, databaseId);
  const incident = testIncident();
  await stores.incidents.create({ incident, actor: 'test' });
  await stores.traces.create({
    incidentKey: 'INC-1',
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
      incidentKey: 'INC-1',
      author: { type: 'person', ref: 'user:default/ada' },
      reason: 'first',
      sealId: seal.id,
      content: testContent(),
    }),
    actor: 'test',
  });
  const dump = async () => {
    const hash = createHash('sha256');
    for (const table of APPEND_ONLY) {
      hash.update(JSON.stringify(await knex(table).select()));
    }
    return hash.digest('hex');
  };
  return { knex, dump };
}

describe.each(databases.eachSupportedId())('%p', databaseId => {
  it('refuses to change or delete rows of append-only tables', async () => {
    const { knex, dump } = await filled(databaseId);
    const before = await dump();
    for (const table of APPEND_ONLY) {
      const rows = await knex(table).select();
      expect({ table, some: rows.length > 0 }).toEqual({ table, some: true });
      const [column] = Object.keys(rows[0]);
      const refused = `Rows of ${table} are append-only`;
      await expect(
        knex(table).update({ [column]: rows[0][column] }),
      ).rejects.toThrow(refused);
      await expect(knex(table).delete()).rejects.toThrow(refused);
      // SQLite has no TRUNCATE; its DELETE without a WHERE is the same
      const truncate = isPostgres(knex)
        ? knex.raw('truncate table ?? cascade', [table])
        : knex(table).delete();
      await expect(truncate).rejects.toThrow('append-only');
    }
    expect(await dump()).toBe(before);
  });

  if (databaseId === 'SQLITE_3') {
    it('refuses REPLACE, which deletes without a trigger', async () => {
      const { knex, dump } = await filled(databaseId);
      const before = await dump();
      for (const table of APPEND_ONLY) {
        const [row] = await knex(table).select();
        const columns = Object.keys(row);
        await knex.raw(
          `insert or replace into ${table} (${columns.join(', ')})
           select ${columns
             .map(name =>
               /^(?:text|reason|payload|root|content|details|quote)$/.test(name)
                 ? `'forged'`
                 : name,
             )
             .join(', ')} from ${table}`,
        );
      }
      expect(await dump()).toBe(before);
    });
  }
});
