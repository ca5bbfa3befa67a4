import {
  PROPORTION_METRICS,
  type OrgMetric,
  type OrgMetricIncident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  applyScope,
  continueAfter,
  cursorAfter,
  inOrder,
  type OrderColumn,
  type Page,
  toPage,
} from '../platform/database';
import { DURATION_COLUMNS } from './countDurations';
import { describeIncidents } from './describeIncidents';
import {
  CLAIMS,
  isDue,
  minutesSincePrevious,
  repeatMinutes,
} from './expressions';
import { INCIDENT_METRICS, type IncidentMetricsRow } from './tables';
import type { OrgMetricIncidentsOptions } from './types';

/** A row with whether it is in the numerator. */
type MetricIncidentRow = IncidentMetricsRow & { in_numerator: number };

/**
 * Which incidents a metric counts, and the condition under which one is in the
 * numerator.
 */
type Counted = { inNumerator?: Knex.Raw };

/** A page of the incidents that a metric counts. */
export async function listMetricIncidents(
  knex: Knex,
  options: OrgMetricIncidentsOptions,
): Promise<Page<OrgMetricIncident>> {
  const { metric, part, limit, cursor } = options;
  const counted = knex('incident_metrics').select('incident_metrics.*');
  applyScope(knex, counted, INCIDENT_METRICS, options);
  const { inNumerator } = restrict(knex, counted, options);
  if (inNumerator) {
    counted.select(
      knex.raw('case when ? then 1 else 0 end as in_numerator', [inNumerator]),
    );
  }
  // Under the same name, so that the columns of the order are the same
  const query = knex.from(counted.as('incident_metrics')).select();
  if (part) query.where('in_numerator', part === 'numerator' ? 1 : 0);
  const order = orderOf(options);
  const list = `org-metrics/${metric}/${options.order}`;
  inOrder(query, order);
  continueAfter(query, list, order, cursor);
  const rows: MetricIncidentRow[] = await query.limit(limit + 1);
  const page = toPage(rows, limit, last =>
    cursorAfter(list, order, {
      started_at: last.started_at,
      incident_key: last.incident_key,
      minutes_to_draft: last.minutes_to_draft ?? 0,
      minutes_to_review: last.minutes_to_review ?? 0,
      minutes_to_resolve: last.minutes_to_resolve ?? 0,
    }),
  );
  return {
    ...page,
    items: await describeIncidents(knex, page.items, {
      criteria: options.criteria,
      contributionOf: row => contributionOf(metric, row),
      withPrevious: isRepeats(metric),
    }),
  };
}

function restrict(
  knex: Knex,
  query: Knex.QueryBuilder,
  options: OrgMetricIncidentsOptions,
): Counted {
  const { metric, verdict, category, atLeast, below } = options;
  switch (metric) {
    case 'completion':
      query.where(isDue(knex, options.now));
      return { inNumerator: knex.raw('published = 1') };
    case 'confirmed_cause':
      query.where('has_postmortem', 1);
      return { inNumerator: knex.raw('cause_confirmed = 1') };
    case 'coverage':
      query.whereRaw(`${CLAIMS} > 0`);
      if (verdict) query.where(`claims_${verdict}`, '>', 0);
      return { inNumerator: knex.raw(`claims_supported = ${CLAIMS}`) };
    case 'category':
      query.whereRaw(`',' || categories || ',' like ? escape '!'`, [
        `%,${(category ?? '').replaceAll('_', '!_')},%`,
      ]);
      return {};
    case 'repeats_within_20_days':
    case 'repeats_within_90_days':
      query.where('comparable', 1);
      return {
        inNumerator: knex.raw('? <= ?', [
          minutesSincePrevious(knex, query, options),
          repeatMinutes(metric === 'repeats_within_20_days' ? 20 : 90),
        ]),
      };
    default: {
      const column = DURATION_COLUMNS[metric];
      query.where(column, '>=', atLeast ?? 0);
      if (below !== undefined) query.where(column, '<', below);
      return {};
    }
  }
}

/** What an incident contributes to a metric. */
function contributionOf(
  metric: OrgMetric,
  row: MetricIncidentRow,
): Pick<OrgMetricIncident, 'inNumerator' | 'minutes' | 'verdicts'> {
  return {
    ...(PROPORTION_METRICS.includes(metric) && {
      inNumerator: row.in_numerator === 1,
    }),
    ...(isDuration(metric) && {
      minutes: row[DURATION_COLUMNS[metric]] ?? undefined,
    }),
    ...(metric === 'coverage' && {
      verdicts: {
        supported: row.claims_supported,
        unverified: row.claims_unverified,
        unsupported: row.claims_unsupported,
        contradicted: row.claims_contradicted,
        attested: row.claims_attested,
      },
    }),
  };
}

function orderOf({ metric, order }: OrgMetricIncidentsOptions): OrderColumn[] {
  return [
    order === 'longest' && isDuration(metric)
      ? {
          column: `incident_metrics.${DURATION_COLUMNS[metric]}`,
          direction: 'desc',
          type: 'count',
        }
      : {
          column: 'incident_metrics.started_at',
          direction: 'desc',
          type: 'time',
        },
    {
      column: 'incident_metrics.incident_key',
      direction: 'desc',
      type: 'text',
    },
  ];
}

function isDuration(
  metric: OrgMetric,
): metric is keyof typeof DURATION_COLUMNS {
  return metric in DURATION_COLUMNS;
}

function isRepeats(metric: OrgMetric): boolean {
  return (
    metric === 'repeats_within_20_days' || metric === 'repeats_within_90_days'
  );
}
