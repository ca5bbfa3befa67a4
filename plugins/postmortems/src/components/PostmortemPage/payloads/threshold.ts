import type { MetricPayload } from '@postmortems/backstage-plugin-postmortems-common';

/** The comparison with which an alert on a metric fires, such as `> 0.05`. */
export type Threshold = { operator: string; value: number };

/** The threshold of the alert on a metric, where its source gives one. */
export function thresholdOf({
  threshold,
}: MetricPayload): Threshold | undefined {
  if (typeof threshold !== 'object' || threshold === null) return undefined;
  const { operator, value } = threshold as Record<string, unknown>;
  return typeof operator === 'string' && Number.isFinite(value)
    ? { operator, value: Number(value) }
    : undefined;
}
