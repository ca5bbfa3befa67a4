import type {
  Distribution,
  OrgMetrics,
  Proportion,
} from '@postmortems/backstage-plugin-postmortems-common';
import { bucketBounds, type DrillDown } from '../../shared/orgMetricsAddress';

/**
 * The number of incidents behind a metric, or behind a part of it; `undefined`
 * where the metrics do not include it.
 */
export function drillDownCount(
  metrics: OrgMetrics,
  drillDown: DrillDown,
): number | undefined {
  const { metric, part, category, month } = drillDown;
  switch (metric) {
    case 'completion':
      return partOf(metrics.completion, part);
    case 'confirmed_cause':
      return partOf(metrics.confirmedCause, part);
    case 'repeats_within_20_days':
      return partOf(metrics.repeats.within20, part);
    case 'repeats_within_90_days':
      return partOf(metrics.repeats.within90, part);
    case 'coverage':
      return drillDown.verdict
        ? undefined
        : partOf(incidentsOf(metrics.coverage), part);
    case 'time_to_draft':
      return inRange(metrics.timeToDraft, drillDown);
    case 'time_to_review':
      return inRange(metrics.timeToReview, drillDown);
    case 'time_to_resolve':
      return inRange(metrics.timeToResolve, drillDown);
    default:
      return metrics.categories
        .filter(
          one => one.category === category && (!month || one.month === month),
        )
        .reduce((sum, { incidents }) => sum + incidents, 0);
  }
}

/** The list counts incidents, while the metric counts claims. */
function incidentsOf({ allSupported, supported }: OrgMetrics['coverage']) {
  return { numerator: allSupported, denominator: supported.incidents };
}

function partOf(
  { numerator, denominator }: Pick<Proportion, 'numerator' | 'denominator'>,
  part: DrillDown['part'],
) {
  switch (part) {
    case 'numerator':
      return numerator;
    case 'rest':
      return denominator - numerator;
    default:
      return denominator;
  }
}

function inRange({ n, buckets }: Distribution, range: DrillDown) {
  const { atLeast, below } = range;
  if (atLeast === undefined && below === undefined) return n;
  const index = bucketBounds().findIndex(
    one => one.atLeast === atLeast && one.below === below,
  );
  return index < 0 ? undefined : buckets[index];
}
