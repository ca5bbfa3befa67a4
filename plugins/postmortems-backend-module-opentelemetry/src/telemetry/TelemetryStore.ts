import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { LineGroup } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import type { TelemetryConfig } from '../config/telemetryConfig';
import { addLines } from './addLines';
import { addSeries } from './addSeries';
import type { Batch, Point, Series } from './batch';
import {
  BATCHES,
  groupOf,
  INCIDENTS,
  isAny,
  type LeftOut,
  type LineRow,
  LINES,
  type PointRow,
  POINTS,
  PREFIX,
  readLeftOut,
  type SeriesRow,
  SERIES,
} from './tables';

/** All that is kept of a series. */
export type StoredSeries = {
  details: Series;
  points: Point[];
  isCut: boolean;
  /** Several processes count in it that cannot be told apart. */
  isMixed: boolean;
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
        .insert({
          incident_key,
          delivery_id: deliveryId,
          added_at: new Date().toISOString(),
        })
        .onConflict(['incident_key', 'delivery_id'])
        .ignore()
        .returning('delivery_id');
      if (added.length === 0) {
        return { leftOut: before, isNews: isAny(before) };
      }
      const leftOut: LeftOut = structuredClone(before);
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

  async read(
    incidentKey: string,
  ): Promise<{ lines: LineGroup[]; leftOut: LeftOut }> {
    const where = { incident_key: incidentKey };
    const incident = await this.#knex(INCIDENTS).where(where).first('left_out');
    const lines = await this.#knex<LineRow>(LINES)
      .where(where)
      .orderBy(['first_at', 'group_hash']);
    return {
      lines: lines.map(groupOf),
      leftOut: readLeftOut(incident?.left_out),
    };
  }

  /** One after the other: histograms of all may not fit in memory. */
  async *readSeries(incidentKey: string): AsyncIterable<StoredSeries> {
    const where = { incident_key: incidentKey };
    const rows = await this.#knex<SeriesRow>(SERIES)
      .where(where)
      .orderBy('series_hash');
    for (const { series_hash, details, is_cut, is_mixed } of rows) {
      const points = await this.#knex<PointRow>(POINTS)
        .where({ ...where, series_hash })
        .orderBy('minute')
        .select('details');
      yield {
        details: JSON.parse(details),
        isCut: Boolean(is_cut),
        isMixed: Boolean(is_mixed),
        points: points.map(point => JSON.parse(point.details)),
      };
    }
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

  /**
   * Deletes all of incidents that nothing came for since, and which batches were added:
   * an incident that nobody ends has thousands a day.
   */
  async forget(before: { incidents: Date; batches: Date }): Promise<void> {
    await this.#knex(BATCHES)
      .where('added_at', '<', before.batches.toISOString())
      .delete();
    const old = await this.#knex(INCIDENTS)
      .where('seen_at', '<', before.incidents.toISOString())
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

/** Until the transaction ends, so that batches of an incident take turns. */
async function lock(
  tx: Knex.Transaction,
  incident_key: string,
): Promise<LeftOut> {
  const seen_at = new Date().toISOString();
  const left_out = JSON.stringify(readLeftOut());
  await tx(INCIDENTS)
    .insert({ incident_key, seen_at, left_out })
    .onConflict('incident_key')
    .merge({ seen_at });
  const row = await tx(INCIDENTS).where({ incident_key }).first('left_out');
  return readLeftOut(row.left_out);
}
