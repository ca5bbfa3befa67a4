export { DatabaseStores } from './DatabaseStores';
export { findTextProblem } from './storableText';
export * from './types';
