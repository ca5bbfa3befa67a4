/** The built frontend that the e2e backend serves, built only when changed. */
import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { repoRoot, run } from './processes.mjs';
import { fingerprint, workspaces } from './fingerprint.mjs';
import { BACKSTAGE_CLI } from './setUp.mjs';

const appDir = 'packages/app';
const stamp = path.join(repoRoot, 'node_modules', '.postmortems-app-bundle');

/** The app and every workspace that it is made of. */
function sources() {
  const all = workspaces();
  const byName = new Map(all.map(w => [w.manifest.name, w]));
  const found = new Set();
  const visit = workspace => {
    if (workspace && !found.has(workspace.dir)) {
      found.add(workspace.dir);
      Object.keys(workspace.manifest.dependencies ?? {}).forEach(name =>
        visit(byName.get(name)),
      );
    }
  };
  visit(all.find(({ dir }) => dir === path.normalize(appDir)));
  return [...found].sort();
}

/** Answers with the exit code. */
export async function buildApp({ bin, env }) {
  const wanted = fingerprint([...sources(), 'app-config.yaml', 'yarn.lock']);
  const built = await fs.readFile(stamp, 'utf8').catch(() => undefined);
  const index = path.join(repoRoot, appDir, 'dist', 'index.html');
  if (built === wanted && existsSync(index)) {
    process.stdout.write('Unchanged since the last build.\n');
    return 0;
  }
  await fs.rm(stamp, { force: true });
  const code = await run(...bin(BACKSTAGE_CLI, 'package', 'build'), {
    cwd: path.join(repoRoot, appDir),
    env,
  });
  if (code === 0) {
    await fs.writeFile(stamp, wanted);
  }
  return code;
}
