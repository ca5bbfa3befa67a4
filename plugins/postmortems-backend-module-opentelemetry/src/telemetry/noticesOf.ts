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
      message: `OpenTelemetry sent more kinds of log lines than the ${limits.logGroups} groups that are kept: from ${linesFrom} on new ones are missing. ${path}.limits.logGroups sets how many.`,
    });
  }
  if (metrics.length > 0) {
    notices.push({
      code: 'series-left-out',
      message: `OpenTelemetry sent more series than the ${
        limits.series
      } that are kept: some of ${namesOf(
        metrics,
      )} are missing. ${path}.limits.series sets how many, and ${path}.metrics which.`,
    });
  }
  if (isPointCut) {
    notices.push({
      code: 'points-left-out',
      message: `OpenTelemetry sent more than the ${limits.pointsPerSeries} points of a series that are kept, one a minute: the later ones are missing. ${path}.limits.pointsPerSeries sets how many.`,
    });
  }
  if (mixed.length > 0) {
    notices.push({
      code: 'series-mixed',
      message: `Several processes count together in ${namesOf(
        mixed,
      )}, and nothing that OpenTelemetry sent tells them apart: rates and percentiles of these are left out. Set the attribute service.instance.id for each process.`,
    });
  }
  return notices;
}

function namesOf(metrics: readonly string[]): string {
  const named = metrics.slice(0, MAX_NAMED).join(', ');
  return metrics.length > MAX_NAMED ? `${named} and others` : named;
}
