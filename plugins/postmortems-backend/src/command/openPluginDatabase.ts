import { DatabaseManager } from '@backstage/backend-defaults/database';
import type {
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

const silent: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => silent,
};

/** The command ends when it is done. */
const lifecycle: LifecycleService = {
  addStartupHook() {},
  addShutdownHook() {},
};

/** The database of the plugin as the backend has it, without migrating it. */
export async function openPluginDatabase(
  config: RootConfigService,
): Promise<{ knex: Knex; close: () => Promise<void> }> {
  if (config.getOptional('backend.database.connection') === ':memory:') {
    throw new InputError(
      'backend.database is in the memory of the running backend, where no command can read it',
    );
  }
  const database = DatabaseManager.fromConfig(config).forPlugin('postmortems', {
    logger: silent,
    lifecycle,
  });
  const knex = await database.getClient();
  if (!(await knex.schema.hasTable('seal_chain'))) {
    await knex.destroy();
    throw new InputError(
      'backend.database has no seals. Is it the configuration of the backend, and was the backend started with this version?',
    );
  }
  return { knex, close: () => knex.destroy() };
}
