const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * {@link EvidenceSource.retentionMs} of a source that is configured in blocks:
 * the shortest time of those that say one.
 *
 * @public
 */
export function shortestRetention(
  blocks: readonly { retentionDays?: number }[],
): number | undefined {
  const days = blocks.flatMap(({ retentionDays }) => retentionDays ?? []);
  return days.length > 0 ? Math.min(...days) * DAY_MS : undefined;
}
