/** `npm run test:hostile`: every route with extreme and wrong input, as every kind of caller. */
import { parseArgs } from 'node:util';
import { ensureDependencies } from './dependencies.mjs';
import { BACKSTAGE_CLI, bin, run } from './processes.mjs';
import { startPostgres } from './postgres.mjs';

export async function testHostile(args) {
  const { values } = parseArgs({
    args,
    options: { runs: { type: 'string' }, seed: { type: 'string' } },
  });
  await ensureDependencies();
  const { env } = await startPostgres();
  return run(
    ...bin(
      BACKSTAGE_CLI,
      ...['repo', 'test', '--ci', '--watch=false', '--maxWorkers=1'],
      'plugins/postmortems-backend/src/hostile.test.ts',
    ),
    {
      env: {
        ...process.env,
        ...env,
        HOSTILE_RUNS: values.runs ?? '300',
        HOSTILE_SEED: values.seed ?? String(Date.now() % 1e9),
      },
      stdio: 'inherit',
    },
  );
}
