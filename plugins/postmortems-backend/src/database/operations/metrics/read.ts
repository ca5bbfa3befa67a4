import {
  CLOSED_ACTION_ITEM_STATES,
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
  type Metrics,
  type Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  distributionOf,
  percentilesOf,
  shareOf,
} from '../../../metrics/statistics';
import { applyCriteria, applyServices } from '../../criteria';
import { isPostgres } from '../../dialect';
import type { MetricsOptions } from '../../types';

const DAY_MS = 24 * 60 * 60 * 1000;
const DAY_MINUTES = 24 * 60;
const PERCENTILES = [0.25, 0.5, 0.75, 0.9];
const DURATIONS = [
  'minutes_to_resolve',
  'minutes_to_draft',
  'minutes_to_review',
] as const;
/** Owners that are told. */
const MAX_OWNERS = 20;

type Row = Record<string, number | string | null | number[]>;

/** Every figure over what the criteria admit. Reads the facts of incidents in the period, by index, and no document. */
export async function readMetrics(
  knex: Knex,
  options: MetricsOptions,
): Promise<Metrics> {
  const [{ totals, durations }, owners, themes, repeats] = await Promise.all([
    readFacts(knex, options),
    readOwners(knex, options),
    readThemes(knex, options),
    readRepeats(knex, options),
  ]);
  const n = (name: string) => Number(totals[name] ?? 0);
  const verdicts = {
    supported: n('supported'),
    partial: n('partial'),
    unsupported: n('unsupported'),
    contradicted: n('contradicted'),
    attested: n('attested'),
  };
  const claims = Object.values(verdicts).reduce((sum, one) => sum + one, 0);
  return {
    from: options.from,
    to: options.to,
    incidents: n('incidents'),
    retrospectives: n('retrospectives'),
    completion: shareOf(n('completed'), n('due')),
    timeToResolve: durations.minutes_to_resolve,
    timeToDraft: durations.minutes_to_draft,
    timeToReview: durations.minutes_to_review,
    actionItems: {
      open: n('items_open'),
      closed: n('items_closed'),
      overdue: owners.reduce((sum, one) => sum + one.overdue, 0),
      closure: shareOf(n('items_closed'), n('items_open') + n('items_closed')),
      byOwner: owners.slice(0, MAX_OWNERS),
    },
    repeats,
    coverage: { verdicts, supported: shareOf(verdicts.supported, claims) },
    themes,
  };
}

/** Restricts a query that joins `incidents` to the period and to what is asked for. */
function within(
  knex: Knex,
  query: Knex.QueryBuilder,
  column: string,
  options: MetricsOptions,
  from = options.from,
): void {
  query.where(column, '>=', from).where(column, '<', options.to);
  // The same once more, so that incidents too are read as a range of an index
  query
    .where('incidents.started_at', '>=', from)
    .where('incidents.started_at', '<', options.to);
  if (options.severities) {
    query.whereIn('incidents.severity', options.severities);
  }
  applyServices(knex, query, options.services);
  applyCriteria(knex, query, options.criteria);
}

function facts(knex: Knex, options: MetricsOptions) {
  const query = knex('incident_facts').join(
    'incidents',
    'incidents.key',
    'incident_facts.incident_key',
  );
  within(knex, query, 'incident_facts.started_at', options);
  return query;
}

/** Sums and percentiles, in one pass where the database can do both. */
async function readFacts(knex: Knex, options: MetricsOptions) {
  const onPostgres = isPostgres(knex);
  const [totals] = await facts(knex, options).select<Row[]>([
    ...totalColumns(knex, options),
    ...(onPostgres ? percentileColumns(knex) : []),
  ]);
  const of = async (name: (typeof DURATIONS)[number]) => {
    if (onPostgres) {
      return distributionOf(
        Number(totals[`n_${name}`]),
        (totals[name] as number[] | null) ?? [],
      );
    }
    const rows: { value: number }[] = await facts(knex, options)
      .whereNotNull(`incident_facts.${name}`)
      .orderBy(`incident_facts.${name}`)
      .select({ value: `incident_facts.${name}` });
    const sorted = rows.map(({ value }) => value);
    return distributionOf(sorted.length, percentilesOf(sorted, PERCENTILES));
  };
  return {
    totals,
    durations: {
      minutes_to_resolve: await of('minutes_to_resolve'),
      minutes_to_draft: await of('minutes_to_draft'),
      minutes_to_review: await of('minutes_to_review'),
    },
  };
}

