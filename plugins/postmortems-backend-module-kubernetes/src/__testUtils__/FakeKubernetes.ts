import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
};
export type FakeObject = {
  metadata: {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
  };
  /** Of an event. */
  type?: string;
};

/**
 * An API server on loopback: it checks the token, finds objects by namespace and
 * labels, and gives pages. As with the real one, items of lists do not say what they are.
 */
export class FakeKubernetes {
  readonly asked: string[] = [];
  token = 'account-token';
  objects: Record<string, FakeObject[]> = {};
  /** Lists that the service account may not have. */
  forbidden: string[] = [];
  /** That of a role binding; lists of others are forbidden. */
  onlyNamespace?: string;
  /** Items of one page, however many are asked for. */
  pageSize = 500;
  /** Answers given once, in their order. */
  readonly script: (Answer | 'hang' | 'reset')[] = [];
  readonly #server: Server;
  readonly #scheme: string;

  static async start(tls?: { key: string; cert: string }) {
    const fake = new FakeKubernetes(tls);
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor(tls?: { key: string; cert: string }) {
    const handle: RequestListener = (request, response) => {
      this.asked.push(request.url!);
      const answer = this.script.shift() ?? this.#answer(request);
      if (answer === 'hang') return;
      if (answer === 'reset') {
        request.socket.destroy();
        return;
      }
      const { status = 200, headers, body = {} } = answer;
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    this.#server = tls ? createTlsServer(tls, handle) : createServer(handle);
    this.#scheme = tls ? 'https' : 'http';
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#scheme}://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #answer({ url, headers }: IncomingMessage): Answer {
    if (headers.authorization !== `Bearer ${this.token}`) {
      return { status: 401, body: { kind: 'Status', message: 'Unauthorized' } };
    }
    const { pathname, searchParams: query } = new URL(url!, this.url);
    const [, , namespace, list] =
      /^\/(api\/v1|apis\/apps\/v1)(?:\/namespaces\/([^/]+))?\/(\w+)$/.exec(
        pathname,
      ) ?? [];
    if (!list) return { status: 404, body: { message: 'not found' } };
    if (
      this.forbidden.includes(list) ||
      (this.onlyNamespace && namespace !== this.onlyNamespace)
    ) {
      return { status: 403, body: { message: `cannot list ${list}` } };
    }
    const labels = (query.get('labelSelector') ?? '')
      .split(',')
      .filter(Boolean)
      .map(pair => pair.split('='));
    const [field, wanted] = (query.get('fieldSelector') ?? '').split('=');
    // Of the fields of events (ToSelectableFields in pkg/registry/core/event/strategy.go)
    if (field && !(list === 'events' && field === 'type')) {
      return {
        status: 400,
        body: { message: `field label not supported: ${field}` },
      };
    }
    const found = (this.objects[list] ?? []).filter(
      ({ metadata, type }) =>
        (!field || type === wanted) &&
        (!namespace || metadata.namespace === namespace) &&
        labels.every(([key, value]) => metadata.labels?.[key] === value),
    );
    const start = Number(query.get('continue') ?? 0);
    const end =
      start + Math.min(Number(query.get('limit') ?? 500), this.pageSize);
    return {
      body: {
        kind: 'List',
        metadata: end < found.length ? { continue: String(end) } : {},
        items: found.slice(start, end),
      },
    };
  }
}
