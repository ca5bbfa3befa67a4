import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
  REPEAT_DAYS,
  type Distribution,
  type Metrics,
  type Share,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Words } from '../../shared/useWords';
import { bucketBounds } from '../address';
import { VERDICTS } from '../../shared/verdicts';
import type { Cell } from './csv';

// Names for programs, the same in every language
const COLUMNS = [
  'figure',
  'dimension',
  'value',
  'unit',
  'hits',
  'sample',
  'low',
  'high',
  'definition',
];

type Row = {
  figure: string;
  dimension?: string;
  value: number | null;
  unit: 'count' | 'share' | 'minutes';
  hits?: number;
  sample?: number;
  low?: number | null;
  high?: number | null;
  definition?: string;
};

/** All figures as one tidy table: a row for each value. Figures whose sample is too small have it, and no value. */
export function figureRows(metrics: Metrics, t: Words): Cell[][] {
  const { actionItems, coverage, repeats } = metrics;
  const rows: Row[] = [
    { figure: 'incidents', value: metrics.incidents, unit: 'count' },
    { figure: 'postmortems', value: metrics.postmortems, unit: 'count' },
    shareRow(
      'completion',
      metrics.completion,
      t('metrics.completion.definition', {
        severities: DUE_SEVERITIES.join(', '),
        days: `${DUE_AFTER_DAYS}`,
      }),
    ),
    ...followUpRows(
      'time_to_draft',
      metrics.timeToDraft,
      t('metrics.timeToDraft.definition'),
    ),
    ...followUpRows(
      'time_to_review',
      metrics.timeToReview,
      t('metrics.timeToReview.definition'),
    ),
    shareRow(
      'action_item_closure',
      actionItems.closure,
      t('metrics.closure.definition'),
    ),
    ...(['open', 'overdue', 'closed', 'dropped', 'proposed'] as const).map(
      (status): Row => ({
        figure: 'action_items',
        dimension: status,
        value: actionItems[status],
        unit: 'count',
      }),
    ),
    ...actionItems.byGroup.flatMap(({ group = 'none', ...counts }) =>
      (['open', 'overdue', 'closed'] as const).map(
        (status): Row => ({
          figure: `action_items_${status}_by_group`,
          dimension: group,
          value: counts[status],
          unit: 'count',
          definition: t('metrics.groups.definition'),
        }),
      ),
    ),
    ...([repeats.within20, repeats.within90] as const).map((share, index) =>
      shareRow(
        `repeats_within_${REPEAT_DAYS[index]}_days`,
        share,
        t('metrics.repeats.definition', { days: `${REPEAT_DAYS[index]}` }),
      ),
    ),
    shareRow(
      'claims_supported',
      coverage.supported,
      t('metrics.coverage.definition'),
    ),
    ...VERDICTS.map(
      (verdict): Row => ({
        figure: 'claims',
        dimension: verdict,
        value: coverage.verdicts[verdict],
        unit: 'count',
        definition: t('metrics.coverage.definition'),
      }),
    ),
    ...metrics.themes.map(
      ({ month, theme, incidents }): Row => ({
        figure: `theme_${theme}`,
        dimension: month,
        value: incidents,
        unit: 'count',
        definition: t('metrics.themes.definition'),
      }),
    ),
    ...durationRows(
      'time_to_resolve',
      metrics.timeToResolve,
      t('metrics.timeToResolve.definition'),
    ),
  ];
  return [COLUMNS, ...rows.map(toCells)];
}

function toCells(row: Row): Cell[] {
  const { figure, dimension, value, unit, hits, sample, low, high } = row;
  return [
    figure,
    dimension,
    value ?? undefined,
    unit,
    hits,
    sample,
    low ?? undefined,
    high ?? undefined,
    row.definition,
  ];
}

function shareRow(figure: string, share: Share, definition: string): Row {
  const { hits, of, low, high, enough } = share;
  return {
    figure,
    value: enough ? share.share : null,
    unit: 'share',
    hits,
    sample: of,
    low: enough ? low : null,
    high: enough ? high : null,
    definition,
  };
}

function durationRows(
  figure: string,
  distribution: Distribution,
  definition: string,
): Row[] {
  const { n, low, high, enough, buckets } = distribution;
  return [
    ...(['p25', 'p50', 'p75', 'p90'] as const).map(
      (percentile): Row => ({
        figure,
        dimension: percentile,
        value: enough ? distribution[percentile] : null,
        unit: 'minutes',
        sample: n,
        ...(percentile === 'p50' && enough && { low, high }),
        definition,
      }),
    ),
    ...bucketBounds().map(
      ({ atLeast = 0, below }, index): Row => ({
        figure,
        dimension: `${atLeast}-${below ?? ''} minutes`,
        value: buckets[index],
        unit: 'count',
        sample: n,
        definition,
      }),
    ),
  ];
}

function followUpRows(
  figure: string,
  distribution: Metrics['timeToDraft'],
  definition: string,
): Row[] {
  return [
    ...durationRows(figure, distribution, definition),
    {
      figure,
      dimension: 'before the incident ended',
      value: distribution.earlier,
      unit: 'count',
      definition,
    },
  ];
}
