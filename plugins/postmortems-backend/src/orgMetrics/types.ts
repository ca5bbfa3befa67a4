import type {
  ListOrgMetricIncidentsQuery,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import { type IncidentScope, type PageRequest } from '../platform/database';

/** The period is in whole minutes; what is due or overdue is so at `now`. */
export type OrgMetricsOptions = IncidentScope & {
  from: string;
  to: string;
  now: string;
};

export type OrgMetricIncidentsOptions = OrgMetricsOptions &
  PageRequest &
  Pick<
    ListOrgMetricIncidentsQuery,
    'metric' | 'part' | 'verdict' | 'category' | 'atLeast' | 'below' | 'order'
  >;

/** How often each value occurs, in ascending order of the values. */
export type Histogram = readonly { value: number; count: number }[];

/** Action items of an owner; nobody's when there is none. */
export type OwnerItems = {
  owner?: string;
  proposed: number;
  open: number;
  /** Of the open ones. */
  overdue: number;
  closed: number;
  dropped: number;
};

/**
 * A numerator and a denominator over incidents that contribute several
 * observations each, with the sums that their variance needs.
 */
export type ClusteredSample = {
  numerator: number;
  denominator: number;
  /** Incidents that contribute any. */
  incidents: number;
  /** Over the incidents: of the square of an incident's numerator, … */
  sumNumeratorSquares: number;
  /** … of the product of its numerator and denominator, … */
  sumProducts: number;
  /** … and of the square of its denominator. */
  sumDenominatorSquares: number;
};

/** What org metrics are computed from. */
export type OrgMetricCounts = {
  incidents: number;
  postmortems: number;
  /** Whose postmortem is due by now, … */
  due: number;
  /** … and published. */
  completed: number;
  causesConfirmed: number;
  draftedBeforeEnd: number;
  reviewedBeforeEnd: number;
  verdicts: VerdictCounts;
  coverage: ClusteredSample;
  /** Incidents of which every counted claim is supported. */
  allSupported: number;
  closure: ClusteredSample;
  timeToDraft: Histogram;
  timeToReview: Histogram;
  timeToResolve: Histogram;
  owners: OwnerItems[];
  repeats: {
    comparable: number;
    within20: number;
    within90: number;
    notComparable: number;
  };
  categories: { month: string; category: string; incidents: number }[];
};
