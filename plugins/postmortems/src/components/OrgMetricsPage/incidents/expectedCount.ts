import type {
  Distribution,
  Metrics,
  Share,
} from '@postmortems/backstage-plugin-postmortems-common';
import { bucketBounds, type DrillDown } from '../address';

/** How many incidents are behind a figure, or a part of it, as the figures say; `undefined` where they do not. */
export function expectedCount(
  metrics: Metrics,
  drillDown: DrillDown,
): number | undefined {
  const { figure, part, theme, month } = drillDown;
  switch (figure) {
    case 'completion':
      return partOf(metrics.completion, part);
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
      return metrics.themes
        .filter(one => one.theme === theme && (!month || one.month === month))
        .reduce((sum, { incidents }) => sum + incidents, 0);
  }
}

/** The list is of incidents, and the figure of what their postmortems claim. */
function incidentsOf({ allSupported, supported }: Metrics['coverage']) {
  return { hits: allSupported, of: supported.incidents };
}

function partOf(
  { hits, of }: Pick<Share, 'hits' | 'of'>,
  part: DrillDown['part'],
) {
  switch (part) {
    case 'hits':
      return hits;
    case 'misses':
      return of - hits;
    default:
      return of;
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
