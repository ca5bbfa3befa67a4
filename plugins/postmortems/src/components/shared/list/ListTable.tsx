import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { Theme } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { ListAsCards } from './ListAsCards';
import { ListAsTable } from './ListAsTable';

/** One fact of each item. The first column names the item. */
export type ListColumn<T> = {
  id: string;
  label: string;
  /** `undefined` where the item has nothing to say. */
  cell(item: T): ReactNode;
  align?: 'right';
};

/** The orders that a list can come in; each belongs to a column. */
export type ListOrder = {
  value: string;
  options: readonly {
    value: string;
    label: string;
    columnId: string;
    direction: 'asc' | 'desc';
  }[];
  onChange(value: string): void;
};

/** What {@link ListTable} shows, in whatever layout. */
export type ListTableProps<T> = {
  /** Name of the list for screen readers. */
  label: string;
  columns: readonly ListColumn<T>[];
  items: readonly T[];
  keyOf(item: T): string;
  order?: ListOrder;
};

/** A list as a table, or as one card per item where a table has no room. */
export function ListTable<T>(props: ListTableProps<T>) {
  const narrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'), {
    noSsr: true,
  });
  return narrow ? <ListAsCards {...props} /> : <ListAsTable {...props} />;
}
