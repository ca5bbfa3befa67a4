/** The packages as they would be published, packed by Yarn. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { repoRoot, runStep } from '../processes.mjs';
import { workspaces } from '../fingerprint.mjs';
import { YARN_RELEASE } from '../dependencies.mjs';

/**
 * Packs every public workspace into `folder`. Answers with
 * `[{ name, version, file, manifest }]`; the manifest is the packed one.
 */
export async function packAll({ node, env, capture, folder }) {
  await fs.mkdir(folder, { recursive: true });
  const packed = [];
  for (const { dir, manifest } of workspaces()) {
    if (manifest.private) {
      continue;
    }
    const file = path.join(
      folder,
      `${path.basename(dir)}-${manifest.version}.tgz`,
    );
    await runStep(
      node,
      [path.join(repoRoot, YARN_RELEASE), 'pack', '-o', file],
      {
        cwd: path.join(repoRoot, dir),
        env,
      },
    );
    const list = await capture('tar', ['-tzf', file]);
    const text = await capture('tar', ['-xzOf', file, 'package/package.json']);
    packed.push({
      name: manifest.name,
      version: manifest.version,
      file,
      files: list.stdout
        .split('\n')
        .map(name => name.replace(/^package\//, '')),
      manifest: JSON.parse(text.stdout),
    });
  }
  return packed;
}

/** What of a packed manifest would not work for who installs it: `[string]`. */
export function faultsOf({ manifest, files }) {
  const faults = [];
  const entries = [
    manifest.main,
    manifest.types,
    manifest.configSchema,
    ...Object.values(manifest.exports ?? {}).flatMap(entry =>
      typeof entry === 'string'
        ? [entry]
        : Object.entries(entry)
            .filter(([condition]) => condition !== 'backstage')
            .map(([, file]) => file),
    ),
  ]
    .filter(entry => typeof entry === 'string')
    .map(entry => path.posix.normalize(entry));
  for (const entry of new Set(entries)) {
    if (!files.includes(entry)) {
      faults.push(`names ${entry}, which is not in the package`);
    }
  }
  if (entries.some(entry => entry.startsWith('src/'))) {
    faults.push('leads to its sources');
  }
  for (const [name, range] of Object.entries(manifest.dependencies ?? {})) {
    if (range.startsWith('workspace:')) {
      faults.push(`depends on ${name} as a workspace`);
    }
  }
  if (!files.includes('README.md')) {
    faults.push('has no README.md');
  }
  return faults;
}
