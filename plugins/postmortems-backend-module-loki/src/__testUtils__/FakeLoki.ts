import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeLine = {
  /** Nanoseconds since 1970. */
  at: bigint;
  line: string;
  labels: Record<string, string>;
};

type Answer = {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
};

/**
 * `query_range` of Loki over a real socket, after its HTTP API: it knows matchers
 * and line filters, ends before `end`, and refuses more lines than its limit.
 */
export class FakeLoki {
  readonly token = 'loki-token';
  tenant?: string;
  lines: FakeLine[] = [];
  /** Answers before any other, each once. */
  readonly failures: Answer[] = [];
  readonly queries: string[] = [];
  readonly #server: Server;

  static async start() {
    const fake = new FakeLoki();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      const { status, body, headers } = this.#answer(
        new URL(request.url!, 'http://localhost'),
        request.headers,
      );
      const isText = typeof body === 'string';
      response.writeHead(status, {
        'content-type': isText ? 'text/plain' : 'application/json',
        ...headers,
      });
      response.end(isText ? body : JSON.stringify(body));
    });
  }

  get baseUrl() {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #answer(url: URL, headers: IncomingHttpHeaders): Answer {
    const failure = this.failures.shift();
    if (failure) return failure;
    if (headers.authorization !== `Bearer ${this.token}`) {
      return { status: 401, body: 'invalid token' };
    }
    if (headers['x-scope-orgid'] !== this.tenant) {
      return { status: 401, body: 'no org id' };
    }
    if (url.pathname !== '/loki/api/v1/query_range') {
      return { status: 404, body: '404 page not found' };
    }
    const query = url.searchParams.get('query')!;
    const limit = Number(url.searchParams.get('limit'));
    const [start, end] = ['start', 'end'].map(name =>
      BigInt(url.searchParams.get(name)!),
    );
    const direction = url.searchParams.get('direction');
    if (limit > 5000 || !['forward', 'backward'].includes(direction!)) {
      return { status: 400, body: 'max entries limit per query exceeded' };
    }
    this.queries.push(query);
    return {
      status: 200,
      body: {
        status: 'success',
        data: {
          resultType: 'streams',
          result: toStreams(
            this.lines
              .filter(({ at }) => at >= start && at < end)
              .filter(matcherOf(query))
              .sort((a, b) =>
                a.at === b.at || a.at < b.at === (direction === 'forward')
                  ? -1
                  : 1,
              )
              .slice(0, limit),
          ),
          stats: {},
        },
      },
    };
  }
}

export function lokiLine(
  time: string,
  line: string,
  labels: Record<string, string> = { service_name: 'checkout' },
): FakeLine {
  return { at: BigInt(Date.parse(time)) * 1_000_000n, line, labels };
}

function matcherOf(query: string): (line: FakeLine) => boolean {
  const [, matchers, rest] = /^\{([^}]*)\}(.*)$/.exec(query)!;
  const wanted = [...matchers.matchAll(/(\w+)="([^"]*)"/g)];
  const filters = [...rest.matchAll(/\|~ "(\(\?i\))?([^"]*)"/g)].map(
    ([, isFree, text]) => new RegExp(text, isFree ? 'i' : ''),
  );
  return ({ line, labels }) =>
    wanted.every(([, name, value]) => labels[name] === value) &&
    filters.every(filter => filter.test(line));
}

function toStreams(lines: FakeLine[]) {
  const streams = new Map<string, { stream: object; values: string[][] }>();
  for (const { at, line, labels } of lines) {
    const key = JSON.stringify(labels);
    const found = streams.get(key) ?? { stream: labels, values: [] };
    streams.set(key, found);
    found.values.push([String(at), line]);
  }
  return [...streams.values()];
}
