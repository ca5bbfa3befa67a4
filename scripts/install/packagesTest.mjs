/**
 * The packages, built and packed as for a release. While Yarn packs one, its
 * manifest is the published one: nothing else may read the workspaces meanwhile.
 */
import { BACKSTAGE_CLI, bin, log } from '../processes.mjs';
import { countedChecks, envWithYarn, succeeds } from './checks.mjs';
import { faultsOf, packAll, readPacked } from './packages.mjs';

/** A stage of `npm test`. */
export async function packagesTest({ scratch }) {
  const { check, counts } = countedChecks();
  try {
    const env = await envWithYarn(scratch);
    await check('all packages build', () =>
      // A build lists hundreds of files; what went wrong is on stderr.
      succeeds(...bin(BACKSTAGE_CLI, 'repo', 'build'), {
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    await check('all packages are packed', () => packAll({ env, scratch }));
    for (const each of await readPacked(scratch)) {
      await check(`${each.manifest.name} is complete`, async () => {
        const faults = faultsOf(each);
        if (faults.length > 0) {
          throw new Error(`${each.manifest.name} ${faults.join('; ')}`);
        }
      });
    }
  } catch (error) {
    log(error.stack);
  }
  return counts;
}
