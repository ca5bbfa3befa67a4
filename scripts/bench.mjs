/** `npm run bench [name…]`: set-up, a real PostgreSQL, then bench/run.mjs. */
import path from 'node:path';
import { interruptible, repoRoot, run } from './processes.mjs';
import { startPostgres } from './postgres.mjs';
import { setUp } from './setUp.mjs';

export async function bench(args) {
  let stop = async () => {};
  return interruptible(
    async () => {
      const { node, env } = await setUp();
      const postgres = await startPostgres();
      stop = postgres.stop;
      return run(node, [path.join(repoRoot, 'bench', 'run.mjs'), ...args], {
        env: { ...env, ...postgres.env },
      });
    },
    () => stop(),
  );
}
