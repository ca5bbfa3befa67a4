import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  type LineGroup,
  lineGroupKey,
  LineGroups,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import { createHash } from 'node:crypto';
import type { TelemetryConfig } from '../config/telemetryConfig';
import type { Batch, Point, Series } from './batch';
import { mergePoint, minuteOf } from './mergePoint';

const PREFIX = 'postmortems_opentelemetry';
const INCIDENTS = `${PREFIX}_incidents`;
const BATCHES = `${PREFIX}_batches`;
const LINES = `${PREFIX}_lines`;
const SERIES = `${PREFIX}_series`;
const POINTS = `${PREFIX}_points`;
/** Rows in one statement. */
const CHUNK = 100;
/** Names of metrics that are remembered as left out. */
const MAX_NAMES = 50;

/** What exceeded a limit. */
export type LeftOut = {
  /** Time of the first line. */
  linesFrom?: string;
  /** Metrics of which series are missing. */
  metrics: string[];
  isPointCut: boolean;
};

/** All that is kept of a series. */
export type StoredSeries = {
  details: Series;
  points: Point[];
  isCut: boolean;
};

type LineRow = {
  incident_key: string;
  group_hash: string;
  first_at: string;
  last_at: string;
  count: number;
  details: string;
};
type SeriesRow = {
  incident_key: string;
  series_hash: string;
  details: string;
  is_cut: boolean | number;
};
type PointRow = {
  incident_key: string;
  series_hash: string;
  minute: string;
  details: string;
};

/**
 * Telemetry of incidents until it is collected as evidence: batches of a few seconds
 * become groups of five minutes and series. Batches of one incident take turns.
 */
export class TelemetryStore {
  readonly #knex: Knex;

  static async create(options: {
    database: DatabaseService;
  }): Promise<TelemetryStore> {
    const { database } = options;
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@postmortems/backstage-plugin-postmortems-backend-module-opentelemetry',
          'migrations',
        ),
        // The plugin has its own migrations in the same database
        tableName: `${PREFIX}__knex_migrations`,
      });
    }
    return new TelemetryStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Adds a batch to an incident once, however often it is called.
   *
   * @returns `isNews`: something exceeds a limit that did not before, or readers may not
   * have been told
   */
  async add(
    options: Pick<Batch, 'lines' | 'series'> & {
      incidentKey: string;
      deliveryId: string;
      limits: TelemetryConfig['limits'];
    },
  ): Promise<{ leftOut: LeftOut; isNews: boolean }> {
    const { incidentKey: incident_key, deliveryId, limits } = options;
    return this.#knex.transaction(async tx => {
      const before = await lock(tx, incident_key);
      const added = await tx(BATCHES)
        .insert({ incident_key, delivery_id: deliveryId })
        .onConflict(['incident_key', 'delivery_id'])
        .ignore()
        .returning('delivery_id');
      if (added.length === 0) {
        return { leftOut: before, isNews: isAny(before) };
      }
      const leftOut: LeftOut = { ...before, metrics: [...before.metrics] };
      await addLines(tx, { ...options, limit: limits.logGroups, leftOut });
      await addSeries(tx, { ...options, limits, leftOut });
      const isNews = JSON.stringify(before) !== JSON.stringify(leftOut);
      if (isNews) {
        await tx(INCIDENTS)
          .where({ incident_key })
          .update({ left_out: JSON.stringify(leftOut) });
      }
      return { leftOut, isNews };
    });
  }

  async read(incidentKey: string): Promise<{
    lines: LineGroup[];
    series: StoredSeries[];
    leftOut: LeftOut;
  }> {
    const where = { incident_key: incidentKey };
    const incident = await this.#knex(INCIDENTS).where(where).first('left_out');
    const lines = await this.#knex<LineRow>(LINES)
      .where(where)
      .orderBy(['first_at', 'group_hash']);
    const series = await this.#knex<SeriesRow>(SERIES)
      .where(where)
      .orderBy('series_hash');
    const stored = new Map(
      series.map(({ series_hash, details, is_cut }): [string, StoredSeries] => [
        series_hash,
        { details: JSON.parse(details), isCut: Boolean(is_cut), points: [] },
      ]),
    );
    const points = await this.#knex<PointRow>(POINTS)
      .where(where)
      .orderBy('minute');
    for (const { series_hash, details } of points) {
      stored.get(series_hash)?.points.push(JSON.parse(details));
    }
    return {
      lines: lines.map(groupOf),
      series: [...stored.values()],
      leftOut: readLeftOut(incident?.left_out),
    };
  }

  /** Takes text out of what is kept of an incident. */
  async rewrite(
    incidentKey: string,
    rewrite: (text: string) => string,
  ): Promise<void> {
    const where = { incident_key: incidentKey };
    await this.#knex.transaction(async tx => {
      await lock(tx, incidentKey);
      for (const row of await tx<LineRow>(LINES).where(where)) {
        const { message, origins, ...details } = JSON.parse(row.details);
        await tx<LineRow>(LINES)
          .where({ ...where, group_hash: row.group_hash })
          .update({
            details: JSON.stringify({
              ...details,
              message: rewrite(message),
              origins: origins.map(rewrite),
            }),
          });
      }
      for (const row of await tx<SeriesRow>(SERIES).where(where)) {
        const details: Series = JSON.parse(row.details);
        const labels = Object.entries(details.labels).map(([name, value]) => [
          name,
          rewrite(value),
        ]);
        await tx<SeriesRow>(SERIES)
          .where({ ...where, series_hash: row.series_hash })
          .update({
            details: JSON.stringify({
              ...details,
              labels: Object.fromEntries(labels),
            }),
          });
      }
    });
  }

  /** Deletes all of incidents that nothing came for since. */
  async forget(before: Date): Promise<void> {
    const old = await this.#knex(INCIDENTS)
      .where('seen_at', '<', before.toISOString())
      .select('incident_key', 'seen_at');
    for (const row of old) {
      await this.#knex.transaction(async tx => {
        const deleted = await tx(INCIDENTS).where(row).delete();
        if (deleted === 0) return;
        const { incident_key } = row;
        for (const table of [POINTS, SERIES, LINES, BATCHES]) {
          await tx(table).where({ incident_key }).delete();
        }
      });
    }
  }
}

