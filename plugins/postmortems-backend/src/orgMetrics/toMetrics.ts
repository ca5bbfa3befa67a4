import type {
  GroupActionItems,
  Metrics,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Figures } from '../platform/database';
import {
  distributionOf,
  shareOfClusters,
  shareOfIncidents,
} from './statistics';

/** Counts and sums as the figures that people read. */
export function toMetrics(
  figures: Figures,
  about: { from: string; to: string; byGroup: GroupActionItems[] },
): Metrics {
  const { items, repeats, durations } = figures;
  return {
    from: about.from,
    to: about.to,
    complete: figures.isComplete,
    incidents: figures.incidents,
    postmortems: figures.postmortems,
    completion: shareOfIncidents(figures.completed, figures.due),
    timeToDraft: {
      ...distributionOf(durations.toDraft),
      earlier: figures.draftedBeforeEnd,
    },
    timeToReview: {
      ...distributionOf(durations.toReview),
      earlier: figures.reviewedBeforeEnd,
    },
    timeToResolve: distributionOf(durations.toResolve),
    actionItems: {
      open: items.open,
      overdue: about.byGroup.reduce((sum, { overdue }) => sum + overdue, 0),
      closed: items.closed,
      dropped: items.dropped,
      proposed: items.proposed,
      closure: shareOfClusters(figures.closure),
      byGroup: about.byGroup,
    },
    repeats: {
      within20: shareOfIncidents(repeats.within20, repeats.incidents),
      within90: shareOfIncidents(repeats.within90, repeats.incidents),
    },
    coverage: {
      verdicts: figures.verdicts,
      supported: shareOfClusters(figures.coverage),
      allSupported: figures.allSupported,
    },
    themes: figures.themes,
  };
}
