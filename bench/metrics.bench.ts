import knexFactory, { type Knex } from 'knex';
import { startExampleBackend } from '../e2e-tests/support/exampleBackend';
import type { Benchmark } from './support/figures';

const RETROSPECTIVES = 100_000;
const ACTION_ITEMS = 400_000;
/** Incidents are spread over this many days. */
const DAYS = 1095;
const SERVICES = 200;
const OWNERS = 30;
const REQUESTS = 120;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Figures over 100,000 retrospectives and 400,000 action items on PostgreSQL, through the HTTP API, for the questions that people ask:
 * a quarter, a year of one severity, the system that a group owns. The baseline is a lookup by primary key through the same API. What
 * three years of everything takes is reported beside it.
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
    await fill(knex, now);
    progress(
      `${RETROSPECTIVES} retrospectives and ${ACTION_ITEMS} action items are there`,
    );
    const get = async (path: string): Promise<number> => {
      const started = performance.now();
      const response = await fetch(`${backend.url}/api/postmortems/v1${path}`, {
        headers: backend.machineHeaders,
      });
      const body = await response.text();
      if (!response.ok) throw new Error(body);
      return performance.now() - started;
    };
    const ago = (days: number) => new Date(now - days * DAY_MS).toISOString();
    const to = `to=${new Date(now).toISOString()}`;
    const questions: Record<string, string> = {
      quarter: `/metrics?from=${ago(90)}&${to}`,
      year_of_a_severity: `/metrics?from=${ago(365)}&${to}&severity=sev1`,
      year_of_a_system: `/metrics?from=${ago(
        365,
      )}&${to}&entityRef=system:default/ordering`,
      month: `/metrics?from=${ago(30)}&${to}`,
    };
    const lookup = '/incidents/M-50000';
    for (const path of [...Object.values(questions), lookup]) await get(path);

    const baseline = await timesOf(() => get(lookup), REQUESTS);
    const all: number[] = [];
    for (const [name, path] of Object.entries(questions)) {
      const times = await timesOf(() => get(path), REQUESTS / 4);
      all.push(...times);
      progress(`${name}: p95 ${p95(times).toFixed(0)} ms`);
    }
    report({
      figure: 'p95_ms',
      value: p95(all),
      unit: 'ms',
      baseline: p95(baseline),
    });
    const everything = await timesOf(
      () => get(`/metrics?from=${ago(DAYS)}&${to}`),
      20,
    );
    report({
      figure: 'everything/p95_ms',
      value: p95(everything),
      unit: 'ms',
      baseline: p95(baseline),
    });
  } finally {
    await knex.destroy();
    await backend.stop();
  }
};

export default bench;

async function timesOf(
  call: () => Promise<number>,
  times: number,
): Promise<number[]> {
  const measured: number[] = [];
  for (let index = 0; index < times; index += 1) measured.push(await call());
  return measured;
}

function p95(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1];
}

/** Rows as the product would have written them, made by the database itself. */
async function fill(knex: Knex, now: number): Promise<void> {
  const iso = (expression: string) =>
    `to_char((${expression}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const start = `to_timestamp(${now / 1000}) - (i % ${
    DAYS * 24
  }) * interval '1 hour'`;
  const series = `generate_series(1, ${RETROSPECTIVES}) as i`;
  const service = `case when i % ${SERVICES} = 0 then 'component:default/checkout' else 'component:default/service-' || (i % ${SERVICES}) end`;
  await knex.raw(`
    insert into incidents (key, title, severity, status, started_at, resolved_at, visibility, created_by, created_at, updated_at, creation_hash, evidence_batches)
    select 'M-' || i, 'Incident ' || i, 'sev' || (1 + i % 5), 'resolved', ${iso(
      start,
    )}, ${iso(`${start} + (10 + i % 300) * interval '1 minute'`)},
      case when i % 50 = 0 then 'private' else 'public' end, 'bench', ${iso(
        start,
      )}, ${iso(start)}, '', 0
    from ${series}`);
  await knex.raw(
    `insert into incident_services (incident_key, position, service_ref) select 'M-' || i, 0, ${service} from ${series}`,
  );
  await knex.raw(`
    insert into retrospectives (id, incident_key, title, status, root_cause_status, revision, claims_supported, claims_partial,
      claims_unsupported, claims_contradicted, claims_attested, open_follow_ups, created_at, updated_at, review_at, published_at, verified_at, verified_with, verified_batch)
    select 'r-' || i, 'M-' || i, 'Incident ' || i, 'published', 'determined', 1, 40, 3, i % 3, 0, 1, 2, ${iso(
      `${start} + interval '1 day'`,
    )}, ${iso(start)}, ${iso(`${start} + interval '2 days'`)},
      case when i % 3 > 0 then ${iso(
        `${start} + interval '5 days'`,
      )} end, '2999-01-01', 'bench', 0
    from ${series}`);
  await knex.raw(`
    insert into incident_facts (incident_key, started_at, severity, resolved_at, minutes_to_resolve, minutes_to_draft, minutes_to_review, retrospectives, published,
      claims_supported, claims_partial, claims_unsupported, claims_contradicted, claims_attested, items_open, items_closed)
    select 'M-' || i, ${iso(start)}, 'sev' || (1 + i % 5), ${iso(
    `${start} + (10 + i % 300) * interval '1 minute'`,
  )}, 10 + i % 300, i % 3000, i % 9000, 1, (i % 3 > 0)::int, 40, 3, i % 3, 0, 1, 2, 2
    from ${series}`);
  await knex.raw(`
    insert into incident_themes (incident_key, theme, service_ref, started_at, started_minute)
    select 'M-' || i, theme, ${service}, ${iso(
    start,
  )}, (extract(epoch from ${start}) / 60)::int
    from ${series}, lateral (select (array['change','capacity','database','network','defect','process'])[1 + (i + n) % 6] as theme from generate_series(0, i % 2) as n) as themes`);
  await knex.raw(`
    insert into action_items (retrospective_id, id, incident_key, title, type, priority, state, owner_ref, due_at, end_state, version, created_by, created_at, updated_at, incident_started_at)
    select 'r-' || i, 'a-' || n, 'M-' || i, 'Do it', 'prevent', 'high', case when n % 2 = 0 then 'open' else 'done' end,
      'group:default/team-' || (i % ${OWNERS}), ${iso(
    `${start} + interval '30 days'`,
  )}, 'It is done', 1, 'bench', ${iso(start)}, ${iso(start)}, ${iso(start)}
    from ${series}, generate_series(1, ${ACTION_ITEMS / RETROSPECTIVES}) as n`);
  await knex.raw('vacuum analyze');
}
