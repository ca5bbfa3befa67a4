/**
 * An npm registry on loopback that has only the packed packages: they are
 * installed by the commands that the documentation gives, by name, although
 * nobody has published them yet. Verdaccio would need as much configuration as
 * this is long, and stamps packages with today, which Yarn's minimal age refuses.
 */
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { capture } from '../processes.mjs';

/**
 * Yarn's cache knows a package by its name and version: what an earlier run
 * left there under the same version is not what is under test.
 */
async function clearCache(names, env) {
  const config = ['config', 'get', 'cacheFolder'];
  const { output: folder } = await capture('yarn', config, { env });
  for (const file of await fs.readdir(folder).catch(() => [])) {
    if (names.some(n => file.startsWith(`${n.replace('/', '-')}-npm-`))) {
      await fs.rm(path.join(folder, file));
    }
  }
}

/** Answers with `{ url, stop }`. */
export async function startRegistry(packed, env) {
  await clearCache(
    packed.map(({ manifest }) => manifest.name),
    env,
  );
  const answers = new Map();
  const server = createServer((request, response) => {
    const answer = answers.get(decodeURIComponent(request.url));
    response.writeHead(answer ? 200 : 404).end(answer ?? '{}');
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  for (const { file, manifest } of packed) {
    const { name, version } = manifest;
    const content = await fs.readFile(file);
    const integrity = `sha512-${createHash('sha512')
      .update(content)
      .digest('base64')}`;
    const tarball = `/${name}/-/${name.split('/').pop()}-${version}.tgz`;
    const document = {
      name,
      'dist-tags': { latest: version },
      // Yarn takes only what has been out for some days.
      time: { [version]: '2026-01-01T00:00:00.000Z' },
      versions: {
        [version]: { ...manifest, dist: { tarball: url + tarball, integrity } },
      },
    };
    answers.set(tarball, content);
    answers.set(`/${name}`, JSON.stringify(document));
  }
  return {
    url,
    stop: () => server.close().closeAllConnections(),
  };
}
