import { AuthenticationError } from '@backstage/errors';
import type { EvidenceSource } from '@postmortems/backstage-plugin-postmortems-node';
import { connect } from 'node:net';
import request from 'supertest';
import {
  asMachine,
  asUser,
  startPostmortems,
} from '../__testUtils__/testBackend';
import { BodyPool, BusyError } from './BodyPool';

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

  it('answers 503 and when to retry while too many bodies are read', async () => {
    const { server, stop } = await startPostmortems({
      sources: [source],
      config: { postmortems: { webhooks: { maxBodyMegabytes: 1 } } },
    });
    const slow = Array.from({ length: 4 }, () => {
      const socket = connect(server.port(), '127.0.0.1');
      socket.write(
        `POST /api/postmortems/webhooks/hook HTTP/1.1\r\nhost: a\r\nx-secret: s3cret\r\ncontent-length: ${
          1024 * 1024
        }\r\n\r\n`,
      );
      return socket;
    });
    await new Promise(resolve => setTimeout(resolve, 300));
    const send = (body: string) =>
      request(server)
        .post('/api/postmortems/webhooks/hook')
        .set('x-secret', 's3cret')
        .set('content-type', 'text/plain')
        .send(body);
    const busy = await send('one');
    expect([busy.status, busy.headers['retry-after']]).toEqual([503, '5']);
    slow.forEach(socket => socket.destroy());
    await new Promise(resolve => setTimeout(resolve, 300));
    expect((await send('one')).status).toBe(202);
    await stop();
  });
});

describe('BodyPool', () => {
  it('gives back what was reserved, once', () => {
    const pool = new BodyPool({ bytes: 10 });
    const release = pool.reserve(8);
    expect(() => pool.reserve(3)).toThrow(BusyError);
    release();
    release();
    expect(() => pool.reserve(11)).toThrow(BusyError);
    pool.reserve(10);
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
