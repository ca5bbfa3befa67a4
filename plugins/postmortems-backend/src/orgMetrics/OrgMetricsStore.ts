import type { OrgMetricIncident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyScope, type Page } from '../platform/database';
import { countActionItems } from './countActionItems';
import {
  CLAIMS,
  isDue,
  minutesSincePrevious,
  repeatMinutes,
} from './expressions';
import { DURATION_COLUMNS, listMetricIncidents } from './listMetricIncidents';
import { INCIDENT_METRICS } from './tables';
import type {
  ClusteredSample,
  Histogram,
  OrgMetricCounts,
  OrgMetricIncidentsOptions,
  OrgMetricsOptions,
} from './types';

type DurationMetric = keyof typeof DURATION_COLUMNS;

/** Counts over incidents, one grouped query for each panel. */
export class OrgMetricsStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async read(options: OrgMetricsOptions): Promise<OrgMetricCounts> {
    const [totals, durations, owners, repeats, categories] = await Promise.all([
      this.#totals(options),
      this.#durations(options),
      countActionItems(this.#knex, options),
      this.#repeats(options),
      this.#categories(options),
    ]);
    return {
      ...totals,
      timeToDraft: durations.time_to_draft,
      timeToReview: durations.time_to_review,
      timeToResolve: durations.time_to_resolve,
      owners,
      repeats: {
        ...repeats,
        notComparable: totals.incidents - repeats.comparable,
      },
      categories,
    };
  }

