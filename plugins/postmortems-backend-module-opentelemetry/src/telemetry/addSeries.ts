import type { Knex } from 'knex';
import type { TelemetryConfig } from '../config/telemetryConfig';
import { type Batch, countsOn, type Point, seriesHash } from './batch';
import { mergePoint, minuteOf } from './mergePoint';
import { areMixed, runsSchema, withPoints } from './runs';
import {
  chunksOf,
  type LeftOut,
  type PointRow,
  POINTS,
  type SeriesRow,
  SERIES,
  upsert,
} from './tables';

/** Names of metrics that are remembered as left out. */
const MAX_NAMES = 50;

/** Adds points to their series, of each minute one. */
export async function addSeries(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    series: Batch['series'];
    limits: TelemetryConfig['limits'];
    leftOut: LeftOut;
  },
): Promise<void> {
  const { incidentKey: incident_key, limits, leftOut } = options;
  const sent = options.series
    .filter(({ points }) => points.length > 0)
    .map(one => ({ ...one, hash: seriesHash(one.details) }));
  if (sent.length === 0) return;
  const rows = await tx<SeriesRow>(SERIES).where({ incident_key });
  const known = new Map(rows.map(row => [row.series_hash, row]));
  const { counts, points: stored } = await readStored(tx, incident_key, sent);
  const changed: PointRow[] = [];
  for (const { hash, details, points } of sent) {
    let row = known.get(hash);
    if (!row) {
      if (known.size >= limits.series) {
        addName(leftOut.metrics, details.metric);
        continue;
      }
      row = {
        incident_key,
        series_hash: hash,
        details: JSON.stringify(details),
        is_cut: false,
        runs: '[]',
        is_mixed: false,
      };
      known.set(hash, row);
    }
    if (countsOn(details)) {
      const runs = withPoints(runsSchema.parse(JSON.parse(row.runs)), points);
      row.runs = JSON.stringify(runs);
      if (areMixed(runs)) {
        row.is_mixed = true;
        addName(leftOut.mixed, details.metric);
      }
    }
    const ofSeries = stored.get(hash) ?? new Map<string, Point>();
    const touched = new Set<string>();
    let count = counts.get(hash) ?? 0;
    for (const point of points) {
      const minute = minuteOf(point);
      const other = ofSeries.get(minute);
      if (!other && count >= limits.pointsPerSeries) {
        row.is_cut = true;
        leftOut.isPointCut = true;
        continue;
      }
      if (!other) count += 1;
      ofSeries.set(minute, other ? mergePoint(details, other, point) : point);
      touched.add(minute);
    }
    for (const minute of touched) {
      const point = JSON.stringify(ofSeries.get(minute));
      changed.push({ incident_key, series_hash: hash, minute, details: point });
    }
  }
  const ofBatch = sent.flatMap(({ hash }) => known.get(hash) ?? []);
  await upsert(tx, SERIES, ofBatch, ['incident_key', 'series_hash']);
  await upsert(tx, POINTS, changed, ['incident_key', 'series_hash', 'minute']);
}

/**
 * How many points there are, and those of the minutes that were sent: a long incident has
 * many more, and batches come every few seconds.
 */
async function readStored(
  tx: Knex.Transaction,
  incident_key: string,
  sent: readonly { hash: string; points: readonly Point[] }[],
) {
  const counts = new Map<string, number>();
  const points = new Map<string, Map<string, Point>>();
  const minutes = [...new Set(sent.flatMap(one => one.points.map(minuteOf)))];
  for (const hashes of chunksOf(sent.map(({ hash }) => hash))) {
    const where = () =>
      tx<PointRow>(POINTS)
        .where({ incident_key })
        .whereIn('series_hash', hashes);
    for (const { series_hash, count } of await where()
      .groupBy('series_hash')
      .select('series_hash')
      .count({ count: '*' })) {
      counts.set(String(series_hash), Number(count));
    }
    for (const some of chunksOf(minutes)) {
      const rows = await where().whereIn('minute', some).select('*');
      for (const { series_hash, minute, details } of rows) {
        const ofSeries = points.get(series_hash) ?? new Map();
        points.set(series_hash, ofSeries.set(minute, JSON.parse(details)));
      }
    }
  }
  return { counts, points };
}

function addName(names: string[], name: string): void {
  if (!names.includes(name) && names.length < MAX_NAMES) names.push(name);
}
