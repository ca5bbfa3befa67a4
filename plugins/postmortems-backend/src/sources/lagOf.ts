import type { SourceStatus } from '@postmortems/backstage-plugin-postmortems-common';

/** How long it took to process deliveries; `undefined` of none. */
export function lagOf(
  processed: readonly { receivedAt: string; processedAt: string }[],
): SourceStatus['lag'] {
  if (processed.length === 0) return undefined;
  const lags = processed
    .map(({ receivedAt, processedAt }) =>
      Math.max(0, Date.parse(processedAt) - Date.parse(receivedAt)),
    )
    .sort((a, b) => a - b);
  // The nearest rank: a value that there was
  const rank = (share: number) =>
    lags[Math.max(0, Math.ceil(share * lags.length) - 1)];
  return {
    medianMs: rank(0.5),
    p95Ms: rank(0.95),
    deliveries: lags.length,
  };
}
