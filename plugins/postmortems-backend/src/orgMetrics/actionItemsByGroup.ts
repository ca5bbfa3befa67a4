import type { GroupActionItems } from '@postmortems/backstage-plugin-postmortems-common';
import type { OwnerItems } from './types';

/**
 * Action items of owners, added up for the groups that the owners are counted
 * for. Those with the most open items come first, then those with the most
 * closed ones, then by ref.
 */
export function actionItemsByGroup(
  owners: readonly OwnerItems[],
  groups: ReadonlyMap<string, string>,
): GroupActionItems[] {
  const sums = new Map<string | undefined, GroupActionItems>();
  for (const { owner, open, overdue, closed } of owners) {
    // Proposed and dropped items are nobody's work
    if (open + closed === 0) continue;
    const group = owner && (groups.get(owner) ?? owner);
    const sum = sums.get(group);
    sums.set(group, {
      ...(group && { group }),
      open: open + (sum?.open ?? 0),
      overdue: overdue + (sum?.overdue ?? 0),
      closed: closed + (sum?.closed ?? 0),
    });
  }
  return [...sums.values()].sort(
    (a, b) =>
      b.open - a.open ||
      b.closed - a.closed ||
      ((a.group ?? '') < (b.group ?? '') ? -1 : 1),
  );
}
