/** `npm run chaos [-- --seed N --minutes M]`: set-up, then chaos/main.ts. */
import path from 'node:path';
import { createRequire } from 'node:module';
import { ensureDependencies } from './dependencies.mjs';
import { repoRoot, run } from './processes.mjs';

export async function chaos(args) {
  await ensureDependencies();
  return runChaos(args);
}

/** Answers with the exit code. */
export async function runChaos(args) {
  const transform = createRequire(import.meta.url).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  );
  const main = path.join(repoRoot, 'chaos', 'main.ts');
  const options = ['--enable-source-maps', '--require', transform];
  return run(process.execPath, [...options, main, ...args], {
    // It ends its own replicas, and removes the data of its PostgreSQL
    graceMs: 20_000,
  });
}
