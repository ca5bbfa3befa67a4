import type { OngoingIncident } from '@postmortems/backstage-plugin-postmortems-node';
import type { TelemetryConfig } from '../config/telemetryConfig';

const MINUTE_MS = 60_000;

/** From when to when telemetry is of an incident, both inclusive, in milliseconds. */
export function windowOf(
  { startedAt, resolvedAt }: OngoingIncident,
  {
    alertWindowMinutes,
    recoveryMinutes,
  }: Pick<TelemetryConfig, 'alertWindowMinutes' | 'recoveryMinutes'>,
): { from: number; to: number } {
  return {
    from: Date.parse(startedAt) - alertWindowMinutes * MINUTE_MS,
    to: resolvedAt
      ? Date.parse(resolvedAt) + recoveryMinutes * MINUTE_MS
      : Infinity,
  };
}