function totalColumns(knex: Knex, options: MetricsOptions) {
  const dueBefore = new Date(
    Date.parse(options.now) - DUE_AFTER_DAYS * DAY_MS,
  ).toISOString();
  const due = `incident_facts.severity in (${DUE_SEVERITIES.map(() => '?').join(
    ', ',
  )}) and incident_facts.resolved_at <= ?`;
  const bindings = [...DUE_SEVERITIES, dueBefore];
  const sum = (column: string, as: string) =>
    knex.raw('coalesce(sum(??), 0) as ??', [`incident_facts.${column}`, as]);
  return [
    knex.raw('count(*) as incidents'),
    sum('retrospectives', 'retrospectives'),
    knex.raw(`coalesce(sum(case when ${due} then 1 else 0 end), 0) as due`, [
      ...bindings,
    ]),
    knex.raw(
      `coalesce(sum(case when ${due} then incident_facts.published else 0 end), 0) as completed`,
      [...bindings],
    ),
    sum('items_open', 'items_open'),
    sum('items_closed', 'items_closed'),
    sum('claims_supported', 'supported'),
    sum('claims_partial', 'partial'),
    sum('claims_unsupported', 'unsupported'),
    sum('claims_contradicted', 'contradicted'),
    sum('claims_attested', 'attested'),
  ];
}

function percentileColumns(knex: Knex) {
  return DURATIONS.flatMap(name => [
    knex.raw('count(??) as ??', [`incident_facts.${name}`, `n_${name}`]),
    knex.raw(
      'percentile_disc(array[0.25, 0.5, 0.75, 0.9]) within group (order by ??) as ??',
      [`incident_facts.${name}`, name],
    ),
  ]);
}

async function readOwners(knex: Knex, options: MetricsOptions) {
  const query = knex('action_items').join(
    'incidents',
    'incidents.key',
    'action_items.incident_key',
  );
  within(knex, query, 'action_items.incident_started_at', options);
  const closed = [...CLOSED_ACTION_ITEM_STATES];
  const isClosed = `action_items.state in (${closed
    .map(() => '?')
    .join(', ')})`;
  const rows: Row[] = await query
    .select(
      knex.raw(`coalesce(action_items.owner_ref, '') as owner`),
      knex.raw(`sum(case when ${isClosed} then 0 else 1 end) as open`, closed),
      knex.raw(
        `sum(case when ${isClosed} then 1 else 0 end) as closed`,
        closed,
      ),
      knex.raw(
        `sum(case when not (${isClosed}) and action_items.due_at < ? then 1 else 0 end) as overdue`,
        [...closed, options.now],
      ),
    )
    .groupByRaw(`coalesce(action_items.owner_ref, '')`);
  return rows
    .map(row => ({
      owner: String(row.owner),
      open: Number(row.open),
      closed: Number(row.closed),
      overdue: Number(row.overdue),
    }))
    .sort(
      (a, b) =>
        b.open - a.open || b.closed - a.closed || (a.owner < b.owner ? -1 : 1),
    );
}

async function readThemes(knex: Knex, options: MetricsOptions) {
  const query = knex('incident_themes').join(
    'incidents',
    'incidents.key',
    'incident_themes.incident_key',
  );
  within(knex, query, 'incident_themes.started_at', options);
  const month = 'substr(incident_themes.started_at, 1, 7)';
  const rows: Row[] = await query
    .select(knex.raw(`${month} as month`), 'incident_themes.theme')
    .count({ incidents: '*' })
    .groupByRaw(`${month}, incident_themes.theme`);
  return rows
    .map(row => ({
      month: String(row.month),
      theme: row.theme as Theme,
      incidents: Number(row.incidents),
    }))
    .sort((a, b) =>
      `${a.month} ${a.theme}` < `${b.month} ${b.theme}` ? -1 : 1,
    );
}

/** What makes incidents one of a series. All refs begin alike, which makes comparing them slow: a hash before them settles most. */
function seriesColumns(knex: Knex): string {
  const columns = 'incident_themes.service_ref, incident_themes.theme';
  return isPostgres(knex)
    ? `hashtextextended(incident_themes.service_ref || incident_themes.theme, 0), ${columns}`
    : columns;
}

/** Each incident's distance to the one before it with the same service and theme, among what may be seen. */
async function readRepeats(knex: Knex, options: MetricsOptions) {
  const before = new Date(Date.parse(options.from) - 90 * DAY_MS).toISOString();
  const gaps = knex('incident_themes').join(
    'incidents',
    'incidents.key',
    'incident_themes.incident_key',
  );
  within(knex, gaps, 'incident_themes.started_at', options, before);
  gaps.select(
    'incident_themes.incident_key',
    'incident_themes.started_at',
    knex.raw(
      `incident_themes.started_minute - lag(incident_themes.started_minute) over (partition by ${seriesColumns(
        knex,
      )} order by incident_themes.started_minute, incident_themes.incident_key) as gap`,
    ),
  );
  const perIncident = knex
    .from(gaps.as('gaps'))
    .where('started_at', '>=', options.from)
    .groupBy('incident_key')
    .select(knex.raw('min(gap) as gap'));
  const [row] = await knex
    .from(perIncident.as('incidents_with_themes'))
    .select<Row[]>(
      knex.raw('count(*) as n'),
      knex.raw('coalesce(sum(case when gap <= ? then 1 else 0 end), 0) as a', [
        20 * DAY_MINUTES,
      ]),
      knex.raw('coalesce(sum(case when gap <= ? then 1 else 0 end), 0) as b', [
        90 * DAY_MINUTES,
      ]),
    );
  return {
    within20: shareOf(Number(row.a), Number(row.n)),
    within90: shareOf(Number(row.b), Number(row.n)),
  };
}
