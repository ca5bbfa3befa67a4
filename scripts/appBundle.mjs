/** The built frontend that the e2e backend serves, built only when changed. */
import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { BACKSTAGE_CLI, bin, repoRoot, run } from './processes.mjs';
import { fingerprint, workspaces } from './fingerprint.mjs';

const appDir = path.join(repoRoot, 'packages', 'app');
const stamp = path.join(repoRoot, 'node_modules', '.postmortems-app-bundle');

export const appIndex = path.join(appDir, 'dist', 'index.html');

/** Folders of the app and of every workspace that it is made of. */
function sources() {
  const all = new Map(workspaces().map(each => [each.manifest.name, each]));
  const found = new Set();
  const visit = name => {
    const workspace = all.get(name);
    if (workspace && !found.has(workspace.dir)) {
      found.add(workspace.dir);
      Object.keys(workspace.manifest.dependencies ?? {}).forEach(visit);
    }
  };
  visit('app');
  return [...found].sort();
}

/** Answers with the exit code. */
export async function buildApp() {
  const wanted = fingerprint([...sources(), 'app-config.yaml', 'yarn.lock']);
  const built = await fs.readFile(stamp, 'utf8').catch(() => undefined);
  if (built === wanted && existsSync(appIndex)) {
    process.stdout.write('Unchanged since the last build.\n');
    return 0;
  }
  await fs.rm(stamp, { force: true });
  const code = await run(...bin(BACKSTAGE_CLI, 'package', 'build'), {
    cwd: appDir,
  });
  if (code === 0) {
    await fs.writeFile(stamp, wanted);
  }
  return code;
}
