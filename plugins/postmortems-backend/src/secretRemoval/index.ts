export { removeStoredSecrets, type RemovalCounts } from './removeStoredSecrets';
