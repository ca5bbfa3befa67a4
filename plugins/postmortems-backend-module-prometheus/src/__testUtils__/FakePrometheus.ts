import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

type Asked = {
  method: string;
  path: string;
  form: URLSearchParams;
  authorization?: string;
};

type Answer = {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
};

/** Speaks the part of Prometheus' HTTP API that the module uses, over a real socket. */
export class FakePrometheus {
  readonly asked: Asked[] = [];
  /** Alerting rules that it says it runs; `undefined` answers 404. */
  rules: { name: string; query: string; labels?: object }[] | undefined = [];
  /** What it says that it is; `undefined` answers 404. */
  version: string | undefined = '3.0.0';
  /** What Alertmanager's API says of the groups that fire. */
  alertGroups: unknown[] = [];
  /** What Alertmanager's API says of silences. */
  silences: unknown[] = [];
  /**
   * Answers a range query; the default is one series that rises by one with
   * every step.
   */
  answer: (asked: Asked) => Answer | 'hang' | 'reset' = asked =>
    matrix([{ metric: { service: 'basket' }, values: rising(asked) }]);

  readonly #server: Server;

  static async start() {
    const fake = new FakePrometheus();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#handle(request, response);
    });
  }

  get baseUrl() {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get queries() {
    return this.asked.flatMap(({ form }) => form.get('query') ?? []);
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse) {
    let body = '';
    for await (const chunk of request) body += chunk;
    const asked: Asked = {
      method: request.method!,
      path: request.url!,
      form: new URLSearchParams(body),
      authorization: request.headers.authorization,
    };
    this.asked.push(asked);
    const answer = this.#answerTo(asked);
    if (answer === 'hang') return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      ...answer.headers,
    });
    response.end(
      typeof answer.body === 'string'
        ? answer.body
        : JSON.stringify(answer.body),
    );
  }

  #answerTo(asked: Asked) {
    if (asked.path.includes('/api/v2/alerts/groups')) {
      return { body: this.alertGroups };
    }
    if (asked.path.includes('/api/v2/silences')) return { body: this.silences };
    if (asked.path.includes('/api/v1/status/buildinfo')) {
      return this.version === undefined
        ? { status: 404, body: 'page not found' }
        : { body: { status: 'success', data: { version: this.version } } };
    }
    return asked.path.includes('/api/v1/rules')
      ? this.#answerRules()
      : this.answer(asked);
  }

  #answerRules(): Answer {
    if (!this.rules) return { status: 404, body: 'page not found' };
    const rules = this.rules.map(rule => ({
      type: 'alerting',
      labels: {},
      ...rule,
    }));
    return { body: { status: 'success', data: { groups: [{ rules }] } } };
  }
}

export function matrix(result: unknown[], extra: object = {}): Answer {
  return {
    body: {
      status: 'success',
      data: { resultType: 'matrix', result },
      ...extra,
    },
  };
}

/** A value for every step of the window that was asked for. */
function rising({ form }: Asked): [number, string][] {
  const [start, end, step] = ['start', 'end', 'step'].map(name =>
    Number(form.get(name)),
  );
  const values: [number, string][] = [];
  for (let at = start; at <= end; at += step) {
    values.push([at, String(values.length)]);
  }
  return values;
}
