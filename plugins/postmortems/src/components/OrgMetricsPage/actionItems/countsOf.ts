import type {
  ActionItemStatus,
  OrgMetrics,
} from '@postmortems/backstage-plugin-postmortems-common';

/** How many action items are in each status, as far as the metrics tell: all of them, those of a group, or those of nobody (`none`). */
export function countsOf(
  metrics: OrgMetrics | undefined,
  group: string | undefined,
): Partial<Record<ActionItemStatus, number>> {
  if (!metrics) return {};
  if (!group) {
    const { open, overdue, closed, proposed, dropped } = metrics.actionItems;
    return { open, overdue, closed, proposed, dropped };
  }
  const counts = metrics.actionItems.byGroup.find(
    one => (one.group ?? 'none') === group,
  );
  if (!counts) return {};
  const { open, overdue, closed } = counts;
  return { open, overdue, closed };
}
