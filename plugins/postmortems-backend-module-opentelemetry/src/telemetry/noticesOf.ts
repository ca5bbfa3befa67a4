import type { SourceNotice } from '@postmortems/backstage-plugin-postmortems-node';
import type { TelemetryConfig } from '../config/telemetryConfig';
import type { LeftOut } from './tables';

const MAX_NAMED = 5;

/** What readers of an incident are told of telemetry that exceeded a limit, or cannot be told. */
export function noticesOf(
  { linesFrom, metrics, isPointCut, mixed }: LeftOut,
  { limits, path }: Pick<TelemetryConfig, 'limits' | 'path'>,
): SourceNotice[] {
  const notices: SourceNotice[] = [];
  if (linesFrom) {
    notices.push({
      code: 'log-lines-left-out',
      message: `Not all log lines are here: of those that were new from ${linesFrom} on some are missing, as OpenTelemetry sent more different lines than are kept of an incident (${limits.logGroups} in five minutes each). An administrator sets how many by ${path}.limits.logGroups.`,
    });
  }
  if (metrics.length > 0) {
    notices.push({
      code: 'series-left-out',
      message: `Not all metrics are here: some series of ${namesOf(
        metrics,
      )} are missing, as OpenTelemetry sent more than the ${
        limits.series
      } that are kept of an incident. An administrator sets how many by ${path}.limits.series, and which by ${path}.metrics.`,
    });
  }
  if (isPointCut) {
    notices.push({
      code: 'points-left-out',
      message: `Not all points of metrics are here: the later ones are missing, as OpenTelemetry sent more than the ${limits.pointsPerSeries} that are kept of a series, one a minute. An administrator sets how many by ${path}.limits.pointsPerSeries.`,
    });
  }
  if (mixed.length > 0) {
    notices.push({
      code: 'series-mixed',
      message: `Rates and percentiles of ${namesOf(
        mixed,
      )} are missing: several processes count in them, and nothing that OpenTelemetry sent tells these apart. Give each process a service.instance.id of its own.`,
    });
  }
  return notices;
}

function namesOf(metrics: readonly string[]): string {
  const named = metrics.slice(0, MAX_NAMED).join(', ');
  return metrics.length > MAX_NAMED ? `${named} and others` : named;
}
