import type { Knex } from 'knex';
import { isPostgres } from './dialect';

/** The present as stored: UTC ISO 8601 with milliseconds. */
export function now(): string {
  return new Date().toISOString();
}

/**
 * The same by the clock of the database, for what replicas must agree on, such as
 * when a lease ends. SQLite has one process, whose clock it is.
 *
 * @param plusMs - added to it; negative for an earlier time
 */
export function databaseTime(knex: Knex, plusMs = 0): Knex.Raw<string> {
  return isPostgres(knex)
    ? knex.raw(
        `to_char(statement_timestamp() at time zone 'UTC' + ? * interval '1 millisecond', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
        [plusMs],
      )
    : knex.raw('?', [new Date(Date.now() + plusMs).toISOString()]);
}
