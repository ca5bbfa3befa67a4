import { AuthenticationError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import {
  asMachine,
  asUser,
  startPostmortems,
} from '../__testUtils__/testBackend';
import { BodyPool, BusyError } from './BodyPool';
import { withBody } from './readBody';

jest.setTimeout(30_000);

const source: EvidenceSource = {
  id: 'hook',
  webhook: {
    checkHeaders(headers) {
      if (headers['x-secret'] !== 's3cret') {
        throw new AuthenticationError('Wrong secret');
      }
    },
    authenticate: async ({ rawBody }) => ({ deliveryId: `${rawBody}` }),
    process: async () => {},
  },
};

/** The answer to headers alone; the body that they announce is never sent. */
async function answerToHeaders(
  server: { port(): number },
  lines: string[],
): Promise<string> {
  const socket = connect(server.port(), '127.0.0.1');
  socket.write(`${[...lines, 'host: localhost', '', ''].join('\r\n')}`);
  const answer = await new Promise<string>((resolve, reject) => {
    socket.once('data', data => resolve(data.toString()));
    socket.once('error', reject);
    socket.setTimeout(5000, () => reject(new Error('waits for the body')));
  });
  socket.destroy();
  return answer.split('\r\n')[0];
}

describe('webhooks before the body', () => {
  it('refuses what path, secret and length can refuse without reading it', async () => {
    const { server, stop } = await startPostmortems({ sources: [source] });
    const post = (path: string, length: number, secret: string) =>
      answerToHeaders(server, [
        `POST /api/postmortems/webhooks/${path} HTTP/1.1`,
        `content-length: ${length}`,
        `x-secret: ${secret}`,
      ]);
    expect(await post('hook', 5_000_000, 'wrong')).toContain(' 401 ');
    expect(await post('nobody', 5_000_000, 's3cret')).toContain(' 404 ');
    expect(await post('hook', 17 * 1024 * 1024, 's3cret')).toContain(' 413 ');
    await stop();
  });

  it('checks the secret once for a call', async () => {
    let checks = 0;
    const { server, stop } = await startPostmortems({
      sources: [
        {
          ...source,
          webhook: { ...source.webhook!, checkHeaders: () => (checks += 1) },
        },
      ],
    });
    await request(server).post('/api/postmortems/webhooks/hook').send({});
    expect(checks).toBe(1);
    await stop();
  });

  describe('while senders are slow', () => {
    const MIB = 1024 * 1024;
    const unsigned = (id: string): EvidenceSource => ({
      id,
      webhook: {
        authenticate: async ({ rawBody }) => ({
          deliveryId: rawBody.toString('hex').slice(0, 64),
        }),
        process: async () => {},
      },
    });
    let backend: Awaited<ReturnType<typeof startPostmortems>>;
    const open: ReturnType<typeof connect>[] = [];
    beforeAll(async () => {
      backend = await startPostmortems({
        sources: [unsigned('one'), unsigned('two')],
        config: { postmortems: { webhooks: { maxBodyMegabytes: 1 } } },
      });
    });
    const closeAll = async () => {
      open.splice(0).forEach(socket => socket.destroy());
      await new Promise(resolve => setTimeout(resolve, 300));
    };
    afterEach(closeAll);
    afterAll(() => backend.stop());

    /** Announces a whole MiB and sends only some of it. */
    const stall = async (bytes: number) => {
      const socket = connect(backend.server.port(), '127.0.0.1');
      open.push(socket);
      socket.write(
        `POST /api/postmortems/webhooks/one HTTP/1.1\r\nhost: a\r\ncontent-length: ${MIB}\r\n\r\n`,
      );
      socket.write('x'.repeat(bytes));
      await new Promise(resolve => setTimeout(resolve, 100));
    };
    const send = (path: string, length: number) =>
      request(backend.server)
        .post(`/api/postmortems/webhooks/${path}`)
        .set('content-type', 'text/plain')
        .send('y'.repeat(length));

    it('takes no room for what was announced and has not come', async () => {
      for (let i = 0; i < 8; i += 1) await stall(100);
      expect((await send('one', MIB)).status).toBe(202);
    });

    it('answers 503 and when to retry, but for small bodies and other sources', async () => {
      for (let i = 0; i < 4; i += 1) await stall(MIB - 100);
      const busy = await send('one', MIB / 2);
      expect([busy.status, busy.headers['retry-after']]).toEqual([503, '5']);
      expect((await send('one', 1000)).status).toBe(202);
      expect((await send('two', MIB / 2)).status).toBe(202);
      await closeAll();
      expect((await send('one', MIB / 2)).status).toBe(202);
    });
  });
});

describe('withBody', () => {
  const readFrom = (headers: object) => {
    const req = Object.assign(new PassThrough(), { headers, complete: false });
    req.once('end', () => {
      req.complete = true;
    });
    const read = withBody(
      {
        req: req as never,
        res: { setHeader: () => {} } as never,
        pool: new BodyPool({ bytes: 2_000_000, keptForSmall: 0 }),
        maxBytes: 1_000_000,
        advice: 'Send less',
      },
      async body => `${body}`,
    );
    return { req, read };
  };

  it('cuts off a sender that brings a byte a second, and asks for it again', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    const { req, read } = readFrom({ 'content-length': 100_000 });
    const outcome = read.catch(error => error);
    for (let second = 0; second < 6; second += 1) {
      req.write('x');
      await jest.advanceTimersByTimeAsync(1000);
    }
    await new Promise(resolve => setImmediate(resolve));
    jest.useRealTimers();
    expect(await outcome).toBeInstanceOf(BusyError);
  });

  it('reads a compressed body, whose size counts as it is unpacked', async () => {
    const small = readFrom({ 'content-encoding': 'gzip' });
    small.req.end(gzipSync('{"a":1}'));
    expect(await small.read).toBe('{"a":1}');
    const bomb = readFrom({ 'content-encoding': 'gzip' });
    bomb.req.end(gzipSync(Buffer.alloc(50_000_000)));
    await expect(bomb.read).rejects.toThrow('larger than 1000000 bytes');
    const broken = readFrom({ 'content-encoding': 'gzip' });
    broken.req.end('no gzip');
    await expect(broken.read).rejects.toThrow('cannot be read');
    await expect(readFrom({ 'content-encoding': 'zip' }).read).rejects.toThrow(
      "'zip' is not supported",
    );
  });
});

