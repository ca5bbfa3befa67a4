import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findProblems } from './apiDescription';
import {
  environmentNamed,
  type pullRequest,
  type RawDeployment,
  type release,
  type status,
  type workflowRun,
} from './things';

type Answer = {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
};

/**
 * GitHub's API for one repository: filters, pages and orders as GitHub documents it,
 * and checks what it is asked by the API's description.
 */
export class FakeGithub {
  readonly calls: string[] = [];
  /** What does not fit the API's description. */
  problems: string[] = [];
  token = 'ghs_valid';
  slug = 'shop/checkout';
  deployments: RawDeployment[] = [];
  statuses = new Map<number, ReturnType<typeof status>[]>();
  releases: (ReturnType<typeof release> | object)[] = [];
  pullRequests: ReturnType<typeof pullRequest>[] = [];
  runs: ReturnType<typeof workflowRun>[] = [];
  /** Attempts before the last one, which lists of runs leave out. */
  attempts: ReturnType<typeof workflowRun>[] = [];
  /** Answers that come before the usual ones, for a part of the path. */
  readonly failures: { part: string; answer: Answer; times: number }[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://localhost');
      this.calls.push(url.pathname + url.search);
      const failure = this.failures.find(
        ({ part, times }) => times > 0 && url.pathname.includes(part),
      );
      if (failure) {
        failure.times -= 1;
        reply(response, failure.answer);
      } else if (request.headers.authorization !== `token ${this.token}`) {
        reply(response, { status: 401, body: { message: 'Bad credentials' } });
      } else {
        reply(response, this.#answer(url));
      }
    });
  }

  static async start(): Promise<FakeGithub> {
    const fake = new FakeGithub();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  fail(part: string, answer: Answer, times = 1): void {
    this.failures.push({ part, answer, times });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #answer({ pathname, searchParams: query }: URL): Answer {
    const root = `/repos/${this.slug}`;
    if (!pathname.toLowerCase().startsWith(root)) {
      return { status: 404, body: { message: 'Not Found' } };
    }
    const body = this.#find(pathname.slice(root.length), query);
    this.problems.push(...findProblems({ path: pathname, query }, body));
    return body
      ? {
          status: 200,
          body,
          // Whoever follows it tells the token to a stranger
          headers: { link: '<https://evil.example/?page=2>; rel="next"' },
        }
      : { status: 404, body: { message: 'Not Found' } };
  }

  #find(path: string, query: URLSearchParams): unknown {
    const statusesOf = /^\/deployments\/(\d+)\/statuses$/.exec(path)?.[1];
    const runsOf = /^\/actions\/workflows\/(\d+)\/runs$/.exec(path)?.[1];
    const attempt = /^\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(path);
    if (path === '') {
      return { full_name: this.slug, default_branch: 'main' };
    }
    if (path === '/deployments') {
      const environment = query.get('environment');
      return page(
        newestFirst(this.deployments, one => one.created_at).filter(
          one => !environment || one.environment === environment,
        ),
        query,
      );
    }
    if (statusesOf) {
      const all = this.statuses.get(Number(statusesOf)) ?? [];
      return page(
        newestFirst(all, one => one.created_at),
        query,
      );
    }
    if (path === '/releases') return page(this.releases, query);
    if (path === '/pulls') {
      return page(
        newestFirst(this.pullRequests, one => one.updated_at),
        query,
      );
    }
    if (path === '/environments') {
      const names = new Set(this.deployments.map(one => one.environment));
      return {
        total_count: names.size,
        environments: page([...names].map(environmentNamed), query),
      };
    }
    if (path === '/actions/workflows') {
      const workflows = new Map(
        this.runs.map(({ workflow_id: id, name, path: file }) => [
          id,
          { id, name, path: file, state: 'active' },
        ]),
      );
      return {
        total_count: workflows.size,
        workflows: page([...workflows.values()], query),
      };
    }
    if (attempt) {
      const [id, number] = attempt.slice(1).map(Number);
      return [...this.attempts, ...this.runs].find(
        one => one.id === id && one.run_attempt === number,
      );
    }
    if (path === '/actions/runs') return this.#runs(this.runs, query);
    if (runsOf) {
      return this.#runs(
        this.runs.filter(one => one.workflow_id === Number(runsOf)),
        query,
      );
    }
    return undefined;
  }

  #runs(runs: FakeGithub['runs'], query: URLSearchParams) {
    const wanted = query.get('status');
    const created = query.get('created') ?? '';
    const [from, to] = created.startsWith('<')
      ? ['', created.slice(1)]
      : created.split('..');
    const found = newestFirst(runs, one => one.created_at).filter(
      one =>
        (one.status === wanted || one.conclusion === wanted) &&
        one.created_at >= from &&
        (created.startsWith('<')
          ? Date.parse(one.created_at) < Date.parse(to)
          : one.created_at <= to),
    );
    return { total_count: found.length, workflow_runs: page(found, query) };
  }
}

function newestFirst<T>(things: readonly T[], timeOf: (thing: T) => string) {
  return [...things].sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
}

function page<T>(things: readonly T[], query: URLSearchParams): T[] {
  const size = Number(query.get('per_page') ?? 30);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  return things.slice(start, start + size);
}

function reply(response: ServerResponse, { status, headers, body }: Answer) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
