import selfsigned from 'selfsigned';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import { FakeEntra } from './FakeEntra';
import {
  answerTo,
  type Answer,
  type FakeChannel,
  type FakeMeeting,
  graphError,
} from './graphAnswers';

/** Something else than the usual answer. */
export type Odd = Partial<Answer>;

/**
 * Microsoft Graph and what gives out its tokens, on loopback. It answers as
 * https://learn.microsoft.com/graph/api describes, and notes requests that are not as
 * described there: other paths, query options that an operation does not have, pages
 * that are too large.
 */
export class FakeGraph {
  /** By team. */
  readonly channels = new Map<string, FakeChannel[]>();
  readonly users = new Map<string, { displayName: string; mail?: string }>();
  /** By organizer. */
  readonly meetings = new Map<string, FakeMeeting[]>();
  /** Application permissions that an administrator has consented to. */
  readonly permissions = new Set([
    'Channel.ReadBasic.All',
    'ChannelMessage.Read.All',
    'User.Read.All',
    'OnlineMeetingTranscript.Read.All',
    'OnlineMeetings.Read.All',
  ]);
  readonly entra = new FakeEntra();
  readonly calls: string[] = [];
  readonly requestProblems: string[] = [];
  /** Most items of a page, whatever is asked for; replies that a thread brings along. */
  limits = { page: 50, replies: 1000 };
  /** Asked before each call; what it returns is the answer. */
  odd: (path: string, count: number) => Odd | undefined = () => undefined;
  now: () => number;
  readonly #server: Server;

  static async start(clock: { now: () => number }): Promise<FakeGraph> {
    const fake = new FakeGraph(clock.now, certificate());
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', () => resolve());
    });
    return fake;
  }

  private constructor(now: () => number, pair: { key: string; cert: string }) {
    this.now = now;
    this.#server = createServer(pair, async (req, res) => {
      const answer = await this.#answer(req);
      const { status, headers = {}, body } = answer;
      res.writeHead(status, { 'content-type': 'application/json', ...headers });
      res.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `https://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  add(
    team: string,
    channel: Partial<FakeChannel> & { id: string; displayName: string },
  ): FakeChannel {
    const full = { membershipType: 'standard', messages: [], ...channel };
    this.channels.set(team, [...(this.channels.get(team) ?? []), full]);
    return full;
  }

  callsOf(part: string): number {
    return this.calls.filter(call => call.includes(part)).length;
  }

  async #answer(req: IncomingMessage): Promise<Answer> {
    const { pathname, searchParams } = new URL(req.url!, this.url);
    if (!pathname.startsWith('/v1.0/')) {
      const body = await read(req);
      return this.entra.answer(req.method!, pathname, body, this.url);
    }
    const path = decodeURIComponent(pathname.slice('/v1.0'.length));
    this.calls.push(`${path}?${searchParams}`);
    const odd = this.odd(path, this.callsOf(path));
    if (odd) return { status: 200, body: '', ...odd };
    if (req.method !== 'GET')
      this.requestProblems.push(`${req.method} ${path}`);
    const { authorization = '' } = req.headers;
    if (!this.entra.accepts(authorization.replace(/^Bearer /, ''))) {
      return graphError(
        401,
        'InvalidAuthenticationToken',
        'Lifetime validation failed, the token is expired.',
      );
    }
    return answerTo(this, path, searchParams);
  }
}

async function read(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

let made: { key: string; cert: string } | undefined;

/** Tokens are given out over TLS alone, so that this process has to trust it. */
function certificate(): { key: string; cert: string } {
  if (!made) {
    const { private: key, cert } = selfsigned.generate(
      // Of two with one name, as of two test files in a process, one is not found
      [{ name: 'commonName', value: randomUUID() }],
      {
        days: 2,
        keySize: 2048,
        algorithm: 'sha256',
        extensions: [
          { name: 'basicConstraints', cA: true },
          { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
        ],
      },
    );
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), cert]);
    made = { key, cert };
  }
  return made;
}
