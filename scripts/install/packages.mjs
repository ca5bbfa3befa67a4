/** The packages as they would be published, packed by Yarn. */
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { capture, repoRoot, runStep } from '../processes.mjs';
import { workspaces } from '../fingerprint.mjs';

const folderIn = scratch => path.join(scratch, 'packages');

/** Packs every public workspace. */
export async function packAll({ env, scratch }) {
  await fs.mkdir(folderIn(scratch), { recursive: true });
  for (const { dir, manifest } of workspaces()) {
    if (!manifest.private) {
      const file = path.join(folderIn(scratch), `${path.basename(dir)}.tgz`);
      const cwd = path.join(repoRoot, dir);
      await runStep('yarn', ['pack', '-o', file], { cwd, env });
    }
  }
}

/** What `packAll` has packed, `[{ file, files, manifest }]`; the manifests are the packed ones. */
export async function readPacked(scratch) {
  const packed = [];
  for (const name of (await fs.readdir(folderIn(scratch))).sort()) {
    const file = path.join(folderIn(scratch), name);
    const list = await capture('tar', ['-tzf', file]);
    const text = await capture('tar', ['-xzOf', file, 'package/package.json']);
    packed.push({
      file,
      files: list.output.split('\n').map(each => each.replace('package/', '')),
      manifest: JSON.parse(text.output),
    });
  }
  return packed;
}

/** What of a packed manifest would not work for who installs it: `[string]`. */
export function faultsOf({ manifest, files }) {
  const {
    main,
    types,
    configSchema,
    exports = {},
    dependencies = {},
  } = manifest;
  const exported = Object.values(exports)
    .map(entry => (typeof entry === 'string' ? { default: entry } : entry))
    .flatMap(({ backstage, ...conditions }) => Object.values(conditions));
  const entries = [main, types, configSchema, ...exported, 'README.md']
    .filter(entry => typeof entry === 'string')
    .map(entry => path.posix.normalize(entry));
  return [
    ...[...new Set(entries)]
      .filter(entry => !files.includes(entry))
      .map(entry => `lacks ${entry}`),
    ...entries
      .filter(entry => entry.startsWith('src/'))
      .map(entry => `leads to its sources, ${entry}`),
    ...Object.entries(dependencies)
      .filter(([, range]) => range.startsWith('workspace:'))
      .map(([name]) => `depends on ${name} as a workspace`),
  ];
}
