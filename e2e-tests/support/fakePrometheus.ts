import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers as Prometheus does, with one series for every query. */
export async function startFakePrometheus() {
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const form = new URLSearchParams(body);
    const data = req.url?.includes('buildinfo')
      ? { version: '3.5.0' }
      : req.url?.includes('/rules')
      ? { groups: [] }
      : {
          resultType: 'matrix',
          result: [
            {
              metric: { app: 'checkout' },
              values: [[Number(form.get('start')), '0.3']],
            },
          ],
        };
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ status: 'success', data }));
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise(done => server.close(done)),
  };
}
