import { lokiSource } from './__testUtils__/collectLoki';
import { FakeLoki } from './__testUtils__/FakeLoki';

const PATH = 'postmortems.provenanceRouting.telemetrySources[0]';

describe('the connection test of Loki', () => {
  let server: FakeLoki;
  beforeEach(async () => {
    server = await FakeLoki.start();
  });
  afterEach(() => server.stop());

  const test = (block: object = {}) =>
    lokiSource(server, block).testConnection({
      signal: AbortSignal.timeout(10_000),
    });

  it('asks with the selector and each filter', async () => {
    expect(await test({ filters: ['|= "error"', ''] })).toEqual([
      {
        target: `Loki at ${server.baseUrl} (${PATH})`,
        ok: true,
        message: 'Loki answers the queries of all filters: 2',
      },
    ]);
    expect(server.queries.sort()).toEqual([
      '{service_name="postmortems-connection-test"}',
      '{service_name="postmortems-connection-test"} |= "error"',
    ]);
  });

  it.each<[string, () => object | void, string]>([
    [
      'a wrong token',
      () => ({ auth: { token: 'x' } }),
      `answered 401: invalid token; it refuses ${PATH}.auth, which is wrong`,
    ],
    [
      'a tenant that lacks',
      () => {
        server.tenant = 'shop';
      },
      `answered 401: it has tenants; set ${PATH}.tenant to the one that is asked`,
    ],
    [
      'rights that lack',
      () => {
        server.failures.push({
          status: 403,
          body: 'scope logs:read is needed',
        });
      },
      `scope logs:read is needed; who ${PATH}.auth is of may not read this`,
    ],
    [
      'a query that is none',
      () => {
        server.failures.push({ status: 400, body: 'parse error at line 1' });
      },
      `${PATH}.filters[0]: Loki at`,
    ],
    [
      'nobody there',
      () => ({ baseUrl: 'http://127.0.0.1:1' }),
      'Loki at http://127.0.0.1:1 cannot be reached',
    ],
    [
      'a sign-in page',
      () => {
        server.failures.push({
          status: 200,
          body: '<html></html>',
          headers: { 'content-type': 'text/html' },
        });
      },
      'such as the sign-in page of a proxy',
    ],
  ])('says what to mend: %s', async (_, prepare, message) => {
    const block = prepare() ?? {};
    expect(await test(block)).toMatchObject([
      { ok: false, message: expect.stringContaining(message) },
    ]);
  });
});
