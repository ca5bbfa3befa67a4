import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
  REPEAT_DAYS,
  type Distribution,
  type OrgMetrics,
  type Proportion,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { TFunction } from '../../shared/translation/useTranslation';
import { bucketBounds } from '../../shared/orgMetricsAddress';
import { VERDICTS } from '../../shared/verdicts/verdicts';
import { countParams } from '../../shared/format/numbers';
import type { Cell } from './csv';

// Machine-readable names, not translated
const COLUMNS = [
  'metric',
  'dimension',
  'value',
  'unit',
  'numerator',
  'sample',
  'ci_low',
  'ci_high',
  'definition',
];

type Row = {
  metric: string;
  dimension?: string;
  value: number | null;
  unit: 'count' | 'ratio' | 'minutes';
  numerator?: number;
  sample?: number;
  ciLow?: number | null;
  ciHigh?: number | null;
  definition?: string;
};

/**
 * All metrics as a table with a row per value. The value is empty if the sample
 * is too small.
 */
export function metricRows(metrics: OrgMetrics, t: TFunction): Cell[][] {
  const { actionItems, coverage, repeats } = metrics;
  const rows: Row[] = [
    { metric: 'incidents', value: metrics.incidents, unit: 'count' },
    { metric: 'postmortems', value: metrics.postmortems, unit: 'count' },
    proportionRow(
      'completion',
      metrics.completion,
      t('orgMetrics.completion.definition', {
        severities: DUE_SEVERITIES.join(', '),
        days: `${DUE_AFTER_DAYS}`,
      }),
    ),
    proportionRow(
      'confirmed_cause',
      metrics.confirmedCause,
      t('orgMetrics.confirmedCause.definition'),
    ),
    ...afterResolutionRows(
      'time_to_draft',
      metrics.timeToDraft,
      t('orgMetrics.timeToDraft.definition'),
    ),
    ...afterResolutionRows(
      'time_to_review',
      metrics.timeToReview,
      t('orgMetrics.timeToReview.definition'),
    ),
    proportionRow(
      'action_item_closure',
      actionItems.closure,
      t('orgMetrics.closure.definition'),
    ),
    ...(['open', 'overdue', 'closed', 'dropped', 'proposed'] as const).map(
      (status): Row => ({
        metric: 'action_items',
        dimension: status,
        value: actionItems[status],
        unit: 'count',
      }),
    ),
    ...actionItems.byGroup.flatMap(({ group = 'none', ...counts }) =>
      (['open', 'overdue', 'closed'] as const).map(
        (status): Row => ({
          metric: `action_items_${status}_by_group`,
          dimension: group,
          value: counts[status],
          unit: 'count',
          definition: t('orgMetrics.groups.definition'),
        }),
      ),
    ),
    ...([repeats.within20, repeats.within90] as const).map(
      (proportion, index) =>
        proportionRow(
          `repeats_within_${REPEAT_DAYS[index]}_days`,
          proportion,
          t('orgMetrics.repeats.definition', { days: `${REPEAT_DAYS[index]}` }),
        ),
    ),
    {
      metric: 'incidents_not_comparable',
      value: repeats.notComparable,
      unit: 'count',
      definition: t(
        'orgMetrics.repeats.notComparable',
        countParams(repeats.notComparable),
      ),
    },
    proportionRow(
      'claims_supported',
      coverage.supported,
      t('orgMetrics.coverage.definition'),
    ),
    ...VERDICTS.map(
      (verdict): Row => ({
        metric: 'claims',
        dimension: verdict,
        value: coverage.verdicts[verdict],
        unit: 'count',
        definition: t('orgMetrics.coverage.definition'),
      }),
    ),
    ...metrics.categories.map(
      ({ month, category, incidents }): Row => ({
        metric: `category_${category}`,
        dimension: month,
        value: incidents,
        unit: 'count',
        definition: t('orgMetrics.categories.definition'),
      }),
    ),
    ...durationRows(
      'time_to_resolve',
      metrics.timeToResolve,
      t('orgMetrics.timeToResolve.definition'),
    ),
  ];
  return [COLUMNS, ...rows.map(toCells)];
}

function toCells(row: Row): Cell[] {
  const { metric, dimension, value, unit, numerator, sample, ciLow, ciHigh } =
    row;
  return [
    metric,
    dimension,
    value ?? undefined,
    unit,
    numerator,
    sample,
    ciLow ?? undefined,
    ciHigh ?? undefined,
    row.definition,
  ];
}

function proportionRow(
  metric: string,
  proportion: Proportion,
  definition: string,
): Row {
  const { numerator, denominator, ratio, ciLow, ciHigh } = proportion;
  const enough = proportion.isSampleLargeEnough;
  return {
    metric,
    value: enough ? ratio : null,
    unit: 'ratio',
    numerator,
    sample: denominator,
    ciLow: enough ? ciLow : null,
    ciHigh: enough ? ciHigh : null,
    definition,
  };
}

function durationRows(
  metric: string,
  distribution: Distribution,
  definition: string,
): Row[] {
  const {
    n,
    ciLow,
    ciHigh,
    isSampleLargeEnough: enough,
    buckets,
  } = distribution;
  return [
    ...(['p25', 'p50', 'p75', 'p90'] as const).map(
      (percentile): Row => ({
        metric,
        dimension: percentile,
        value: enough ? distribution[percentile] : null,
        unit: 'minutes',
        sample: n,
        ...(percentile === 'p50' && enough && { ciLow, ciHigh }),
        definition,
      }),
    ),
    ...bucketBounds().map(
      ({ atLeast = 0, below }, index): Row => ({
        metric,
        dimension: `${atLeast}-${below ?? ''} minutes`,
        value: buckets[index],
        unit: 'count',
        sample: n,
        definition,
      }),
    ),
  ];
}

function afterResolutionRows(
  metric: string,
  distribution: OrgMetrics['timeToDraft'],
  definition: string,
): Row[] {
  return [
    ...durationRows(metric, distribution, definition),
    {
      metric,
      dimension: 'before the incident ended',
      value: distribution.beforeResolution,
      unit: 'count',
      definition,
    },
  ];
}
