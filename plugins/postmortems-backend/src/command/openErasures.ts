import type { RootConfigService } from '@backstage/backend-plugin-api';
import { ErasureRunner, ErasureStore } from '../erasure';
import { SealChain, SealKeys } from '../sealing';
import { openPluginDatabase } from './openPluginDatabase';
import { RetentionPolicy } from '../incidents';
import { quiet } from './quiet';

/** What a command has no access to. */
export const THE_REST =
  'The backend does the rest within two minutes: search, and what modules keep.';

/** The erasures of the plugin's database, and who does them. */
export async function openErasures(config: RootConfigService) {
  const { knex, close } = await openPluginDatabase(config);
  const store = new ErasureStore({ knex });
  const runner = new ErasureRunner({
    knex,
    store,
    chain: SealChain.create({ keys: SealKeys.fromConfig(config) }),
    logger: quiet,
    retention: RetentionPolicy.fromConfig(config),
  });
  return { knex, store, runner, close };
}
