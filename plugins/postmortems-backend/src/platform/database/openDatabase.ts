import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { hideStatements } from './databaseErrors';
import { runMigrations } from './migrate';

/** Connects, and brings the schema up to date unless the operator does that. */
export async function openDatabase(options: {
  database: DatabaseService;
  logger?: LoggerService;
}): Promise<Knex> {
  await runMigrations(options);
  const knex = await options.database.getClient();
  hideStatements(knex);
  return knex;
}
