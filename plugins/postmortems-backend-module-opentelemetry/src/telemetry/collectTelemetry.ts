import type { SubmitEvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';
import {
  LINE_BUCKET_MS,
  lineGroupEvidence,
} from '@postmortems/backstage-plugin-postmortems-node';
import { seriesEvidence } from './seriesEvidence';
import type { TelemetryStore } from './TelemetryStore';

const MINUTE_MS = 60_000;

/**
 * What came for an incident, as evidence. Minutes that are not over are left to the next
 * collection, so that collecting again adds what is new, and no doubles.
 */
export async function collectTelemetry(
  store: TelemetryStore,
  options: { incidentKey: string; window: { from: Date; to: Date } },
): Promise<SubmitEvidenceNode[]> {
  const { incidentKey, window } = options;
  const { lines, leftOut } = await store.read(incidentKey);
  const now = Date.now();
  const isIn = (time: Date) => time >= window.from && time <= window.to;
  const cutFrom = leftOut.linesFrom
    ? floorTo(Date.parse(leftOut.linesFrom), LINE_BUCKET_MS)
    : Infinity;
  const ofLines = lines
    .filter(
      ({ first }) =>
        isIn(first) && first.getTime() < floorTo(now, LINE_BUCKET_MS),
    )
    .map(group => ({
      ...lineGroupEvidence(group, 'opentelemetry'),
      ...(group.first.getTime() >= cutFrom && { truncated: true }),
    }));
  const ofSeries: SubmitEvidenceNode[] = [];
  for await (const one of store.readSeries(incidentKey)) {
    const points = one.points.filter(
      ({ at }) =>
        isIn(new Date(at)) && Date.parse(at) < floorTo(now, MINUTE_MS),
    );
    const isSeriesMissing = leftOut.metrics.includes(one.details.metric);
    ofSeries.push(...seriesEvidence({ ...one, points }, { isSeriesMissing }));
  }
  return [...ofLines, ...ofSeries];
}

function floorTo(time: number, step: number): number {
  return Math.floor(time / step) * step;
}
