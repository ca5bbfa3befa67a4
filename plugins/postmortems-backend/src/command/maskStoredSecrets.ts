import type { RootConfigService } from '@backstage/backend-plugin-api';
import { removeStoredSecrets, type RemovalCounts } from '../removal';
import { SealChain, SealKeys } from '../sealing';
import { counted } from './counted';
import { openPluginDatabase } from './openPluginDatabase';

/** Removes secrets from what was stored before they were removed on arrival. */
export async function maskStoredSecrets(options: {
  config: RootConfigService;
  dryRun: boolean;
  print: (text: string) => void;
}): Promise<number> {
  const { config, dryRun, print } = options;
  const done = dryRun ? 'would be changed' : 'changed';
  const database = await openPluginDatabase(config);
  try {
    const totals = await removeStoredSecrets({
      knex: database.knex,
      chain: SealChain.create({ keys: SealKeys.fromConfig(config) }),
      dryRun,
      onIncident: (key, counts) =>
        print(`${key}: ${describe(counts)} ${done}\n`),
    });
    print(
      Object.keys(totals).length === 0
        ? 'No secrets were found.\n'
        : `In all: ${describe(totals)} ${done}.\n`,
    );
    return 0;
  } finally {
    await database.close();
  }
}

/** As in “3 rows of evidence, 1 row of incidents”. */
export function describe(counts: RemovalCounts): string {
  return Object.entries(counts)
    .map(([table, count]) => `${counted(count, 'row')} of ${table}`)
    .join(', ');
}
