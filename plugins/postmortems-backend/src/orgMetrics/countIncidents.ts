import type { Knex } from 'knex';
import { applyScope } from '../platform/database';
import {
  CLAIMS,
  isDue,
  minutesSincePrevious,
  repeatMinutes,
} from './expressions';
import { INCIDENT_METRICS } from './tables';
import type {
  ClusteredSample,
  OrgMetricCounts,
  OrgMetricsOptions,
} from './types';

/** Incidents of a month with the same categories; counts may be text. */
type Row = { month: string; categories: string } & Record<
  string,
  string | number
>;

/**
 * Everything that adds up over incidents. SQL counts them in one pass by month
 * and combination of categories, and the few groups are added up here.
 */
export async function countIncidents(
  knex: Knex,
  options: OrgMetricsOptions,
): Promise<
  Omit<
    OrgMetricCounts,
    'timeToDraft' | 'timeToReview' | 'timeToResolve' | 'owners'
  >
> {
  const rows = await readGroups(knex, options);
  const sum = (name: string) =>
    rows.reduce((total, row) => total + Number(row[name]), 0);
  const sampleOf = (
    name: string,
    counts: Pick<ClusteredSample, 'numerator' | 'denominator'>,
  ): ClusteredSample => ({
    ...counts,
    incidents: sum(`${name}_incidents`),
    sumNumeratorSquares: sum(`${name}_numerator_squares`),
    sumProducts: sum(`${name}_products`),
    sumDenominatorSquares: sum(`${name}_denominator_squares`),
  });
  const verdicts = {
    supported: sum('claims_supported'),
    unverified: sum('claims_unverified'),
    unsupported: sum('claims_unsupported'),
    contradicted: sum('claims_contradicted'),
    attested: sum('claims_attested'),
  };
  const incidents = sum('incidents');
  const comparable = sum('comparable');
  const closed = sum('items_closed');
  return {
    incidents,
    postmortems: sum('has_postmortem'),
    due: sum('due'),
    completed: sum('completed'),
    causesConfirmed: sum('cause_confirmed'),
    draftedBeforeEnd: sum('drafted_before_end'),
    reviewedBeforeEnd: sum('reviewed_before_end'),
    verdicts,
    coverage: sampleOf('coverage', {
      numerator: verdicts.supported,
      denominator: Object.values(verdicts).reduce((a, b) => a + b),
    }),
    allSupported: sum('all_supported'),
    closure: sampleOf('closure', {
      numerator: closed,
      denominator: closed + sum('items_open'),
    }),
    repeats: {
      comparable,
      within20: sum('within20'),
      within90: sum('within90'),
      notComparable: incidents - comparable,
    },
    categories: byCategory(rows),
  };
}

async function readGroups(
  knex: Knex,
  options: OrgMetricsOptions,
): Promise<Row[]> {
  const due = isDue(knex, options.now);
  const sums = (...columns: string[]) =>
    columns.map(column => knex.raw('sum(??) as ??', [column, column]));
  const count = (condition: string, name: string) =>
    knex.raw(`count(*) filter (where ${condition}) as ${name}`);
  const sample = (numerator: string, denominator: string, name: string) => [
    count(`${denominator} > 0`, `${name}_incidents`),
    knex.raw(`sum(${numerator} * ${numerator}) as ${name}_numerator_squares`),
    knex.raw(`sum(${numerator} * ${denominator}) as ${name}_products`),
    knex.raw(
      `sum(${denominator} * ${denominator}) as ${name}_denominator_squares`,
    ),
  ];
  const query = knex('incident_metrics');
  const minutes = minutesSincePrevious(knex, query, options);
  const repeats = ([20, 90] as const).map(days =>
    knex.raw(
      `count(*) filter (where comparable = 1 and ? <= ${repeatMinutes(
        days,
      )}) as within${days}`,
      [minutes],
    ),
  );
  query
    .select(
      'started_month as month',
      'categories',
      knex.raw('count(*) as incidents'),
      knex.raw('count(*) filter (where ?) as due', [due]),
      knex.raw('count(*) filter (where published = 1 and ?) as completed', [
        due,
      ]),
      ...sums('has_postmortem', 'cause_confirmed', 'comparable'),
      count('minutes_to_draft < 0', 'drafted_before_end'),
      count('minutes_to_review < 0', 'reviewed_before_end'),
      ...sums('claims_supported', 'claims_unverified', 'claims_unsupported'),
      ...sums('claims_contradicted', 'claims_attested'),
      count(`${CLAIMS} > 0 and ${CLAIMS} = claims_supported`, 'all_supported'),
      ...sample('claims_supported', CLAIMS, 'coverage'),
      ...sums('items_open', 'items_closed'),
      ...sample('items_closed', '(items_open + items_closed)', 'closure'),
      ...repeats,
    )
    .groupBy('started_month', 'categories');
  applyScope(knex, query, INCIDENT_METRICS, options);
  return query;
}

function byCategory(rows: readonly Row[]): OrgMetricCounts['categories'] {
  const counts = new Map<string, OrgMetricCounts['categories'][number]>();
  for (const { month, categories, incidents } of rows) {
    for (const category of categories ? categories.split(',') : []) {
      const name = `${month} ${category}`;
      const before = counts.get(name)?.incidents ?? 0;
      counts.set(name, {
        month,
        category,
        incidents: before + Number(incidents),
      });
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, count]) => count);
}
