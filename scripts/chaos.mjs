/** `npm run chaos [-- --seed N --minutes M | --storm --scale N]`: set-up, then chaos/main.ts. */
import path from 'node:path';
import { createRequire } from 'node:module';
import { ensureDependencies } from './dependencies.mjs';
import { endProcess, repoRoot, startProcess } from './processes.mjs';

export async function chaos(args) {
  await ensureDependencies();
  return runChaos(args);
}

/** Answers with the exit code. What is not over after `limitMs` is ended. */
export async function runChaos(args, { limitMs } = {}) {
  const transform = createRequire(import.meta.url).resolve(
    '@backstage/cli/config/nodeTransform.cjs',
  );
  const main = path.join(repoRoot, 'chaos', 'main.ts');
  const options = ['--enable-source-maps', '--require', transform];
  const child = startProcess(process.execPath, [...options, main, ...args], {
    // It ends its own replicas, and removes the data of its PostgreSQL
    graceMs: 20_000,
  });
  const timer = limitMs && setTimeout(() => endProcess(child), limitMs);
  const { code } = await child.finished;
  clearTimeout(timer);
  return code;
}