/** The same for all points of a series. */
export function seriesHash({ description: _, labels, ...series }: Series) {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const { service, metric, type, isDelta, unit } = series;
  return createHash('sha256')
    .update(JSON.stringify([service, metric, type, isDelta, unit, sorted]))
    .digest('hex');
}

/** Until the transaction ends, so that batches of an incident take turns. */
async function lock(
  tx: Knex.Transaction,
  incident_key: string,
): Promise<LeftOut> {
  const seen_at = new Date().toISOString();
  const left_out = JSON.stringify({ metrics: [], isPointCut: false });
  await tx(INCIDENTS)
    .insert({ incident_key, seen_at, left_out })
    .onConflict('incident_key')
    .merge({ seen_at });
  const row = await tx(INCIDENTS).where({ incident_key }).first('left_out');
  return readLeftOut(row.left_out);
}

function readLeftOut(json: string | undefined): LeftOut {
  return json ? JSON.parse(json) : { metrics: [], isPointCut: false };
}

function isAny({ linesFrom, metrics, isPointCut }: LeftOut): boolean {
  return linesFrom !== undefined || metrics.length > 0 || isPointCut;
}

async function addLines(
  tx: Knex.Transaction,
  options: {
    incidentKey: string;
    lines: readonly LineGroup[];
    limit: number;
    leftOut: LeftOut;
  },
): Promise<void> {
  const { incidentKey: incident_key, lines, limit, leftOut } = options;
  if (lines.length === 0) return;
  const groups = new LineGroups();
  const known = new Set<string>();
  for (const hashes of chunksOf(lines.map(lineGroupKey))) {
    const rows = await tx<LineRow>(LINES)
      .where({ incident_key })
      .whereIn('group_hash', hashes);
    for (const row of rows) {
      known.add(row.group_hash);
      groups.merge(groupOf(row));
    }
  }
  let room = limit - (await countOf(tx(LINES).where({ incident_key })));
  const taken = new Set(known);
  const inOrder = [...lines].sort(
    (a, b) => a.first.getTime() - b.first.getTime(),
  );
  for (const line of inOrder) {
    const hash = lineGroupKey(line);
    if (!taken.has(hash)) {
      if (room <= 0) {
        const at = line.first.toISOString();
        if (!leftOut.linesFrom || at < leftOut.linesFrom)
          leftOut.linesFrom = at;
        continue;
      }
      room -= 1;
      taken.add(hash);
    }
    groups.merge(line);
  }
  const rows = groups.all.map((group): LineRow => {
    const { first, last, count, service, level, message, origins } = group;
    return {
      incident_key,
      group_hash: lineGroupKey(group),
      first_at: first.toISOString(),
      last_at: last.toISOString(),
      count,
      details: JSON.stringify({ service, level, message, origins }),
    };
  });
  await upsert(tx, LINES, rows, ['incident_key', 'group_hash']);
}

async function addSeries(
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
  const stored = new Map<string, Map<string, Point>>();
  for (const hashes of chunksOf(sent.map(({ hash }) => hash))) {
    const points = await tx<PointRow>(POINTS)
      .where({ incident_key })
      .whereIn('series_hash', hashes);
    for (const { series_hash, minute, details } of points) {
      const ofSeries = stored.get(series_hash) ?? new Map();
      stored.set(series_hash, ofSeries.set(minute, JSON.parse(details)));
    }
  }
  const changed: PointRow[] = [];
  for (const { hash, details, points } of sent) {
    let row = known.get(hash);
    if (!row) {
      if (known.size >= limits.series) {
        const { metric } = details;
        const isNamed = leftOut.metrics.includes(metric);
        if (!isNamed && leftOut.metrics.length < MAX_NAMES) {
          leftOut.metrics.push(metric);
        }
        continue;
      }
      row = {
        incident_key,
        series_hash: hash,
        details: JSON.stringify(details),
        is_cut: false,
      };
      known.set(hash, row);
    }
    const ofSeries = stored.get(hash) ?? new Map<string, Point>();
    const touched = new Set<string>();
    for (const point of points) {
      const minute = minuteOf(point);
      const other = ofSeries.get(minute);
      if (!other && ofSeries.size >= limits.pointsPerSeries) {
        row.is_cut = true;
        leftOut.isPointCut = true;
        continue;
      }
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

async function upsert(
  tx: Knex.Transaction,
  table: string,
  rows: readonly object[],
  key: string[],
): Promise<void> {
  for (const chunk of chunksOf(rows)) {
    await tx(table).insert(chunk).onConflict(key).merge();
  }
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [{ count }] = await query.count({ count: '*' });
  return Number(count);
}

function groupOf({ first_at, last_at, count, details }: LineRow): LineGroup {
  return {
    ...JSON.parse(details),
    first: new Date(first_at),
    last: new Date(last_at),
    count: Number(count),
  };
}

function chunksOf<T>(all: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < all.length; start += CHUNK) {
    chunks.push(all.slice(start, start + CHUNK));
  }
  return chunks;
}
