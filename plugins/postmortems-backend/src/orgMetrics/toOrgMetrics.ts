import type {
  GroupActionItems,
  OrgMetrics,
} from '@postmortems/backstage-plugin-postmortems-common';
import { sumOfOwners } from './countActionItems';
import {
  clusteredProportion,
  distributionOf,
  simpleProportion,
} from './statistics';
import type { OrgMetricCounts } from './types';

/** Counts and sums as the metrics that people read. */
export function toOrgMetrics(
  counts: OrgMetricCounts,
  about: {
    from: string;
    to: string;
    byGroup: GroupActionItems[];
    ownersAsOf?: string;
  },
): OrgMetrics {
  const { repeats } = counts;
  return {
    from: about.from,
    to: about.to,
    incidents: counts.incidents,
    postmortems: counts.postmortems,
    completion: simpleProportion(counts.completed, counts.due),
    confirmedCause: simpleProportion(
      counts.causesConfirmed,
      counts.postmortems,
    ),
    timeToDraft: {
      ...distributionOf(counts.timeToDraft),
      beforeResolution: counts.draftedBeforeEnd,
    },
    timeToReview: {
      ...distributionOf(counts.timeToReview),
      beforeResolution: counts.reviewedBeforeEnd,
    },
    timeToResolve: distributionOf(counts.timeToResolve),
    actionItems: {
      ...sumOfOwners(counts.owners),
      closure: clusteredProportion(counts.closure),
      byGroup: about.byGroup,
      ...(about.ownersAsOf && { ownersAsOf: about.ownersAsOf }),
    },
    repeats: {
      within20: simpleProportion(repeats.within20, repeats.comparable),
      within90: simpleProportion(repeats.within90, repeats.comparable),
      notComparable: repeats.notComparable,
    },
    coverage: {
      verdicts: counts.verdicts,
      supported: clusteredProportion(counts.coverage),
      allSupported: counts.allSupported,
    },
    categories: counts.categories,
  };
}
