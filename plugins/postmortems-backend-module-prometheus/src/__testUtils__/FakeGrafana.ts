import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type FakeAnnotation = {
  id: number;
  time: number;
  timeEnd?: number;
  [field: string]: unknown;
};

type Failure = {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
};

/**
 * The part of Grafana's HTTP API that the module uses, over a real socket: it
 * refuses what Grafana refuses, and answers with annotations as
 * `pkg/services/annotations/annotationsimpl/xorm_store.go` selects them.
 */
export class FakeGrafana {
  readonly token = 'glsa_test';
  /** Path and query of each call. */
  readonly asked: string[] = [];
  annotations: FakeAnnotation[] = [];
  alertGroups: unknown[] = [];
  silences: unknown[] = [];
  /** Most annotations of an answer, as where it filters after it limits. */
  pageSize = Infinity;
  orgId = 1;
  /** The tree of notification policies; `undefined` must not be read. */
  policies: object | undefined = { receiver: 'postmortems' };
  /** Paths that the account may not read. */
  forbidden: string[] = [];
  /** Answers before any other, each once. */
  readonly failures: Failure[] = [];
  readonly #server: Server;

  static async start() {
    const fake = new FakeGrafana();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(request.url!);
      const { status, body, headers } = this.#answer(
        new URL(request.url!, 'http://localhost'),
        request.headers.authorization,
      );
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(JSON.stringify(body));
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

  #answer(url: URL, authorization?: string): Failure {
    const failure = this.failures.shift();
    if (failure) return failure;
    if (authorization !== `Bearer ${this.token}`) {
      return { status: 401, body: { message: 'Invalid API key' } };
    }
    const { pathname, searchParams: query } = url;
    if (this.forbidden.includes(pathname)) {
      const message =
        "You'll need additional permissions to perform this action. Permissions needed: some:read";
      return { status: 403, body: { message, title: 'Access denied' } };
    }
    switch (pathname) {
      case '/api/annotations':
        return this.#listAnnotations(query);
      case '/api/alertmanager/grafana/api/v2/alerts/groups':
        return { status: 200, body: this.alertGroups };
      case '/api/org':
        return { status: 200, body: { id: this.orgId, name: 'Shop' } };
      case '/api/v1/provisioning/policies':
        return this.policies
          ? { status: 200, body: this.policies }
          : { status: 403, body: { message: 'Access denied' } };
      case '/api/alertmanager/grafana/api/v2/silences':
        return { status: 200, body: this.silences };
      default:
        return { status: 404, body: { message: 'Not found' } };
    }
  }

  #listAnnotations(query: URLSearchParams): Failure {
    const [from, to, limit] = ['from', 'to', 'limit'].map(name =>
      Number(query.get(name)),
    );
    if (![from, to, limit].every(value => Number.isInteger(value) && value > 0))
      return { status: 400, body: { message: 'bad request data' } };
    const endOf = (one: FakeAnnotation) => one.timeEnd ?? one.time;
    const isAlert = query.get('type') === 'alert';
    const found = this.annotations
      .filter(one => Boolean(one.alertId) === isAlert)
      .filter(one => one.time <= to && endOf(one) >= from)
      .sort((a, b) => endOf(b) - endOf(a) || b.time - a.time);
    return {
      status: 200,
      body: found.slice(0, Math.min(limit, this.pageSize)),
    };
  }
}

/** A change of the state history, as Grafana writes it. */
export function stateChange(options: {
  id: number;
  at: string;
  from: string;
  to: string;
  rule?: string;
  service?: string;
  values?: string;
  data?: object;
}): FakeAnnotation {
  const {
    id,
    at,
    from,
    to,
    rule = 'Checkout errors',
    service = 'basket',
  } = options;
  return {
    id,
    alertId: 7,
    dashboardUID: 'shop',
    panelId: 4,
    prevState: from,
    newState: to,
    time: Date.parse(at),
    text: `${rule} {alertname=${rule}, grafana_folder=Shop, service=${service}} - ${
      options.values ?? 'B=0.380000'
    }`,
    data: options.data ?? { values: { B: 0.38 } },
  };
}
