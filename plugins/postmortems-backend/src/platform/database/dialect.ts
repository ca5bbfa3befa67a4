import type { Knex } from 'knex';

/** Whether this is PostgreSQL; everything else is SQLite. */
export function isPostgres(knex: Knex): boolean {
  return String(knex.client.config.client).includes('pg');
}

/**
 * Restricts a query to rows whose column has one of the values. They are bound
 * as one parameter: databases limit parameters, and a domain may have thousands
 * of services.
 */
export function whereAnyOf(
  knex: Knex,
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): Knex.QueryBuilder {
  // No stored text contains NUL, and PostgreSQL refuses it as a parameter
  const askable = values.filter(value => !value.includes('\0'));
  // Cheaper for each row than a list
  if (askable.length === 1) return query.where(column, askable[0]);
  return isPostgres(knex)
    ? query.whereRaw('?? = any(?::text[])', [column, askable])
    : query.whereRaw('?? in (select value from json_each(?))', [
        column,
        JSON.stringify(askable),
      ]);
}
