import type {
  ActionItemStatus,
  OrgMetric,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DrillDown, PageAddress } from '../../shared/orgMetricsAddress';
import type { FilteredOrgMetrics } from '../useOrgMetrics';

/** The paths of the lists behind the metrics, with the filters of the metrics. */
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
        { view: 'metrics', drillDown: { metric, order: 'newest', ...part } },
        filters,
      ),
    actionItems: (status, group) =>
      pathTo({ view: 'action-items', status, group }, filters),
  };
}
