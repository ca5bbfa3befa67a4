import { useSmallScreen } from '../layout/useSmallScreen';
import { ListAsCards } from './ListAsCards';
import { ListAsTable } from './ListAsTable';
import type { ListTableProps } from './listTypes';

/** A list as a table, or as cards on small screens. */
export function ListTable<T>(props: ListTableProps<T>) {
  const small = useSmallScreen();
  return small ? <ListAsCards {...props} /> : <ListAsTable {...props} />;
}
