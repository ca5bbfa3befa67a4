/** `npm run bench [name…]`: set-up, a real PostgreSQL, then bench/run.mjs. */
import path from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { repoRoot, run } from './processes.mjs';
import { startPostgres } from './postgres.mjs';

export async function bench(args) {
  await ensureDependencies();
  const { env } = await startPostgres();
  const script = path.join(repoRoot, 'bench', 'run.mjs');
  return run(process.execPath, [script, ...args], {
    env: { ...process.env, ...env },
  });
}
