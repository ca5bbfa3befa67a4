export { ListTable } from './ListTable';
export type { ListColumn, ListOrder } from './listTypes';
