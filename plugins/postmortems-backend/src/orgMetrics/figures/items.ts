import type { OwnerItems } from '../../platform/database/types';
import { CLOSED, OPEN, type CountedAs } from './columns/Items';
import { sumOf } from './columns/Numbers';
import type { FactsTable } from './FactsTable';

/** How many action items incidents have of each status. */
export function countItems(
  { items }: FactsTable,
  rows: readonly number[],
): Record<CountedAs, number> {
  const { counts } = items;
  return {
    proposed: sumOf(counts.proposed, rows),
    open: sumOf(counts.open, rows),
    closed: sumOf(counts.closed, rows),
    dropped: sumOf(counts.dropped, rows),
  };
}

/** How many of them should be done by now and are not. */
export function countOverdue(
  { items }: FactsTable,
  rows: readonly number[],
  now: string,
): number {
  const time = Date.parse(now);
  let overdue = 0;
  eachItem({ items }, rows, place => {
    overdue += Number(items.isOverdueAt(place, time));
  });
  return overdue;
}

/** Action items by who is to do them. */
export function ownersOf(
  { items }: FactsTable,
  rows: readonly number[],
  now: string,
): OwnerItems[] {
  const time = Date.parse(now);
  const open = new Uint32Array(items.owners);
  const overdue = new Uint32Array(items.owners);
  const closed = new Uint32Array(items.owners);
  eachItem({ items }, rows, place => {
    const owner = items.ownerAt(place);
    open[owner] += Number(items.statusAt(place) === OPEN);
    overdue[owner] += Number(items.isOverdueAt(place, time));
    closed[owner] += Number(items.statusAt(place) === CLOSED);
  });
  return Array.from(open, (count, number) => {
    const owner = items.ownerOf(number);
    return {
      ...(owner && { owner }),
      open: count,
      overdue: overdue[number],
      closed: closed[number],
    };
  }).filter(one => one.open + one.closed > 0);
}

/** Goes through the places of the items that rows have. */
function eachItem(
  { items }: Pick<FactsTable, 'items'>,
  rows: readonly number[],
  visit: (place: number) => void,
): void {
  for (let index = 0; index < rows.length; index++) {
    const end = items.endOf(rows[index]);
    for (let place = items.firstOf(rows[index]); place < end; place++) {
      visit(place);
    }
  }
}
