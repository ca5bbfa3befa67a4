import type { SourceNotice } from '@postmortems/backstage-plugin-postmortems-node';
import type { TelemetryConfig } from '../config/telemetryConfig';
import type { LeftOut } from './TelemetryStore';

const MAX_NAMED = 5;

/** What readers of an incident are told of telemetry that exceeded a limit. */
export function noticesOf(
  { linesFrom, metrics, isPointCut }: LeftOut,
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
    const named = metrics.slice(0, MAX_NAMED).join(', ');
    notices.push({
      code: 'series-left-out',
      message: `OpenTelemetry sent more series than the ${
        limits.series
      } that are kept: some of ${named}${
        metrics.length > MAX_NAMED ? ' and others' : ''
      } are missing. ${path}.limits.series sets how many, and ${path}.metrics which.`,
    });
  }
  if (isPointCut) {
    notices.push({
      code: 'points-left-out',
      message: `OpenTelemetry sent more than the ${limits.pointsPerSeries} points of a series that are kept, one a minute: the later ones are missing. ${path}.limits.pointsPerSeries sets how many.`,
    });
  }
  return notices;
}
