/**
 * Adds the hashes of new migrations to `migrations/frozen.json` of each plugin,
 * which a test compares. A migration that is listed there has run in databases
 * of other people, so its hash is never replaced here.
 */
import { createHash } from 'node:crypto';
import { existsSync, promises as fs, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const plugins = fileURLToPath(new URL('../plugins', import.meta.url));
const LIST = 'frozen.json';

async function hashFiles(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => file.split(path.sep).join('/'))
    .filter(file => file.endsWith('.js'))
    .sort();
  const hashes = {};
  for (const file of files) {
    const content = await fs.readFile(path.join(folder, file));
    hashes[file] = createHash('sha256').update(content).digest('hex');
  }
  return hashes;
}

for (const plugin of readdirSync(plugins)) {
  const folder = path.join(plugins, plugin, 'migrations');
  if (!existsSync(folder)) continue;
  const list = path.join(folder, LIST);
  const frozen = existsSync(list)
    ? JSON.parse(await fs.readFile(list, 'utf8'))
    : {};
  const hashes = await hashFiles(folder);
  const broken = Object.keys(frozen).filter(
    file => hashes[file] !== frozen[file],
  );
  if (broken.length > 0) {
    console.error(
      `${plugin}: ${broken.join(
        ', ',
      )} is frozen. Restore it and write a new migration.`,
    );
    process.exitCode = 1;
    continue;
  }
  await fs.writeFile(list, `${JSON.stringify(hashes, null, 2)}\n`);
  const added = Object.keys(hashes).length - Object.keys(frozen).length;
  console.log(`${plugin}: ${added} added`);
}
