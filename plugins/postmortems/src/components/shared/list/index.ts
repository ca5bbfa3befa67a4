export { ListTable } from './ListTable';
export type { ListColumn, ListOrder, ListTableProps } from './listTypes';
