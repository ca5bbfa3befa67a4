import type { PrometheusClient } from '../metrics/PrometheusClient';
import type { TrackedAlert } from '../incidents/TrackedAlert';

/** Points of the series that are asked for. */
const MAX_POINTS = 2000;
const STEP_SECONDS = 15;

/** The last moment at which an alert fired, and whether that is now. */
export type LastFiring = { at: Date; isStillFiring: boolean };

/**
 * When a Prometheus server last had alerts of one name firing, by the series
 * `ALERTS` that it writes itself; without those that it never had.
 */
export async function lastFirings(options: {
  client: PrometheusClient;
  name: string;
  alerts: TrackedAlert[];
  now: Date;
  signal: AbortSignal;
}): Promise<Map<TrackedAlert, LastFiring>> {
  const { client, name, alerts, now, signal } = options;
  const from = new Date(alerts.map(({ beganAt }) => beganAt).sort()[0]);
  const seconds = (now.getTime() - from.getTime()) / 1000;
  const stepSeconds = Math.max(STEP_SECONDS, Math.ceil(seconds / MAX_POINTS));
  const { series } = await client.queryRange(
    `ALERTS{alertstate="firing",alertname=${JSON.stringify(name)}}`,
    { from, to: now, stepSeconds, signal },
  );
  const found = new Map<TrackedAlert, LastFiring>();
  for (const alert of alerts) {
    const times = series
      .filter(({ metric }) => isOf(metric, alert))
      .flatMap(({ values }) => values.at(-1)?.[0] ?? []);
    // A series that ended before is an earlier firing
    const last = Math.max(...times) * 1000;
    if (times.length === 0 || last < Date.parse(alert.beganAt)) continue;
    // Prometheus marks the end of the series, so that it is not guessed on
    const isStillFiring = now.getTime() - last < stepSeconds * 1000 * 2;
    found.set(alert, { at: new Date(last), isStillFiring });
  }
  return found;
}

/** Alertmanager sees more labels: the external ones of the server. */
function isOf(metric: Record<string, string>, alert: TrackedAlert) {
  return Object.entries(metric).every(
    ([label, value]) =>
      label === '__name__' ||
      label === 'alertstate' ||
      alert.labels[label] === value,
  );
}
