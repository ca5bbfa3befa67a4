/** Everything that has to be there before a command can do its job. */
import path from 'node:path';
import { ensureDependencies } from './dependencies.mjs';
import { repoRoot } from './processes.mjs';
import { ensureNode } from './toolchain.mjs';

/**
 * Answers with the Node to use, the environment for child processes, and
 * `bin`, which gives command and arguments of an installed command-line tool.
 */
export async function setUp() {
  const toolchain = await ensureNode();
  const env = { ...process.env, ...toolchain.env };
  // Each tool sets its own; an inherited one would change what it builds.
  delete env.NODE_ENV;
  await ensureDependencies({ node: toolchain.node, env });
  return {
    node: toolchain.node,
    env,
    bin: (file, ...args) => [
      toolchain.node,
      [path.join(repoRoot, 'node_modules', file), ...args],
    ],
  };
}

export const BACKSTAGE_CLI = '@backstage/cli/bin/backstage-cli';
export const NODE_TRANSFORM = '@backstage/cli/config/nodeTransform.cjs';
