import type { Knex } from 'knex';
import { isPostgres } from '../platform/database';

/**
 * Lets a transaction change and delete rows of append-only tables. For all others
 * they stay protected, and a failure takes back both the change and the leave to
 * make it.
 */
export async function unprotected(
  tx: Knex.Transaction,
  tables: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  if (isPostgres(tx)) {
    const allow = (names: string) =>
      tx.raw(`select set_config('postmortems.unprotected', ?, true)`, [names]);
    await allow(`,${tables.join(',')},`);
    await change();
    await allow('');
    return;
  }
  const triggers: { name: string; sql: string }[] = await tx('sqlite_master')
    .whereIn(
      'name',
      tables.flatMap(table => [`${table}_no_update`, `${table}_no_delete`]),
    )
    .select('name', 'sql');
  for (const { name } of triggers) await tx.raw('drop trigger ??', [name]);
  await change();
  for (const { sql } of triggers) await tx.raw(sql);
}
