import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './cursor';

/** A column that a list is ordered by. */
export type OrderColumn = {
  column: string;
  direction: 'asc' | 'desc';
  type: 'text' | 'time' | 'count';
};

/** Incidents by their start, then by key. */
export const NEWEST_FIRST: readonly OrderColumn[] = [
  { column: 'incidents.started_at', direction: 'desc', type: 'time' },
  { column: 'incidents.key', direction: 'desc', type: 'text' },
];

/** Orders a query by columns that together are unique. */
export function inOrder(
  query: Knex.QueryBuilder,
  order: readonly OrderColumn[],
): void {
  query.orderBy(
    order.map(({ column, direction }) => ({ column, order: direction })),
  );
}

/**
 * Continues a list after the row that the cursor names. Throws `InputError` for
 * a cursor of another list.
 */
export function continueAfter(
  query: Knex.QueryBuilder,
  list: string,
  order: readonly OrderColumn[],
  cursor: string | undefined,
): void {
  if (cursor === undefined) return;
  const values = decodeCursor(
    list,
    order.map(({ type }) => type),
    cursor,
  );
  const beyond = ({ direction }: OrderColumn) =>
    direction === 'asc' ? '>' : '<';
  if (new Set(order.map(({ direction }) => direction)).size === 1) {
    // One comparison of rows is a range of an index
    const marks = order.map(() => '?').join(', ');
    query.whereRaw(
      `(${order.map(() => '??').join(', ')}) ${beyond(order[0])} (${marks})`,
      [...order.map(({ column }) => column), ...values],
    );
    return;
  }
  query.where(any =>
    order.forEach((last, index) =>
      any.orWhere(all => {
        order
          .slice(0, index)
          .forEach(({ column }, at) => all.where(column, values[at]));
        all.where(last.column, beyond(last), values[index]);
      }),
    ),
  );
}

/**
 * The cursor after `row`, which has each column by its name without the table.
 */
export function cursorAfter(
  list: string,
  order: readonly OrderColumn[],
  row: Record<string, string | number>,
): string {
  return encodeCursor(
    list,
    order.map(({ column }) => row[column.split('.')[1]]),
  );
}
