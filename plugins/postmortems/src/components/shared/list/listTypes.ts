import type { ReactNode } from 'react';

/** One property of each item. The first column names the item. */
export type ListColumn<T> = {
  id: string;
  label: string;
  /** `undefined` leaves the property out. */
  cell(item: T): ReactNode;
  align?: 'right';
};

/** The orders that a list can have. Each belongs to a column. */
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

/** The props of a list in every layout. */
export type ListTableProps<T> = {
  /** Name of the list for screen readers. */
  label: string;
  columns: readonly ListColumn<T>[];
  items: readonly T[];
  keyOf(item: T): string;
  order?: ListOrder;
};
