import type { Knex } from 'knex';
import { isPostgres } from '../platform/database';

const GUARD = 'test_guard';
const AUDIT = 'audit_log';
/** That a source was asked is noted, whatever becomes of what it answered. */
const NO_CHANGES = ['source_activity', 'source_evidence', 'source_questions'];

/**
 * Lets a database refuse rows of the audit, or every other change, for as long
 * as a test wants.
 */
export async function refuseWrites(knex: Knex) {
  const all: string[] = isPostgres(knex)
    ? await knex('information_schema.tables')
        .where({ table_schema: 'public', table_type: 'BASE TABLE' })
        .pluck('table_name')
    : await knex('sqlite_master')
        .where('type', 'table')
        .whereNot('name', 'like', 'sqlite_%')
        .pluck('name');
  const tables = all
    .filter(name => !name.startsWith('knex_') && !NO_CHANGES.includes(name))
    .sort();
  await knex.schema.createTable(GUARD, table => table.text('refused'));
  await knex(GUARD).insert({ refused: 'nothing' });
  if (isPostgres(knex)) {
    await knex.raw(`
      create function test_refuse() returns trigger language plpgsql as $$
      begin
        if (select refused from ${GUARD}) = tg_argv[0] then
          raise exception 'refused by the test';
        end if;
        return coalesce(new, old);
      end $$
    `);
  }
  for (const table of tables) {
    const kind = table === AUDIT ? 'rows' : 'changes';
    for (const event of ['insert', 'update', 'delete']) {
      await knex.raw(
        isPostgres(knex)
          ? `create trigger test_${event} before ${event} on ${table}
             for each row execute function test_refuse('${kind}')`
          : `create trigger test_${table}_${event} before ${event} on ${table}
             when (select refused from ${GUARD}) = '${kind}'
             begin select raise(abort, 'refused by the test'); end`,
      );
    }
  }
  return {
    tables,
    refuse: (refused: 'rows' | 'changes') => knex(GUARD).update({ refused }),
    allow: () => knex(GUARD).update({ refused: 'nothing' }),
  };
}
