import type { LineGroup } from '@postmortems/backstage-plugin-postmortems-node';
import { createHash } from 'node:crypto';
import { z } from 'zod';

const time = z.iso.datetime();
const lineGroupSchema = z.strictObject({
  service: z.string(),
  level: z.string().optional(),
  message: z.string(),
  first: time,
  last: time,
  count: z.number().int(),
  origins: z.array(z.string()),
});
const pointSchema = z.strictObject({
  at: time,
  start: time.optional(),
  value: z.union([
    z.number(),
    z.strictObject({
      count: z.number(),
      buckets: z.array(z.tuple([z.number().nullable(), z.number()])),
    }),
  ]),
});
export const seriesSchema = z.strictObject({
  service: z.string(),
  metric: z.string(),
  type: z.enum(['gauge', 'sum', 'histogram']),
  isDelta: z.boolean(),
  unit: z.string().optional(),
  description: z.string().optional(),
  labels: z.record(z.string(), z.string()),
});
const batchSchema = z.strictObject({
  incidents: z.array(z.string()),
  lines: z.array(lineGroupSchema),
  series: z.array(
    z.strictObject({ details: seriesSchema, points: z.array(pointSchema) }),
  ),
});

/** A series of a service, by its entity ref. */
export type Series = z.output<typeof seriesSchema>;
export type Point = z.output<typeof pointSchema>;
/** What of a call is stored: all of it matters to one of the incidents. */
export type Batch = {
  /** Their keys. */
  incidents: string[];
  lines: LineGroup[];
  series: { details: Series; points: Point[] }[];
};

export function readBatch(body: string): Batch {
  const { lines, ...batch } = batchSchema.parse(JSON.parse(body));
  return {
    ...batch,
    lines: lines.map(line => ({
      ...line,
      first: new Date(line.first),
      last: new Date(line.last),
    })),
  };
}

/** The same for all points of a series. */
export function seriesHash({ description: _, labels, ...series }: Series) {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  const { service, metric, type, isDelta, unit } = series;
  return createHash('sha256')
    .update(JSON.stringify([service, metric, type, isDelta, unit, sorted]))
    .digest('hex');
}

/** Whether a value is what was counted since the start, not since the last one. */
export function countsOn({ type, isDelta }: Series): boolean {
  return type !== 'gauge' && !isDelta;
}
