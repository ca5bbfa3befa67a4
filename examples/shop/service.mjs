import { createServer } from 'node:http';
import { Metrics } from './metrics.mjs';

/**
 * An HTTP service with `/metrics` and one route for everything else.
 *
 * @param handle - answers with `{ code, body }`
 */
export async function startService(name, handle) {
  const metrics = new Metrics(name);
  const server = createServer(async (request, response) => {
    if (request.url === '/metrics') {
      response.end(metrics.text());
      return;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const started = performance.now();
    const { code, body } = await handle(
      JSON.parse(Buffer.concat(chunks).toString() || '{}'),
    ).catch(error => ({ code: 500, body: { error: error.message } }));
    metrics.request(code, (performance.now() - started) / 1000);
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address();
  return {
    name,
    metrics,
    target: `127.0.0.1:${port}`,
    call: async body => {
      const response = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return { code: response.status, body: await response.json() };
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
