/** What the stages `packages` and `install` have in common. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { YARN_RELEASE } from '../dependencies.mjs';
import { run } from '../processes.mjs';

/**
 * Runs checks, each a line of the output that passes or fails. Answers with
 * `{ check, counts }`; what comes after a failed check would only fail too.
 */
export function countedChecks() {
  const counts = { passed: 0, failed: 0 };
  const check = async (name, job) => {
    const started = Date.now();
    const count = (outcome, mark) => {
      counts[outcome] += 1;
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${mark} ${name} (${seconds} s)\n`);
    };
    try {
      const result = await job();
      count('passed', 'ok    ');
      return result;
    } catch (error) {
      count('failed', 'FAILED');
      throw error;
    }
  };
  return { check, counts };
}

export async function succeeds(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    throw new Error(`'${command} ${args.join(' ')}' ended with code ${code}`);
  }
}

/** The environment with a `yarn` that is the release that is pinned here. */
export async function envWithYarn(folder) {
  const script = `#!/bin/sh\nexec '${process.execPath}' '${YARN_RELEASE}' "$@"\n`;
  await fs.writeFile(path.join(folder, 'yarn'), script, { mode: 0o755 });
  const PATH = [folder, process.env.PATH].join(path.delimiter);
  return { ...process.env, PATH };
}