describe('BodyPool', () => {
  it('gives back what a body took, once, and keeps a part for small ones', () => {
    const pool = new BodyPool({ bytes: 200_000, keptForSmall: 50_000 });
    const large = pool.open();
    large.grow(150_000);
    expect(() => large.grow(1)).toThrow(BusyError);
    const small = pool.open();
    small.grow(50_000);
    expect(() => pool.open().grow(1)).toThrow(BusyError);
    large.release();
    large.release();
    expect(() => pool.open().grow(150_001)).toThrow(BusyError);
    pool.open().grow(100_000);
  });
});

describe('rate limits', () => {
  it('hold for each caller and route, and say when to come back', async () => {
    const { api, stop } = await startPostmortems({
      config: {
        postmortems: {
          rateLimits: { userCallsPerMinute: 2, machineCallsPerMinute: 3 },
        },
      },
    });
    const statuses = async (path: string, who: string, count: number) => {
      const answers = [];
      for (let i = 0; i < count; i += 1) answers.push(await api.get(path, who));
      return answers.map(({ status }) => status);
    };
    const ada = asUser('ada');
    expect(await statuses('/incidents', ada, 3)).toEqual([200, 200, 429]);
    const { headers, body } = await api.get('/incidents', ada);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(body.error.name).toBe('TooManyRequestsError');
    expect(await statuses('/templates', ada, 1)).toEqual([200]);
    expect(await statuses('/incidents', asUser('mei'), 1)).toEqual([200]);
    expect(await statuses('/incidents', asMachine(), 4)).toEqual([
      200, 200, 200, 429,
    ]);
    // One route, whichever incident it names
    expect(await statuses('/incidents/A', ada, 1)).toEqual([404]);
    expect(await statuses('/incidents/B', ada, 2)).toEqual([404, 429]);
    await stop();
  });

  it('are one for each route, whatever a path names', async () => {
    const { api, server, stop } = await startPostmortems({
      config: { postmortems: { rateLimits: { userCallsPerMinute: 2 } } },
    });
    const ada = asUser('ada');
    const statuses = async (paths: string[]) => {
      const answers = [];
      for (const path of paths) answers.push(await api.get(path, ada));
      return answers.map(({ status }) => status);
    };
    expect(
      await statuses(['/deliveries/a/1', '/deliveries/b/2', '/deliveries/c/3']),
    ).toEqual([404, 404, 429]);
    expect(await statuses(['/a/1/b/2', '/c/3/d/4/e', '/f'])).toEqual([
      404, 404, 429,
    ]);
    const described = [];
    for (let i = 0; i < 3; i += 1) {
      described.push(
        await request(server).get('/api/postmortems/v1/openapi.json'),
      );
    }
    expect(described.map(({ status }) => status)).toEqual([200, 200, 429]);
    await stop();
  });

  it('are one for all webhooks that nobody takes', async () => {
    const { server, stop } = await startPostmortems({ sources: [source] });
    const statuses = [];
    for (let i = 0; i < 61; i += 1) {
      const path = `/api/postmortems/webhooks/made-up-${i}`;
      statuses.push((await request(server).post(path)).status);
    }
    expect(statuses.at(59)).toBe(404);
    expect(statuses.at(60)).toBe(429);
    await stop();
  });

  it('leave senders with the secret alone when strangers call', async () => {
    const { server, stop } = await startPostmortems({
      sources: [source],
      config: { postmortems: { rateLimits: { webhooksPerMinute: 2 } } },
    });
    const send = (secret: string, body: string) =>
      request(server)
        .post('/api/postmortems/webhooks/hook')
        .set('x-secret', secret)
        .set('content-type', 'text/plain')
        .send(body);
    const strangers = [];
    for (let i = 0; i < 61; i += 1) {
      strangers.push((await send('wrong', 'x')).status);
    }
    expect(strangers.at(59)).toBe(401);
    expect(strangers.at(60)).toBe(429);
    expect((await send('s3cret', 'one')).status).toBe(202);
    expect((await send('s3cret', 'two')).status).toBe(202);
    const third = await send('s3cret', 'three');
    expect(third.status).toBe(503);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    await stop();
  });
});
