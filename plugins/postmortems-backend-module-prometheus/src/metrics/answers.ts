import { z } from 'zod';

/** What `/api/v1/*` answers when it could not do what was asked. */
export const errorAnswerSchema = z.looseObject({
  status: z.literal('error'),
  errorType: z.string(),
  error: z.string(),
});

const labelsSchema = z.record(z.string(), z.string());

const seriesSchema = z.looseObject({
  metric: labelsSchema,
  /** Absent for a series of native histograms. */
  values: z.array(z.tuple([z.number(), z.string()])).default([]),
  histograms: z.array(z.unknown()).default([]),
});

/** Answer of `/api/v1/query_range`. */
export const rangeAnswerSchema = z.looseObject({
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

/** Answer of `/api/v1/rules`. */
export const rulesAnswerSchema = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    groups: z.array(z.looseObject({ rules: z.array(ruleSchema) })),
  }),
});

export type RangeSeries = z.output<typeof seriesSchema>;

/** A rule that raises alerts, as the server runs it. */
export type AlertingRule = {
  name: string;
  query: string;
  labels: Record<string, string>;
};
