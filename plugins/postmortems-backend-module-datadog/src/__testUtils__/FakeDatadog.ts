import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { findProblems } from './apiDescription';

/** A request as it came in. */
export type Asked = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
};

export type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
};

type Item = { at: string; service: string };
type StoredEvent = Item & Record<string, unknown>;

const searchSchema = z.strictObject({
  filter: z.strictObject({
    query: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime(),
  }),
  page: z.strictObject({
    limit: z.int().min(1).max(1000),
    cursor: z.string().optional(),
  }),
  sort: z.literal('timestamp'),
});

const timeseriesSchema = z.strictObject({
  data: z.strictObject({
    type: z.literal('timeseries_request'),
    attributes: z.strictObject({
      from: z.int(),
      to: z.int(),
      interval: z.int().min(1000),
      formulas: z.array(z.strictObject({ formula: z.string() })).min(1),
      queries: z
        .array(
          z.strictObject({
            data_source: z.literal('metrics'),
            name: z.string(),
            query: z.string(),
          }),
        )
        .min(1),
    }),
  }),
});

/**
 * Datadog's API on loopback with data of its own: it checks keys and requests,
 * searches by time, service and status, and gives pages. Requests that Datadog's
 * published description has are held to it.
 */
export class FakeDatadog {
  readonly asked: Asked[] = [];
  /** What does not fit Datadog's description, or its recorded requests. */
  readonly problems: string[] = [];
  apiKey = 'api-key';
  appKey = 'app-key';
  /** Paths for which the application key lacks the scope. */
  forbidden: string[] = [];
  events: StoredEvent[] = [];
  logs: StoredEvent[] = [];
  monitors = new Map<number, object>();
  incidents: { id: string; attributes: Record<string, unknown> }[] = [];
  impacts = new Map<string, object[]>();
  /** Series by their formula with the queries put in. */
  series = new Map<
    string,
    { points: [string, number | null][]; unit?: unknown; tags?: string[] }[]
  >();
  /**
   * Answers given once, in their order, to requests whose path has the text, after
   * `skip` of them.
   */
  readonly script: {
    path: string;
    answer: Answer | 'hang' | 'reset';
    skip?: number;
  }[] = [];
  /** Items of one page, however many are asked for. */
  pageSize = 1000;
  readonly #server: Server;

  static async start(): Promise<FakeDatadog> {
    const fake = new FakeDatadog();
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

  async #handle(request: IncomingMessage, response: ServerResponse) {
    let text = '';
    for await (const chunk of request) text += chunk;
    const url = new URL(request.url!, this.apiUrl);
    const asked: Asked = {
      method: request.method!,
      path: url.pathname,
      query: url.searchParams,
      body: text ? JSON.parse(text) : undefined,
    };
    this.asked.push(asked);
    this.problems.push(...findProblems({ side: 'request', asked }));
    const scripted = this.script.findIndex(
      ({ path, skip = 0 }) =>
        asked.path.includes(path) && this.to(path).length > skip,
    );
    const answer =
      scripted >= 0
        ? this.script.splice(scripted, 1)[0].answer
        : this.#answer(asked, request);
    if (answer === 'hang') return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    const { status = 200, headers, body = {} } = answer;
    if (status === 200 && scripted < 0) {
      this.problems.push(...findProblems({ side: 'response', asked, body }));
    }
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  #answer(asked: Asked, { headers }: IncomingMessage): Answer {
    const { path } = asked;
    if (headers['dd-api-key'] !== this.apiKey) return forbidden();
    if (path === '/api/v1/validate') return { body: { valid: true } };
    if (
      headers['dd-application-key'] !== this.appKey ||
      this.forbidden.some(part => path.includes(part))
    ) {
      return forbidden();
    }
    if (path === '/api/v2/events/search') {
      return this.#search(asked.body, this.events, event => event);
    }
    if (path === '/api/v2/logs/events/search') {
      return this.#search(asked.body, this.logs, log => log);
    }
    if (path === '/api/v2/query/timeseries')
      return this.#timeseries(asked.body);
    if (path === '/api/v2/incidents/search') {
      return this.#searchIncidents(asked.query);
    }
    const [, incident] =
      /^\/api\/v2\/incidents\/([^/]+)\/impacts$/.exec(path) ?? [];
    if (incident) return { body: { data: this.impacts.get(incident) ?? [] } };
    if (path === '/api/v1/monitor') {
      return { body: [...this.monitors.values()].slice(0, 1) };
    }
    const [, monitor] = /^\/api\/v1\/monitor\/(\d+)$/.exec(path) ?? [];
    const definition = this.monitors.get(Number(monitor));
    if (definition) return { body: definition };
    return { status: 404, body: { errors: ['Monitor not found'] } };
  }

