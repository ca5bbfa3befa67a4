import knexFactory, { type Knex } from 'knex';
import { join } from 'node:path';
import {
  guestToken,
  startExampleBackend,
  type ExampleBackend,
} from '../e2e-tests/support/exampleBackend';
import type { Benchmark, Reporter } from './support/figures';
import { copy, DAYS, fill } from './support/orgMetrics/fill';

const ITEMS_EACH = 4;
/** Times that each request is made, after two that are not counted. */
const TIMES = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
const READER = 'user:default/guest';
/** People who open the page at the same time. */
const READERS = 5;

/**
 * The end-to-end tests collate for search every ten seconds, which would read
 * everything all the time here.
 */
const SELDOM = {
  frequency: { hours: 24 },
  timeout: { minutes: 1 },
  initialDelay: { hours: 24 },
};
const WITHOUT_COLLATION = {
  search: {
    collators: {
      catalog: { schedule: SELDOM },
      postmortems: { schedule: SELDOM },
    },
  },
};

/** Requests that are made of the smaller databases. */
const FEW: readonly RequestName[] = [
  'quarter',
  'three_years',
  'three_years_of_a_department',
  'with_repeats',
  'without_repeats',
  'with_category',
  'items_counted',
];

/**
 * The requests of the org metrics page through the HTTP API, as a signed-in
 * user who may see some private incidents. Over 100,000 incidents and 400,000
 * action items on PostgreSQL: each period of the page, with and without
 * filters, and all lists. Some of them again during constant changes and for
 * several concurrent users. Over 10,000 incidents on PostgreSQL and SQLite: the
 * slower requests. `p95_ms` is the slowest request's 95th percentile. The
 * baseline is a lookup by primary key through the same API.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (!url) throw new Error('no PostgreSQL; run this with npm run bench');
  const now = Date.now();
  const small = { now, reader: READER, itemsEach: ITEMS_EACH };
  await onPostgres(url, 'bench_100k_', async (backend, knex) => {
    await fill(knex, { ...small, postmortems: 100_000 });
    progress('100,000 incidents and 400,000 action items are there');
    const run = await Run.start({ backend, name: 'pg_100k', report });
    const all = requests(now);
    for (const [name, path] of Object.entries(all)) {
      await run.measure(name, path);
    }
    const stopWriting = keepWriting(backend);
    try {
      for (const name of ['quarter', 'three_years'] as const) {
        await run.measure(`${name}_while_writing`, all[name]);
      }
    } finally {
      progress(`${await stopWriting()} incidents were changed meanwhile`);
    }
    await run.measureAtOnce(`quarter_by_${READERS}_at_once`, all.quarter);
    run.finish();
  });
  await onPostgres(url, 'bench_10k_', async (backend, knex) => {
    await fill(knex, { ...small, postmortems: 10_000 });
    await measureFew({ backend, name: 'pg_10k', report, now });
    await onSqlite(async (other, file) => {
      await copy(knex, file);
      await measureFew({ backend: other, name: 'sqlite_10k', report, now });
    });
  });
};

export default bench;

async function measureFew(options: {
  backend: ExampleBackend;
  name: string;
  report: Reporter['report'];
  now: number;
}): Promise<void> {
  const run = await Run.start(options);
  for (const name of FEW) await run.measure(name, requests(options.now)[name]);
  run.finish();
}

async function onPostgres(
  url: string,
  prefix: string,
  use: (backend: ExampleBackend, knex: Knex) => Promise<void>,
): Promise<void> {
  const admin = knexFactory({ client: 'pg', connection: url });
  await admin.raw('drop database if exists ?? with (force)', [
    `${prefix}postmortems`,
  ]);
  await admin.destroy();
  const backend = await startExampleBackend({
    name: 'bench-org-metrics',
    config: {
      ...WITHOUT_COLLATION,
      backend: { database: { client: 'pg', connection: url, prefix } },
    },
  });
  const address = new URL(url);
  address.pathname = `/${prefix}postmortems`;
  const knex = knexFactory({ client: 'pg', connection: address.href });
  try {
    await use(backend, knex);
  } finally {
    await knex.destroy();
    await backend.stop();
  }
}

async function onSqlite(
  use: (backend: ExampleBackend, knex: Knex) => Promise<void>,
): Promise<void> {
  const backend = await startExampleBackend({
    name: 'bench-org-metrics-sqlite',
    config: WITHOUT_COLLATION,
  });
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(backend.folder, 'db', 'postmortems.sqlite') },
    useNullAsDefault: true,
  });
  try {
    await use(backend, knex);
  } finally {
    await knex.destroy();
    await backend.stop();
  }
}

/** Measures requests of one backend, and reports them beside a lookup by primary key. */
class Run {
  #slowest = 0;

  static async start(options: {
    backend: ExampleBackend;
    name: string;
    report: Reporter['report'];
  }): Promise<Run> {
    // A guest's session, as a browser has it
    const token = await guestToken(options.backend);
    const run = new Run(options, { authorization: `Bearer ${token}` });
    run.#lookup = await run.#times('/incidents/M-5001');
    return run;
  }

  #lookup: number[] = [];

