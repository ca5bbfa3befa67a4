/** One hash over files, to tell whether a step has to be done again. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from './processes.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

function* filesIn(target) {
  if (!existsSync(target)) {
    return;
  }
  if (statSync(target).isFile()) {
    yield target;
    return;
  }
  for (const entry of readdirSync(target).sort()) {
    if (!SKIPPED.has(entry)) {
      yield* filesIn(path.join(target, entry));
    }
  }
}

/** @param targets files or folders, relative to the repository */
export function fingerprint(targets, ...extra) {
  const hash = createHash('sha256');
  for (const target of targets) {
    for (const file of filesIn(path.join(repoRoot, target))) {
      hash.update(`${path.relative(repoRoot, file)}\0`);
      hash.update(readFileSync(file));
      hash.update('\0');
    }
  }
  extra.forEach(part => hash.update(`${part}\0`));
  return hash.digest('hex');
}

/** All workspaces as `{ dir, manifest }`, `dir` relative to the repository. */
export function workspaces() {
  return ['packages', 'plugins'].flatMap(parent => {
    const folder = path.join(repoRoot, parent);
    return (existsSync(folder) ? readdirSync(folder) : [])
      .sort()
      .map(name => path.join(parent, name))
      .filter(dir => existsSync(path.join(repoRoot, dir, 'package.json')))
      .map(dir => ({
        dir,
        manifest: JSON.parse(
          readFileSync(path.join(repoRoot, dir, 'package.json'), 'utf8'),
        ),
      }));
  });
}
