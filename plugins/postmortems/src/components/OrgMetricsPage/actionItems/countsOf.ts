import type {
  ActionItemStatus,
  OrgMetrics,
} from '@postmortems/backstage-plugin-postmortems-common';

/**
 * The known number of action items per status: all, of a group, or without
 * owner (`none`).
 */
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
