/** One hash over files, to tell whether a step has to be done again. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from './processes.mjs';

const SKIPPED = ['node_modules', 'dist', 'dist-types', 'coverage'];

function filesIn(target) {
  return statSync(target).isDirectory()
    ? readdirSync(target)
        .filter(name => !SKIPPED.includes(name))
        .sort()
        .flatMap(name => filesIn(path.join(target, name)))
    : [target];
}

/** @param targets files or folders, relative to the repository */
export function fingerprint(targets, ...extra) {
  const hash = createHash('sha256');
  for (const file of targets.flatMap(each =>
    filesIn(path.join(repoRoot, each)),
  )) {
    hash.update(`${path.relative(repoRoot, file)}\0`);
    hash.update(readFileSync(file));
    hash.update('\0');
  }
  extra.forEach(part => hash.update(`${part}\0`));
  return hash.digest('hex');
}

/** All workspaces as `{ dir, manifest }`, `dir` relative to the repository. */
export function workspaces() {
  return ['packages', 'plugins'].flatMap(parent =>
    readdirSync(path.join(repoRoot, parent))
      .sort()
      .map(name => path.join(parent, name))
      .filter(dir => existsSync(path.join(repoRoot, dir, 'package.json')))
      .map(dir => ({
        dir,
        manifest: JSON.parse(
          readFileSync(path.join(repoRoot, dir, 'package.json'), 'utf8'),
        ),
      })),
  );
}
