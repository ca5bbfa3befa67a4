import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { JsonApi, type JsonApiOptions } from './JsonApi';

type Answer = {
  status: number;
  body?: string;
  headers?: Record<string, string>;
};

const GOOD: Answer = { status: 200, body: '{"ok":true}' };

describe('JsonApi', () => {
  let server: Server;
  let answers: Answer[];
  let calls: { url?: string; headers: NodeJS.Dict<string | string[]> }[];

  beforeEach(async () => {
    calls = [];
    server = createServer((request, response) => {
      calls.push(request);
      const { status, body = '', headers } = answers.shift() ?? GOOD;
      response.writeHead(status, headers);
      response.end(body);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const ask = (
    fields: object = {},
    signal: AbortSignal = AbortSignal.timeout(20_000),
    options: Partial<JsonApiOptions> = {},
  ) => {
    const { port } = server.address() as AddressInfo;
    return new JsonApi({
      name: 'Shop',
      server: {
        baseUrl: `http://127.0.0.1:${port}`,
        timeoutSeconds: 5,
        ...fields,
      },
      ...options,
    }).call(z.looseObject({ ok: z.boolean() }), '/api?a=1', {
      signal,
    });
  };

  it('sends its secret and headers', async () => {
    answers = [];
    await expect(
      ask({ auth: { token: 's3cret' }, headers: { 'x-tenant': 'a' } }),
    ).resolves.toEqual({ ok: true });
    expect(calls[0].url).toBe('/api?a=1');
    expect(calls[0].headers).toMatchObject({
      authorization: 'Bearer s3cret',
      'x-tenant': 'a',
    });
  });

  it('waits for a rate limit that ends soon', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '1' } }];
    const began = Date.now();
    await expect(ask()).resolves.toEqual({ ok: true });
    expect(Date.now() - began).toBeGreaterThan(900);
  });

  it('waits as long as a 503 answer says', async () => {
    answers = Array.from({ length: 2 }, () => ({
      status: 503,
      headers: { 'retry-after': '1' },
    }));
    const began = Date.now();
    await expect(ask()).resolves.toEqual({ ok: true });
    expect(Date.now() - began).toBeGreaterThan(1900);
  });

  it('says what it waited for when the time is up', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '10' } }];
    await expect(ask({}, AbortSignal.timeout(300))).rejects.toThrow(
      'allows no more calls now; it will in 10 s (429)',
    );
  });

  it('rejects an answer of more than 50 MiB', async () => {
    answers = [{ status: 200, body: 'x'.repeat(50 * 1024 * 1024 + 1) }];
    await expect(ask()).rejects.toThrow('answered with more than');
  });

  it('keeps its secret out of messages', async () => {
    answers = [{ status: 401 }];
    const error: Error = await ask({ auth: { token: 's3cret' } }).catch(
      thrown => thrown,
    );
    expect(error.name).toBe('AuthenticationError');
    expect(error.message).not.toContain('s3cret');
  });

  it('does not wait for a rate limit that ends late', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '60' } }];
    await expect(ask()).rejects.toThrow('it will in 60 s (429)');
    expect(calls).toHaveLength(1);
  });

  it('tries a 5xx answer once more', async () => {
    answers = [{ status: 502 }];
    await expect(ask()).resolves.toEqual({ ok: true });
    answers = [{ status: 502 }, { status: 502 }];
    await expect(ask()).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceUnavailableError' }),
    );
    expect(calls).toHaveLength(4);
    answers = [{ status: 502 }, { status: 502 }];
    await expect(ask({}, undefined, { attempts: 3 })).resolves.toEqual({
      ok: true,
    });
  });

  it('reads rate limits that are told in another way', async () => {
    const headers = { 'x-ratelimit-reset': '60' };
    answers = [{ status: 403, headers }];
    const rateLimitOf: JsonApiOptions['rateLimitOf'] = answer =>
      Number(answer.headers.get('x-ratelimit-reset')) * 1000;
    const failureOf: JsonApiOptions['failureOf'] = ({ waitMs }, { path }) =>
      new Error(`${path} in ${waitMs} ms`);
    await expect(
      ask({}, undefined, { rateLimitOf, failureOf }),
    ).rejects.toThrow('/api?a=1 in 60000 ms');
    expect(calls).toHaveLength(1);
  });

  it.each([
    [401, {}, 'it wants to know who asks; set app.shop.auth'],
    [403, {}, 'who app.shop.auth is of may not read this'],
    [302, { location: '/login' }, 'correct app.shop.baseUrl'],
  ])('names the key to mend after %d', async (status, headers, message) => {
    answers = [{ status, headers }];
    await expect(ask({ path: 'app.shop' })).rejects.toThrow(message);
  });

  it('names the secret that is refused', async () => {
    answers = [{ status: 401 }];
    const secured = { path: 'app.shop', auth: { token: 's3cret' } };
    await expect(ask(secured)).rejects.toThrow(
      'it refuses app.shop.auth, which is wrong, has expired or was revoked',
    );
  });

  it('says that there was no time left, or no connection', async () => {
    answers = [];
    await expect(ask({}, AbortSignal.abort())).rejects.toThrow(
      'There was no time left to ask Shop at http://127.0.0.1:',
    );
    await expect(ask({ baseUrl: 'http://127.0.0.1:1' })).rejects.toThrow(
      'Shop at http://127.0.0.1:1 cannot be reached (bad port)',
    );
    expect(calls).toEqual([]);
  });

  it.each([
    ['{"message":"no"}', ': no'],
    [
      '{"errorType":"bad_data","error":"parse error"}',
      ' bad_data: parse error',
    ],
    ['parse error at line 1\n', ': parse error at line 1'],
    ['<html><body>no</body></html>', ''],
    ['{"error":{"message":"no","errors":["why"]}}', ': no; why'],
    ['{"errors":["no","why"]}', ': no; why'],
    ['{"errors":[{"detail":"no"}]}', ': no'],
    ['{"code":3}', ''],
    [`{"message":"${'x'.repeat(1000)}"}`, `: ${'x'.repeat(297)}…`],
  ])('says what went wrong: %s', async (body, reason) => {
    answers = [{ status: 400, body }];
    const error: Error = await ask().catch(thrown => thrown);
    expect(error.name).toBe('InputError');
    expect(error.message.split('answered 400')[1]).toBe(reason);
  });

  it('follows no redirect', async () => {
    answers = [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }];
    await expect(ask()).rejects.toThrow('redirects are not followed');
  });
});
