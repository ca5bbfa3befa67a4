import { createTestDatabases, createTestStores } from '../__testUtils__/stores';
import { isPostgres } from '../platform/database';
import { OTHER_TABLES, TEXT_TABLES } from './textTables';

jest.setTimeout(20_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('tables of %s', databaseId => {
  it('are all in the list of where text rests, with all their columns of text', async () => {
    const { knex } = await createTestStores(databases, databaseId);
    const rows: { table: string; column: string; type: string }[] = isPostgres(
      knex,
    )
      ? await knex('information_schema.columns')
          .where({ table_schema: 'public' })
          .select({
            table: 'table_name',
            column: 'column_name',
            type: 'data_type',
          })
      : await knex.raw(
          `select m.name as "table", c.name as "column", c.type as "type"
           from sqlite_master m join pragma_table_info(m.name) c
           where m.type = 'table'`,
        );
    const columns = new Map<string, string[]>();
    for (const { table, column, type } of rows) {
      if (/^(knex_migrations|sqlite_)/.test(table)) continue;
      const known = columns.get(table) ?? [];
      columns.set(table, known);
      if (/text|char|json|bytea|blob/i.test(type)) known.push(column);
    }
    const listed = [
      ...TEXT_TABLES.map(({ name }) => name),
      ...Object.keys(OTHER_TABLES),
    ];
    expect(listed.sort()).toEqual([...columns.keys()].sort());
    for (const { name, texts, json, people, kept } of TEXT_TABLES) {
      const all = [texts, json, people, kept].flatMap(some => some ?? []);
      expect({ name, columns: all.sort() }).toEqual({
        name,
        columns: columns.get(name)!.sort(),
      });
    }
  });
});
