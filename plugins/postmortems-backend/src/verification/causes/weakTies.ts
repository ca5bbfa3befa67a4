/** Ties that any earlier change of the service has: they say little. */
export const WEAK_TIES: ReadonlySet<string> = new Set([
  'precedes',
  'same_service',
  'not_seen_before',
]);
