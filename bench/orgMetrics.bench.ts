import knexFactory from 'knex';
import {
  guestToken,
  startExampleBackend,
  type ExampleBackend,
} from '../e2e-tests/support/exampleBackend';
import { FactsMemory } from '../plugins/postmortems-backend/src/orgMetrics/figures/FactsMemory';
import type { Benchmark } from './support/figures';
import { DAYS, fill } from './support/orgMetrics/fill';

const POSTMORTEMS = 100_000;
const ITEMS_EACH = 4;
/** Times that each request is made, after two that are not counted. */
const TIMES = 30;
const DAY_MS = 24 * 60 * 60 * 1000;
const READER = 'user:default/guest';
/** People who open the page at the same time. */
const READERS = 5;

/**
 * The requests of the page of figures over 100,000 postmortems and 400,000 action items on PostgreSQL, through the HTTP API, as a
 * signed-in user who may see some private incidents: each period that the page offers, narrowed and not, the lists behind the figures,
 * and the lists of postmortems and action items; some of them again while incidents are changed all the time, and by several people at
 * once. `p95_ms` is the slowest request's 95th percentile; the baseline is that of a lookup by primary key through the same API.
 */
const bench: Benchmark = async ({ report, progress }) => {
  const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  if (!url) throw new Error('no PostgreSQL; run this with npm run bench');
  const backend = await startExampleBackend({
    name: 'bench-metrics',
    config: { backend: { database: { client: 'pg', connection: url } } },
  });
  const address = new URL(url);
  address.pathname = '/backstage_plugin_postmortems';
  const knex = knexFactory({ client: 'pg', connection: address.href });
  try {
    const now = Date.now();
    await fill(knex, {
      postmortems: POSTMORTEMS,
      itemsEach: ITEMS_EACH,
      now,
      reader: READER,
    });
    progress(
      `${POSTMORTEMS} postmortems and ${
        POSTMORTEMS * ITEMS_EACH
      } action items are there`,
    );
    // A guest's session, as a browser has it
    const headers = { authorization: `Bearer ${await guestToken(backend)}` };
    const get = async (path: string) => {
      const started = performance.now();
      await call(backend, path, { headers });
      return performance.now() - started;
    };
    const measure = async (path: string): Promise<number[]> => {
      for (let index = 0; index < 2; index++) await get(path);
      const times: number[] = [];
      for (let index = 0; index < TIMES; index++) times.push(await get(path));
      return times.sort((a, b) => a - b);
    };

    // What a process that starts now has to do before it can answer
    const started = performance.now();
    await new FactsMemory({ knex }).read(() => {});
    report({
      figure: 'load_ms',
      value: performance.now() - started,
      unit: 'ms',
    });

    const lookup = await measure('/incidents/M-50001');
    const baseline = percentile(lookup, 0.95);
    let slowest = 0;
    const show = (name: string, times: number[]) => {
      for (const [figure, share] of [
        ['p50_ms', 0.5],
        ['p95_ms', 0.95],
      ] as const) {
        report({
          figure: `${name}/${figure}`,
          value: percentile(times, share),
          unit: 'ms',
          baseline: percentile(lookup, share),
        });
      }
      slowest = Math.max(slowest, percentile(times, 0.95));
    };
    for (const [name, path] of Object.entries(requests(now))) {
      show(name, await measure(path));
    }
    const stopWriting = keepWriting(backend);
    try {
      for (const name of ['quarter', 'three_years'] as const) {
        show(`${name}_while_writing`, await measure(requests(now)[name]));
      }
    } finally {
      progress(`${await stopWriting()} incidents were changed meanwhile`);
    }
    // What the page opens with, by several people at once
    const path = requests(now).quarter;
    const atOnce: number[] = [];
    for (let index = 0; index < TIMES / READERS; index++) {
      atOnce.push(
        ...(await Promise.all(
          Array.from({ length: READERS }, () => get(path)),
        )),
      );
    }
    show(
      `quarter_by_${READERS}_at_once`,
      atOnce.sort((a, b) => a - b),
    );
    report({ figure: 'p95_ms', value: slowest, unit: 'ms', baseline });
  } finally {
    await knex.destroy();
    await backend.stop();
  }
};

export default bench;

/** What the page asks for. */
function requests(now: number) {
  const year = since(now, 365);
  const all = since(now, DAYS);
  return {
    month: `/metrics?${since(now, 30)}`,
    quarter: `/metrics?${since(now, 90)}`,
    year: `/metrics?${year}`,
    three_years: `/metrics?${all}`,
    year_of_severities: `/metrics?${year}&severity=sev1&severity=sev2`,
    year_of_a_system: `/metrics?${year}&entityRef=system:default/ordering`,
    year_of_a_department: `/metrics?${year}&entityRef=group:default/engineering`,
    three_years_of_a_department: `/metrics?${all}&entityRef=group:default/engineering`,
    behind_completion: `/metrics/incidents?figure=completion&part=misses&${all}`,
    behind_repeats: `/metrics/incidents?figure=repeats_within_20_days&part=hits&${year}`,
    behind_no_repeats: `/metrics/incidents?figure=repeats_within_20_days&part=misses&${all}`,
    behind_coverage: `/metrics/incidents?figure=coverage&part=misses&${all}`,
    behind_resolve: `/metrics/incidents?figure=time_to_resolve&order=longest&${all}`,
    behind_resolve_to_download: `/metrics/incidents?figure=time_to_resolve&order=longest&limit=500&${all}`,
    behind_theme: `/metrics/incidents?figure=theme&theme=database&${all}`,
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

/** Changes one incident after the other, all over the years, until it is told to stop. Answers with how many. */
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
