import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import { createHash } from 'node:crypto';
import type { RangeSeries } from './responses';
import type { RangeWindow } from './PrometheusClient';

/** A query and what its series are about. */
export type MetricQuery = {
  name: string;
  query: string;
  unit?: string;
  /** What it measures. */
  description?: string;
  /** The threshold of the alert on it. */
  threshold?: { operator: string; value: number };
  /** Names of the alerts on it. */
  alerts?: string[];
  /** Entity ref of the service that the metric is about. */
  service: string;
};

/**
 * One node per series. Nodes have no id and are named by their content hash, so
 * that pulling the same window again changes nothing. A longer window is another
 * node; `correlationId` is the same for all windows of a series.
 */
export function toMetricEvidence(options: {
  query: MetricQuery;
  window: RangeWindow;
  series: RangeSeries[];
  warnings: string[];
  maxSeries: number;
  provider: string;
  /** Where people open the query. */
  sourceUrl?: string;
}): SubmitEvidenceNode[] {
  const { query, window, warnings, maxSeries, provider, sourceUrl } = options;
  const all = options.series
    .map(series => ({ ...readPoints(series), labels: series.metric }))
    .sort((a, b) => compare(labelKey(a.labels), labelKey(b.labels)));
  const kept = all.slice(0, maxSeries);
  return kept.flatMap(({ points, labels, dropped }) => {
    const last = points.at(-1);
    if (!last) return [];
    return {
      sourceType: 'telemetry' as const,
      timestamp: last[0],
      provider,
      ...(sourceUrl && { sourceUrl }),
      ...(all.length > kept.length && { truncated: true }),
      metadata: {
        service: query.service,
        correlationId: `series:${hash(`${query.query}\n${labelKey(labels)}`)}`,
      },
      payload: {
        kind: 'metric',
        metric: query.name,
        query: query.query,
        ...(query.unit && { unit: query.unit }),
        ...(query.description && { description: query.description }),
        ...(query.threshold && { threshold: query.threshold }),
        ...(query.alerts?.length && { alerts: query.alerts }),
        labels,
        points,
        stepSeconds: window.stepSeconds,
        window: {
          from: window.from.toISOString(),
          to: window.to.toISOString(),
        },
        ...(dropped > 0 && { droppedPoints: dropped }),
        ...(all.length > kept.length && {
          droppedSeries: all.length - kept.length,
        }),
        ...(warnings.length > 0 && { warnings }),
      },
    };
  });
}

/**
 * Leaves out and counts NaN and infinity, which JSON does not have (0/0 in a
 * ratio without traffic).
 */
function readPoints(series: RangeSeries) {
  const points: [string, number][] = [];
  let dropped = series.histograms.length;
  for (const [seconds, text] of series.values) {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) {
      points.push([new Date(Math.round(seconds * 1000)).toISOString(), value]);
    } else {
      dropped += 1;
    }
  }
  return { points, dropped };
}

function labelKey(labels: Record<string, string>) {
  return JSON.stringify(
    Object.entries(labels).sort(([a], [b]) => compare(a, b)),
  );
}

function compare(a: string, b: string) {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function hash(text: string) {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
