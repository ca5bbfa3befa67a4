import { promises as fs } from 'node:fs';
import path from 'node:path';
import { YARN_RELEASE } from '../dependencies.mjs';
import { repoRoot } from '../processes.mjs';

/** The environment with a `yarn` that is the release that is pinned here. */
export async function yarnOnPath({ node, env, folder }) {
  const bin = path.join(folder, 'bin');
  await fs.mkdir(bin, { recursive: true });
  await fs.writeFile(
    path.join(bin, 'yarn'),
    `#!/bin/sh\nexec '${node}' '${path.join(repoRoot, YARN_RELEASE)}' "$@"\n`,
    { mode: 0o755 },
  );
  return { ...env, PATH: [bin, env.PATH].join(path.delimiter) };
}
