import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { findProblems } from './apiDescription';

type Asked = { path: string; query: URLSearchParams };
type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
};
type Item = Record<string, unknown> & { id: string };

export type FakeIncident = Item & {
  created_at: string;
  resolved_at?: string | null;
  status: string;
  service: { id: string };
};

/**
 * PagerDuty's REST API on loopback with incidents of its own: it checks the key and
 * the headers, filters by service, time and status, and gives pages. Requests and
 * answers are held to PagerDuty's published description.
 */
export class FakePagerDuty {
  readonly asked: Asked[] = [];
  readonly problems: string[] = [];
  token = 'api-key';
  incidents: FakeIncident[] = [];
  /** By the incident's id. */
  logEntries: Record<string, Item[]> = {};
  alerts: Record<string, Item[]> = {};
  notes: Record<string, Item[]> = {};
  users: (Item & { email: string })[] = [];
  services: (Item & { name: string; integrations: object[] })[] = [];
  /** Items of one page, however many are asked for. */
  pageSize = 100;
  /** Answers given once, in their order, to requests whose path has the text. */
  readonly script: { path: string; answer: Answer | 'hang' | 'reset' }[] = [];
  readonly #server: Server;

  static async start(): Promise<FakePagerDuty> {
    const fake = new FakePagerDuty();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#handle(request, response);
    });
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests whose path has the text. */
  to(path: string): Asked[] {
    return this.asked.filter(asked => asked.path.includes(path));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url!, this.apiUrl);
    const asked = { path: url.pathname, query: url.searchParams };
    this.asked.push(asked);
    this.problems.push(...findProblems({ side: 'request', asked }));
    const { headers } = request;
    if (headers.accept !== 'application/vnd.pagerduty+json;version=2') {
      this.problems.push(`GET ${asked.path} accepts ${headers.accept}`);
    }
    const scripted = this.script.findIndex(({ path }) =>
      asked.path.includes(path),
    );
    const answer =
      scripted >= 0
        ? this.script.splice(scripted, 1)[0].answer
        : this.#answer(asked, headers.authorization);
    if (answer === 'hang') return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    const { status = 200, body = {} } = answer;
    if (status === 200 && scripted < 0) {
      this.problems.push(...findProblems({ side: 'response', asked, body }));
    }
    response.writeHead(status, {
      'content-type': 'application/json',
      ...answer.headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  #answer({ path, query }: Asked, authorization: string | undefined): Answer {
    if (authorization !== `Token token=${this.token}`) {
      return { status: 401, body: { error: { message: 'Unauthorized' } } };
    }
    const [, kind, id, part] = path.split('/');
    if (kind === 'incidents' && !id) {
      return this.#page('incidents', this.#search(query), query);
    }
    if (kind === 'incidents' && part === 'log_entries') {
      return this.#page('log_entries', this.logEntries[id] ?? [], query);
    }
    if (kind === 'incidents' && part === 'alerts') {
      return this.#page('alerts', this.alerts[id] ?? [], query);
    }
    if (kind === 'incidents' && part === 'notes') {
      return { body: { notes: this.notes[id] ?? [] } };
    }
    if (kind === 'incidents') {
      return one('incident', this.incidents, id);
    }
    if (kind === 'log_entries') {
      const all = Object.values(this.logEntries).flat();
      return this.#page('log_entries', all, query);
    }
    if (kind === 'users' && !id) return this.#page('users', this.users, query);
    if (kind === 'users') return one('user', this.users, id);
    if (kind === 'services' && id) return one('service', this.services, id);
    if (kind === 'services') {
      const wanted = query.get('query') ?? '';
      const found = this.services.filter(service =>
        JSON.stringify(service).includes(wanted),
      );
      return this.#page('services', found, query);
    }
    return { status: 404, body: { error: { message: 'Not Found' } } };
  }

  #search(query: URLSearchParams): FakeIncident[] {
    const services = query.getAll('service_ids[]');
    const statuses = query.getAll('statuses[]');
    const found = this.incidents.filter(
      ({ service, status, created_at: at }) =>
        (services.length === 0 || services.includes(service.id)) &&
        (statuses.length === 0 || statuses.includes(status)) &&
        Date.parse(at) >= Date.parse(query.get('since')!) &&
        Date.parse(at) <= Date.parse(query.get('until')!),
    );
    const [field, order] = (query.get('sort_by') ?? 'created_at:asc').split(
      ':',
    );
    const sign = order === 'desc' ? -1 : 1;
    return found.sort((a, b) =>
      String(a[field]) < String(b[field]) ? -sign : sign,
    );
  }

  #page(name: string, items: Item[], query: URLSearchParams): Answer {
    const offset = Number(query.get('offset') ?? 0);
    const asked = Number(query.get('limit') ?? 25);
    const limit = Math.min(asked, this.pageSize);
    return {
      body: {
        [name]: items.slice(offset, offset + limit),
        limit,
        offset,
        total: null,
        more: items.length > offset + limit,
      },
    };
  }
}

function one(name: string, items: Item[], id: string): Answer {
  const found = items.find(item => item.id === id);
  return found
    ? { body: { [name]: found } }
    : { status: 404, body: { error: { message: 'Not Found' } } };
}
