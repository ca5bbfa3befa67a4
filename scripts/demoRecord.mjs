/** `npm run demo:record`: makes the demo's captures again, from real tools. */
import path from 'node:path';
import { ExpectedError, interruptible, repoRoot, run } from './processes.mjs';
import { setUp } from './setUp.mjs';
import { ensureSystemTools } from './systemTools.mjs';

export async function record(args) {
  return interruptible(async () => {
    const { node, env } = await setUp();
    const tools = await ensureSystemTools(['Prometheus', 'Alertmanager']);
    if (tools.missing.length > 0) {
      throw new ExpectedError(
        'The captures come from a real Prometheus and Alertmanager only.',
      );
    }
    const script = path.join(repoRoot, 'examples', 'record', 'record.mjs');
    return run(node, [script, ...args], { env: { ...env, ...tools.env } });
  });
}
