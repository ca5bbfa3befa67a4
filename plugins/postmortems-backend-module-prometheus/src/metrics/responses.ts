import { z } from 'zod';

const labelsSchema = z.record(z.string(), z.string());

const seriesSchema = z.looseObject({
  metric: labelsSchema,
  /** Absent for a series of native histograms. */
  values: z.array(z.tuple([z.number(), z.string()])).default([]),
  histograms: z.array(z.unknown()).default([]),
});

/** Response of `/api/v1/query_range`. */
export const rangeResponseSchema = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    resultType: z.literal('matrix'),
    result: z.array(seriesSchema),
  }),
  warnings: z.array(z.string()).default([]),
});

const ruleSchema = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('alerting'),
    name: z.string(),
    query: z.string(),
    labels: labelsSchema.default({}),
  }),
  z.looseObject({ type: z.literal('recording') }),
]);

/** Response of `/api/v1/rules`. */
export const rulesResponseSchema = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    groups: z.array(z.looseObject({ rules: z.array(ruleSchema) })),
  }),
});

/** Response of `/api/v1/status/buildinfo`. */
export const buildInfoResponseSchema = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({ version: z.string().default('unknown') }),
});

export type RangeSeries = z.output<typeof seriesSchema>;

/** An alerting rule that the server evaluates. */
export type AlertingRule = {
  name: string;
  query: string;
  labels: Record<string, string>;
};