  #search(
    body: unknown,
    items: StoredEvent[],
    show: (item: StoredEvent) => unknown,
  ): Answer {
    const parsed = searchSchema.safeParse(body);
    if (!parsed.success) return this.#invalid(parsed.error);
    const { filter, page } = parsed.data;
    const services = [...filter.query.matchAll(/service:"([^"]+)"/g)].map(
      ([, name]) => name,
    );
    const [, statuses] = /status:\(([^)]*)\)/.exec(filter.query) ?? [];
    const found = items
      .filter(
        ({ at, service }) =>
          services.includes(service) && at >= filter.from && at <= filter.to,
      )
      .filter(
        ({ attributes }) =>
          !statuses ||
          statuses
            .split(' OR ')
            .includes((attributes as { status: string }).status),
      )
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    const start = Number(page.cursor ?? 0);
    const end = start + Math.min(page.limit, this.pageSize);
    return {
      body: {
        data: found.slice(start, end).map(item => {
          const {
            at: _at,
            service: _service,
            ...shown
          } = show(item) as StoredEvent;
          return shown;
        }),
        meta: end < found.length ? { page: { after: String(end) } } : {},
      },
    };
  }

  #searchIncidents(query: URLSearchParams): Answer {
    const wanted = query.get('query') ?? '';
    if (!/^state:\(.+\) AND services:\(.+\)$/.test(wanted)) {
      return { status: 400, body: { errors: [`Invalid query ${wanted}`] } };
    }
    const offset = Number(query.get('page[offset]') ?? 0);
    const size = Math.min(Number(query.get('page[size]') ?? 10), 100);
    const page = this.incidents.slice(offset, offset + size);
    return {
      body: {
        data: {
          type: 'incidents_search_results',
          attributes: {
            total: this.incidents.length,
            facets: {},
            incidents: page.map(({ id, attributes }) => ({
              data: { type: 'incidents', id, attributes },
            })),
          },
        },
        meta: { pagination: { offset, size, next_offset: offset + size } },
      },
    };
  }

  #timeseries(body: unknown): Answer {
    const parsed = timeseriesSchema.safeParse(body);
    if (!parsed.success) return this.#invalid(parsed.error);
    const { from, to, formulas, queries } = parsed.data.data.attributes;
    const expression = queries.reduce(
      (text, { name, query }) => text.replaceAll(name, () => query),
      formulas[0].formula,
    );
    const series = this.series.get(expression) ?? [];
    const times = [
      ...new Set(series.flatMap(({ points }) => points.map(([at]) => at))),
    ]
      .map(at => Date.parse(at))
      .filter(at => at >= from && at <= to)
      .sort((a, b) => a - b);
    return {
      body: {
        data: {
          id: '0',
          type: 'timeseries_response',
          attributes: {
            series: series.map(({ unit, tags }) => ({
              group_tags: tags ?? [],
              query_index: 0,
              unit: unit ?? null,
            })),
            times,
            values: series.map(({ points }) =>
              times.map(
                time =>
                  points.find(([at]) => Date.parse(at) === time)?.[1] ?? null,
              ),
            ),
          },
        },
      },
    };
  }

  #invalid(error: z.ZodError): Answer {
    this.problems.push(error.message);
    return {
      status: 400,
      body: { errors: ['API input validation failed'] },
    };
  }
}

function forbidden(): Answer {
  return { status: 403, body: { errors: ['Forbidden'] } };
}
