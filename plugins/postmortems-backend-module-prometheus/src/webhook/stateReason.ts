/** The state is that of the last values. */
const KEPT = 'KeepLast';

/** Where Grafana says why a state is not what the values say. */
export const STATE_REASON = 'grafana_state_reason';

/** `StateReason…` in `pkg/services/ngalert/models` of Grafana. */
const REASONS: Record<string, string> = {
  MissingSeries: 'its series went missing',
  NoData: 'its query returned no data',
  Error: 'its query failed',
  Paused: 'its rule was paused',
  Updated: 'its rule was changed',
  RuleDeleted: 'its rule was deleted',
};

export function hasStateReason({
  annotations,
}: {
  annotations: Record<string, string>;
}): boolean {
  return Boolean(annotations[STATE_REASON]);
}

/**
 * Why an alert of Grafana fires or ended other than by its values, for readers: an
 * alert whose rule was paused ends as well, but nothing has recovered.
 */
export function stateReason(
  annotations: Record<string, string>,
  isResolved: boolean,
): string | undefined {
  const words = (annotations[STATE_REASON] ?? '').split(/,\s*/);
  const reason = words
    .map(word => (Object.hasOwn(REASONS, word) ? REASONS[word] : undefined))
    .find(Boolean);
  if (!reason) return undefined;
  if (!isResolved && words.includes(KEPT)) {
    return `It is kept firing: ${reason}.`;
  }
  return isResolved
    ? `Grafana ended it because ${reason}, which is no sign of recovery.`
    : `It fires because ${reason}, and not because of a value.`;
}