  private constructor(
    private readonly options: {
      backend: ExampleBackend;
      name: string;
      report: Reporter['report'];
    },
    private readonly headers: Record<string, string>,
  ) {}

  async measure(name: string, path: string): Promise<void> {
    this.#show(name, await this.#times(path));
  }

  /** By several people at once. */
  async measureAtOnce(name: string, path: string): Promise<void> {
    const times: number[] = [];
    for (let index = 0; index < TIMES / READERS; index++) {
      times.push(
        ...(await Promise.all(
          Array.from({ length: READERS }, () => this.#get(path)),
        )),
      );
    }
    this.#show(
      name,
      times.sort((a, b) => a - b),
    );
  }

  finish(): void {
    this.options.report({
      figure: `${this.options.name}/p95_ms`,
      value: this.#slowest,
      unit: 'ms',
      baseline: percentile(this.#lookup, 0.95),
    });
  }

  async #times(path: string): Promise<number[]> {
    for (let index = 0; index < 2; index++) await this.#get(path);
    const times: number[] = [];
    for (let index = 0; index < TIMES; index++) {
      times.push(await this.#get(path));
    }
    return times.sort((a, b) => a - b);
  }

  async #get(path: string): Promise<number> {
    const started = performance.now();
    await call(this.options.backend, path, { headers: this.headers });
    return performance.now() - started;
  }

  #show(name: string, times: number[]): void {
    for (const [figure, share] of [
      ['p50_ms', 0.5],
      ['p95_ms', 0.95],
    ] as const) {
      this.options.report({
        figure: `${this.options.name}/${name}/${figure}`,
        value: percentile(times, share),
        unit: 'ms',
        baseline: percentile(this.#lookup, share),
      });
    }
    this.#slowest = Math.max(this.#slowest, percentile(times, 0.95));
  }
}

type RequestName = keyof ReturnType<typeof requests>;

/** What the page asks for. */
function requests(now: number) {
  const year = since(now, 365);
  const all = since(now, DAYS);
  return {
    month: `/org-metrics?${since(now, 30)}`,
    quarter: `/org-metrics?${since(now, 90)}`,
    year: `/org-metrics?${year}`,
    three_years: `/org-metrics?${all}`,
    year_of_severities: `/org-metrics?${year}&severity=sev1&severity=sev2`,
    year_of_a_system: `/org-metrics?${year}&entityRef=system:default/ordering`,
    year_of_a_department: `/org-metrics?${year}&entityRef=group:default/engineering`,
    three_years_of_a_department: `/org-metrics?${all}&entityRef=group:default/engineering`,
    without_postmortem: `/org-metrics/incidents?metric=completion&part=rest&${all}`,
    with_repeats: `/org-metrics/incidents?metric=repeats_within_20_days&part=numerator&${year}`,
    without_repeats: `/org-metrics/incidents?metric=repeats_within_20_days&part=rest&${all}`,
    with_doubtful_claims: `/org-metrics/incidents?metric=coverage&part=rest&${all}`,
    by_time_to_resolve: `/org-metrics/incidents?metric=time_to_resolve&order=longest&${all}`,
    by_time_to_resolve_to_download: `/org-metrics/incidents?metric=time_to_resolve&order=longest&limit=500&${all}`,
    with_category: `/org-metrics/incidents?metric=category&category=data&${all}`,
    list_newest: '/postmortems',
    list_worst: '/postmortems?order=severity',
    list_changed: '/postmortems?order=changed&status=in_review',
    list_found: '/postmortems?q=service 976',
    list_found_by_key: '/postmortems?q=M-77777',
    list_of_a_system: '/postmortems?entityRef=system:default/ordering',
    list_of_a_severity: `/postmortems?severity=sev1&${year}`,
    items_due: '/action-items',
    items_overdue: `/action-items?status=overdue&${year}`,
    items_of_a_system: `/action-items?status=open&entityRef=system:default/ordering&${year}`,
    items_of_a_group: `/action-items?status=closed&group=group:default/team-7&${all}`,
    items_counted: '/action-items/counts?entityRef=system:default/ordering',
  };
}

function since(now: number, days: number): string {
  const from = new Date(now - days * DAY_MS).toISOString();
  return `from=${from}&to=${new Date(now).toISOString()}`;
}

async function call(
  backend: ExampleBackend,
  path: string,
  init: RequestInit,
): Promise<void> {
  const response = await fetch(
    `${backend.url}/api/postmortems/v1${path}`,
    init,
  );
  const body = await response.text();
  if (!response.ok) throw new Error(body);
}

/**
 * Changes one incident after the other, spread over the years, until it is
 * stopped. Returns how many.
 */
function keepWriting(backend: ExampleBackend): () => Promise<number> {
  let writes = 0;
  let stopped = false;
  let failure: unknown;
  const writing = (async () => {
    while (!stopped) {
      writes += 1;
      await call(backend, `/incidents/M-${1 + ((writes * 7919) % 100_000)}`, {
        method: 'PATCH',
        headers: {
          ...backend.machineHeaders,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ severity: `sev${1 + (writes % 5)}` }),
      });
    }
  })().catch(error => {
    failure = error;
  });
  return async () => {
    stopped = true;
    await writing;
    if (failure) throw failure;
    return writes;
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1];
}
