import type { PrometheusClient } from '../metrics/PrometheusClient';
import type { TrackedAlert } from '../incidents/TrackedAlert';

/** Points of the series that are asked for at once. */
const MAX_POINTS = 2000;
/** Between points of the last hours. */
const STEP_SECONDS = 15;
/** How much farther apart points are in each window before another. */
const COARSER = 10;

/** The last moment at which an alert fired, and whether that is now. */
export type LastFiring = { at: Date; isStillFiring: boolean };

/**
 * When a Prometheus server last had alerts of one name firing, by the series
 * `ALERTS` that it writes itself; without those that it never had. It is asked
 * for the last hours, and then, for alerts that it did not have in them, for the
 * days and months before: how exact an end is depends on how long ago it was,
 * and not on the other alerts.
 */
export async function* lastFirings(options: {
  client: PrometheusClient;
  name: string;
  alerts: TrackedAlert[];
  now: Date;
  signal: AbortSignal;
}): AsyncGenerator<[TrackedAlert, LastFiring]> {
  const { client, name, now, signal } = options;
  let { alerts } = options;
  let to = now;
  for (let stepSeconds = STEP_SECONDS; alerts.length > 0; ) {
    const start = new Date(now.getTime() - stepSeconds * MAX_POINTS * 1000);
    const oldest = new Date(alerts.map(({ beganAt }) => beganAt).sort()[0]);
    const { series } = await client.queryRange(
      `ALERTS{alertstate="firing",alertname=${JSON.stringify(name)}}`,
      { from: oldest > start ? oldest : start, to, stepSeconds, signal },
    );
    const older: TrackedAlert[] = [];
    for (const alert of alerts) {
      const times = series
        .filter(({ metric }) => isOf(metric, alert))
        .flatMap(({ values }) => values.at(-1)?.[0] ?? []);
      const last = Math.max(...times) * 1000;
      if (times.length === 0) {
        if (new Date(alert.beganAt) < start) older.push(alert);
      } else if (last >= Date.parse(alert.beganAt)) {
        // Prometheus marks the end of the series, so that it is not guessed on
        const isStillFiring = now.getTime() - last < STEP_SECONDS * 1000 * 2;
        yield [alert, { at: new Date(last), isStillFiring }];
      }
      // Else it is of an earlier firing
    }
    alerts = older;
    to = start;
    stepSeconds *= COARSER;
  }
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
