export { DatabaseStores } from './DatabaseStores';
export * from './types';
