import {
  resolvePackagePath,
  type DatabaseService,
  type LoggerService,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { Knex } from 'knex';
import { readdir } from 'node:fs/promises';

const DIRECTORY = resolvePackagePath(
  '@postmortems/backstage-plugin-postmortems-backend',
  'migrations',
);

/** Brings the schema up to date, unless the operator does that. */
export async function runMigrations(options: {
  database: DatabaseService;
  logger?: LoggerService;
}): Promise<void> {
  const { database, logger } = options;
  if (database.migrations?.skip) return;
  const knex = await database.getClient();
  await refuseUnreleasedSchema(knex);
  const [, applied] = await knex.migrate.latest({ directory: DIRECTORY });
  if (applied.length > 0) {
    logger?.info(`Applied database migrations: ${applied.join(', ')}`);
  }
}

/**
 * The migrations from before the first release were replaced by one, so there
 * is no way from their schema to today's.
 */
async function refuseUnreleasedSchema(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasTable('knex_migrations'))) return;
  const [initial] = (await readdir(DIRECTORY))
    .filter(file => file.endsWith('.js'))
    .sort();
  const older = await knex('knex_migrations')
    .where('name', '<', initial)
    .first('name');
  if (older) {
    throw new ConflictError(
      `The database of the plugin 'postmortems' comes from before its first release (it has the migration '${older.name}') and cannot be migrated. For the demo, run 'npm run demo:reset'. Elsewhere, back up what you want to keep, drop the plugin's database or schema (called 'backstage_plugin_postmortems' unless you configured another name), and start again.`,
    );
  }
}
