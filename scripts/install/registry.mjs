/**
 * An npm registry on loopback that has only the packed packages: they are
 * installed by the commands that the documentation gives, by name, although
 * nobody has published them yet.
 */
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

/** Answers with `{ url, names, stop }`. */
export async function startRegistry(packed) {
  const tarballs = new Map();
  const documents = new Map();
  let url;
  for (const { name, version, file, manifest } of packed) {
    const content = await fs.readFile(file);
    const tarball = `/${name}/-/${path.posix.basename(name)}-${version}.tgz`;
    tarballs.set(tarball, content);
    documents.set(`/${name}`, () => ({
      name,
      'dist-tags': { latest: version },
      // Yarn takes only what has been out for some days.
      time: { [version]: '2026-01-01T00:00:00.000Z' },
      versions: {
        [version]: {
          ...manifest,
          dist: {
            tarball: url + tarball,
            integrity: `sha512-${createHash('sha512')
              .update(content)
              .digest('base64')}`,
            shasum: createHash('sha1').update(content).digest('hex'),
          },
        },
      },
    }));
  }
  const server = createServer((request, response) => {
    const target = decodeURIComponent(new URL(request.url, url).pathname);
    if (tarballs.has(target)) {
      response.setHeader('content-type', 'application/octet-stream');
      response.end(tarballs.get(target));
    } else if (documents.has(target)) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(documents.get(target)()));
    } else {
      response.statusCode = 404;
      response.end('{}');
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    names: packed.map(({ name }) => name),
    stop: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
