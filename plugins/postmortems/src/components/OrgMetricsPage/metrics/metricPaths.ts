import type {
  ActionItemStatus,
  OrgMetric,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DrillDown, PageAddress } from '../address';
import type { FilteredOrgMetrics } from '../useOrgMetrics';

/** Where the lists behind the metrics are. They keep the filters that the metrics are of, while others are on their way. */
export type MetricPaths = {
  incidents(
    metric: OrgMetric,
    part?: Omit<Partial<DrillDown>, 'metric'>,
  ): string;
  actionItems(status: ActionItemStatus, group?: string): string;
};

/** @see MetricPaths */
export function metricPaths(
  { pathTo }: PageAddress,
  { filters }: FilteredOrgMetrics,
): MetricPaths {
  return {
    incidents: (metric, part) =>
      pathTo(
        { view: 'learning', drillDown: { metric, order: 'newest', ...part } },
        filters,
      ),
    actionItems: (status, group) =>
      pathTo({ view: 'action-items', status, group }, filters),
  };
}
