import type { LineGroup } from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';

export const PREFIX = 'postmortems_opentelemetry';
export const INCIDENTS = `${PREFIX}_incidents`;
export const BATCHES = `${PREFIX}_batches`;
export const LINES = `${PREFIX}_lines`;
export const SERIES = `${PREFIX}_series`;
export const POINTS = `${PREFIX}_points`;
/** Rows in one statement. */
const CHUNK = 100;

/** What exceeded a limit, or cannot be told. */
export type LeftOut = {
  /** Time of the first line. */
  linesFrom?: string;
  /** Metrics of which series are missing. */
  metrics: string[];
  isPointCut: boolean;
  /** Metrics in which several processes count that cannot be told apart. */
  mixed: string[];
};

export type LineRow = {
  incident_key: string;
  group_hash: string;
  first_at: string;
  last_at: string;
  count: number;
  details: string;
};
export type SeriesRow = {
  incident_key: string;
  series_hash: string;
  details: string;
  is_cut: boolean | number;
  /** JSON: see `runs.ts`. */
  runs: string;
  is_mixed: boolean | number;
};
export type PointRow = {
  incident_key: string;
  series_hash: string;
  minute: string;
  details: string;
};

const NOTHING: LeftOut = { metrics: [], isPointCut: false, mixed: [] };

export function readLeftOut(json?: string): LeftOut {
  return { ...NOTHING, ...(json && JSON.parse(json)) };
}

export function isAny(leftOut: LeftOut): boolean {
  const { linesFrom, metrics, isPointCut, mixed } = leftOut;
  return (
    linesFrom !== undefined || isPointCut || metrics.length + mixed.length > 0
  );
}

export function groupOf({
  first_at,
  last_at,
  count,
  details,
}: LineRow): LineGroup {
  return {
    ...JSON.parse(details),
    first: new Date(first_at),
    last: new Date(last_at),
    count: Number(count),
  };
}

export async function upsert(
  tx: Knex.Transaction,
  table: string,
  rows: readonly object[],
  key: string[],
): Promise<void> {
  for (const chunk of chunksOf(rows)) {
    await tx(table).insert(chunk).onConflict(key).merge();
  }
}

export async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const [{ count }] = await query.count({ count: '*' });
  return Number(count);
}

export function chunksOf<T>(all: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < all.length; start += CHUNK) {
    chunks.push(all.slice(start, start + CHUNK));
  }
  return chunks;
}
