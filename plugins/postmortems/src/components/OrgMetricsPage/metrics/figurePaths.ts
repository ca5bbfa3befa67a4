import type {
  ActionItemStatus,
  Figure,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { DrillDown, PageAddress } from '../address';
import type { FilteredMetrics } from '../useMetrics';

/** Where the lists behind the figures are. They keep the filters that the figures are of, while others are on their way. */
export type FigurePaths = {
  incidents(figure: Figure, part?: Omit<Partial<DrillDown>, 'figure'>): string;
  actionItems(status: ActionItemStatus, group?: string): string;
};

/** @see FigurePaths */
export function figurePaths(
  { pathTo }: PageAddress,
  { filters }: FilteredMetrics,
): FigurePaths {
  return {
    incidents: (figure, part) =>
      pathTo(
        { view: 'learning', drillDown: { figure, order: 'newest', ...part } },
        filters,
      ),
    actionItems: (status, group) =>
      pathTo({ view: 'action-items', status, group }, filters),
  };
}
