/**
 * Runs `bench/<name>.bench.ts`, all of them or the ones named, each in a
 * process of its own so that one does not warm up, or clutter, the next.
 * stdout carries one JSON line per figure and nothing else.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const transform = createRequire(import.meta.url).resolve(
  '@backstage/cli/config/nodeTransform.cjs',
);
const SUFFIX = '.bench.ts';

const available = readdirSync(folder)
  .filter(file => file.endsWith(SUFFIX))
  .map(file => file.slice(0, -SUFFIX.length))
  .sort();
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !available.includes(name));
if (unknown.length > 0) {
  console.error(
    `No benchmark '${unknown.join("', '")}', there are: ${
      available.join(', ') || 'none'
    }`,
  );
  process.exit(2);
}

function isFigure(line) {
  try {
    const figure = JSON.parse(line);
    return typeof figure.bench === 'string' && typeof figure.value === 'number';
  } catch {
    return false;
  }
}

async function runBench(name) {
  console.error(`[bench] ${name}`);
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--require',
      transform,
      path.join(folder, 'support', 'child.ts'),
      name,
    ],
    {
      cwd: path.dirname(folder),
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  // What libraries log on stdout would spoil the figures for a program.
  for await (const line of createInterface({ input: child.stdout })) {
    (isFigure(line) ? process.stdout : process.stderr).write(`${line}\n`);
  }
  return child.exitCode ?? new Promise(resolve => child.once('exit', resolve));
}

let failed = 0;
for (const name of wanted.length > 0 ? wanted : available) {
  if ((await runBench(name)) !== 0) {
    console.error(`[bench] ${name} failed`);
    failed += 1;
  }
}
process.exitCode = failed === 0 ? 0 : 1;
