import type { OwnerItems } from '../types';
import type { CountedAs, KnownIncident, KnownItem } from './KnownIncident';

export const NO_ITEMS: Readonly<Record<CountedAs, number>> = {
  proposed: 0,
  open: 0,
  closed: 0,
  dropped: 0,
};

/** How many action items the incidents have of each status. */
export function countItems(
  incidents: readonly KnownIncident[],
): Record<CountedAs, number> {
  const counts = { ...NO_ITEMS };
  for (const { items } of incidents) {
    for (const { status } of items) counts[status] += 1;
  }
  return counts;
}

/** How many of them should be done by now and are not. */
export function countOverdue(
  incidents: readonly KnownIncident[],
  now: string,
): number {
  const time = Date.parse(now);
  let overdue = 0;
  for (const { items } of incidents) {
    for (const item of items) overdue += Number(isOverdue(item, time));
  }
  return overdue;
}

/** Action items by who is to do them. */
export function ownersOf(
  incidents: readonly KnownIncident[],
  now: string,
): OwnerItems[] {
  const time = Date.parse(now);
  const owners = new Map<string | null, OwnerItems>();
  for (const { items } of incidents) {
    for (const item of items) {
      if (item.status !== 'open' && item.status !== 'closed') continue;
      let sums = owners.get(item.owner);
      if (!sums) {
        sums = {
          ...(item.owner !== null && { owner: item.owner }),
          open: 0,
          overdue: 0,
          closed: 0,
        };
        owners.set(item.owner, sums);
      }
      sums[item.status] += 1;
      sums.overdue += Number(isOverdue(item, time));
    }
  }
  return [...owners.values()];
}

function isOverdue({ status, dueTime }: KnownItem, now: number): boolean {
  return status === 'open' && dueTime < now;
}
