import type { Knex } from 'knex';
import { isPostgres } from '../platform/database';

/** Runs something as somebody who may switch the protection of tables off. */
export async function asAdministrator(
  knex: Knex,
  change: () => Promise<unknown>,
) {
  if (isPostgres(knex)) {
    for (const table of await tables(knex)) {
      await knex.raw(`alter table ${table} disable trigger all`);
    }
  } else {
    await knex.raw('pragma foreign_keys = off');
    const triggers: { name: string }[] = await knex('sqlite_master')
      .where({ type: 'trigger' })
      .select('name');
    for (const { name } of triggers) await knex.raw(`drop trigger ${name}`);
  }
  await change();
}

async function tables(knex: Knex): Promise<string[]> {
  return knex('information_schema.tables')
    .where({ table_schema: 'public', table_type: 'BASE TABLE' })
    .pluck('table_name');
}