  /** The incidents behind a metric; as many as `read` counts. */
  async listIncidents(
    options: OrgMetricIncidentsOptions,
  ): Promise<Page<OrgMetricIncident>> {
    return listMetricIncidents(this.#knex, options);
  }

  #inScope(options: OrgMetricsOptions): Knex.QueryBuilder {
    const query = this.#knex('incident_metrics');
    applyScope(this.#knex, query, INCIDENT_METRICS, options);
    return query;
  }

  async #totals(options: OrgMetricsOptions) {
    const due = isDue(this.#knex, options.now);
    const sum = (expression: string, name: string) =>
      this.#knex.raw(`coalesce(sum(${expression}), 0) as ${name}`);
    const count = (condition: string, name: string) =>
      this.#knex.raw(`count(*) filter (where ${condition}) as ${name}`);
    const sample = (numerator: string, denominator: string, name: string) => [
      sum(numerator, `${name}_numerator`),
      sum(denominator, `${name}_denominator`),
      count(`${denominator} > 0`, `${name}_incidents`),
      sum(`${numerator} * ${numerator}`, `${name}_numerator_squares`),
      sum(`${numerator} * ${denominator}`, `${name}_products`),
      sum(`${denominator} * ${denominator}`, `${name}_denominator_squares`),
    ];
    const [row]: Record<string, string | number>[] = await this.#inScope(
      options,
    ).select(
      this.#knex.raw('count(*) as incidents'),
      sum('has_postmortem', 'postmortems'),
      this.#knex.raw('count(*) filter (where ?) as due', [due]),
      this.#knex.raw(
        'count(*) filter (where published = 1 and ?) as completed',
        [due],
      ),
      sum('cause_determined', 'causes_determined'),
      count('minutes_to_draft < 0', 'drafted_before_end'),
      count('minutes_to_review < 0', 'reviewed_before_end'),
      sum('claims_partial', 'claims_partial'),
      sum('claims_unsupported', 'claims_unsupported'),
      sum('claims_contradicted', 'claims_contradicted'),
      sum('claims_attested', 'claims_attested'),
      count(`${CLAIMS} > 0 and ${CLAIMS} = claims_supported`, 'all_supported'),
      ...sample('claims_supported', CLAIMS, 'coverage'),
      ...sample('items_closed', '(items_open + items_closed)', 'closure'),
    );
    const number = (name: string) => Number(row[name]);
    const sampleOf = (name: string): ClusteredSample => ({
      numerator: number(`${name}_numerator`),
      denominator: number(`${name}_denominator`),
      incidents: number(`${name}_incidents`),
      sumNumeratorSquares: number(`${name}_numerator_squares`),
      sumProducts: number(`${name}_products`),
      sumDenominatorSquares: number(`${name}_denominator_squares`),
    });
    return {
      incidents: number('incidents'),
      postmortems: number('postmortems'),
      due: number('due'),
      completed: number('completed'),
      causesDetermined: number('causes_determined'),
      draftedBeforeEnd: number('drafted_before_end'),
      reviewedBeforeEnd: number('reviewed_before_end'),
      verdicts: {
        supported: number('coverage_numerator'),
        partial: number('claims_partial'),
        unsupported: number('claims_unsupported'),
        contradicted: number('claims_contradicted'),
        attested: number('claims_attested'),
      },
      coverage: sampleOf('coverage'),
      allSupported: number('all_supported'),
      closure: sampleOf('closure'),
    };
  }

  /** What came before the incident ended has no duration after its end, and is left out. */
  async #durations(
    options: OrgMetricsOptions,
  ): Promise<Record<DurationMetric, Histogram>> {
    const columns = Object.values(DURATION_COLUMNS);
    // The scope is looked at once for all columns, which are numbered
    const numbers = columns.map((_, index) => `select ${index} as number`);
    const cases = columns.map(
      (column, index) => `when ${index} then ${column}`,
    );
    const durations = this.#inScope(options)
      .joinRaw(`cross join (${numbers.join(' union all ')}) as numbers`)
      .select(
        'number',
        this.#knex.raw(`case number ${cases.join(' ')} end as value`),
      );
    const rows: { number: number; value: number; count: string | number }[] =
      await this.#knex
        .from(durations.as('durations'))
        .where('value', '>=', 0)
        .select('number', 'value')
        .count({ count: '*' })
        .groupBy('number', 'value');
    const histogramOf = (metric: DurationMetric) => {
      const number = columns.indexOf(DURATION_COLUMNS[metric]);
      return rows
        .filter(row => row.number === number)
        .map(({ value, count }) => ({ value, count: Number(count) }))
        .sort((x, y) => x.value - y.value);
    };
    return {
      time_to_draft: histogramOf('time_to_draft'),
      time_to_review: histogramOf('time_to_review'),
      time_to_resolve: histogramOf('time_to_resolve'),
    };
  }

  async #repeats(options: OrgMetricsOptions) {
    const gaps = this.#inScope(options)
      .where('comparable', 1)
      .select(
        this.#knex.raw('? as gap', [
          minutesSincePrevious(this.#knex, options.criteria),
        ]),
      );
    const [row]: Record<string, string | number>[] = await this.#knex
      .from(gaps.as('gaps'))
      .select(
        this.#knex.raw('count(*) as comparable'),
        this.#knex.raw(
          `count(*) filter (where gap <= ${repeatMinutes(20)}) as within20`,
        ),
        this.#knex.raw(
          `count(*) filter (where gap <= ${repeatMinutes(90)}) as within90`,
        ),
      );
    return {
      comparable: Number(row.comparable),
      within20: Number(row.within20),
      within90: Number(row.within90),
    };
  }

  /** By combination of categories, of which there are few. */
  async #categories(
    options: OrgMetricsOptions,
  ): Promise<OrgMetricCounts['categories']> {
    const rows: {
      month: string;
      categories: string;
      count: string | number;
    }[] = await this.#inScope(options)
      .whereNot('categories', '')
      .select(this.#knex.raw('substr(started_at, 1, 7) as month'), 'categories')
      .count({ count: '*' })
      .groupByRaw('substr(started_at, 1, 7), categories');
    const counts = new Map<string, OrgMetricCounts['categories'][number]>();
    for (const row of rows) {
      for (const category of row.categories.split(',')) {
        const name = `${row.month} ${category}`;
        const before = counts.get(name)?.incidents ?? 0;
        counts.set(name, {
          month: row.month,
          category,
          incidents: before + Number(row.count),
        });
      }
    }
    return [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, count]) => count);
  }
}
