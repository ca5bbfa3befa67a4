import type { Knex } from 'knex';
import { isPostgres } from '../platform/database';

/**
 * Lets a transaction change rows of append-only tables. Nobody else sees the
 * tables unprotected: others wait for the transaction, and a failure takes back
 * both the change and the leave to make it.
 */
export async function unprotected(
  tx: Knex.Transaction,
  tables: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  if (isPostgres(tx)) {
    for (const table of tables) {
      await tx.raw(`alter table ?? disable trigger ??`, [
        table,
        `${table}_append_only`,
      ]);
    }
    await change();
    for (const table of tables) {
      await tx.raw(`alter table ?? enable trigger ??`, [
        table,
        `${table}_append_only`,
      ]);
    }
    return;
  }
  const triggers: { name: string; sql: string }[] = await tx('sqlite_master')
    .whereIn(
      'name',
      tables.map(table => `${table}_no_update`),
    )
    .select('name', 'sql');
  for (const { name } of triggers) await tx.raw('drop trigger ??', [name]);
  await change();
  for (const { sql } of triggers) await tx.raw(sql);
}
