import { DatabaseManager } from '@backstage/backend-defaults/database';
import type {
  LifecycleServiceShutdownHook,
  RootConfigService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { quiet } from './quiet';

/** The hooks that end what the database service keeps going, its keepalive for one. */
function createLifecycle() {
  const hooks: LifecycleServiceShutdownHook[] = [];
  const lifecycle: RootLifecycleService = {
    addStartupHook() {},
    addShutdownHook: hook => hooks.push(hook),
    addBeforeShutdownHook: hook => hooks.push(hook),
  };
  const shutDown = async () => {
    for (const hook of hooks) await hook();
  };
  return { lifecycle, shutDown };
}

/** The database of the plugin as the backend has it, without migrating it. */
export async function openPluginDatabase(
  config: RootConfigService,
): Promise<{ knex: Knex; close: () => Promise<void> }> {
  if (config.getOptional('backend.database.connection') === ':memory:') {
    throw new InputError(
      'backend.database is in the memory of the running backend, where no command can read it',
    );
  }
  const { lifecycle, shutDown } = createLifecycle();
  const database = DatabaseManager.fromConfig(config, {
    rootLifecycle: lifecycle,
    rootLogger: quiet,
  }).forPlugin('postmortems', { logger: quiet, lifecycle });
  const knex = await database.getClient();
  const close = async () => {
    await shutDown();
    await knex.destroy();
  };
  if (!(await knex.schema.hasTable('erasures'))) {
    await close();
    throw new InputError(
      'backend.database has not the tables of this version. Is it the configuration of the backend, and was the backend started with this version?',
    );
  }
  return { knex, close };
}
