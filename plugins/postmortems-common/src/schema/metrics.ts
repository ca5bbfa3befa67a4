import { z } from 'zod';
import { verdictCountsSchema } from './claim';
import { severitySchema } from './incident';
import { entityRefSchema, isoTimeSchema } from './primitives';

/** Incidents below which a share or a distribution says nothing. @public */
export const ENOUGH = 5;

/** Days after its end until an incident's postmortem should be published. @public */
export const DUE_AFTER_DAYS = 14;

/** Severities whose incidents are due a postmortem. @public */
export const DUE_SEVERITIES = ['sev1', 'sev2', 'sev3'] as const;

/** What contributes to incidents, in the terms of the field. @public */
export const THEMES = [
  'change',
  'configuration',
  'capacity',
  'dependency',
  'database',
  'network',
  'data',
  'defect',
  'detection',
  'process',
  'security',
  'infrastructure',
] as const;

/** @public */
export const themeSchema = z.enum(THEMES);

/** @public */
export type Theme = z.infer<typeof themeSchema>;

const listOf = <T extends z.ZodType<string>>(schema: T) =>
  z
    .union([schema, z.array(schema).max(200)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional();

/** What the figures are about; by the start of the incidents. @public */
export const metricsQuerySchema = z.strictObject({
  from: isoTimeSchema.optional(),
  to: isoTimeSchema.optional(),
  /** A component; or a system, domain or group for everything that belongs to it. */
  entityRef: listOf(entityRefSchema),
  severity: listOf(severitySchema),
  /** Value of the annotation `postmortems.dev/tier`. */
  tier: z.string().min(1).max(64).optional(),
});

/** @public */
export type MetricsQuery = z.output<typeof metricsQuerySchema>;

/** A share with Wilson's 95 % interval. `enough` is false below {@link ENOUGH}. @public */
export const shareSchema = z
  .strictObject({
    hits: z.int(),
    of: z.int(),
    share: z.number(),
    low: z.number(),
    high: z.number(),
    enough: z.boolean(),
  })
  .meta({ id: 'Share' });

/** @public */
export type Share = z.infer<typeof shareSchema>;

/** Quartiles and the 90th percentile of minutes; values that occur, nothing interpolated. @public */
export const distributionSchema = z
  .strictObject({
    n: z.int(),
    p25: z.number().nullable(),
    p50: z.number().nullable(),
    p75: z.number().nullable(),
    p90: z.number().nullable(),
    enough: z.boolean(),
  })
  .meta({ id: 'Distribution' });

/** @public */
export type Distribution = z.infer<typeof distributionSchema>;

/** @public */
export const metricsSchema = z
  .strictObject({
    from: isoTimeSchema,
    to: isoTimeSchema,
    incidents: z.int(),
    retrospectives: z.int(),
    /** Of the postmortems that are due by now, those that were published. */
    completion: shareSchema,
    /** Minutes from the end of the incident to the first revision. */
    timeToDraft: distributionSchema,
    /** Minutes from the end of the incident until it was first sent to review. */
    timeToReview: distributionSchema,
    /** Minutes from the start to the end of the incident. */
    timeToResolve: distributionSchema,
    actionItems: z.strictObject({
      open: z.int(),
      closed: z.int(),
      overdue: z.int(),
      closure: shareSchema,
      /** Most open ones first; at most 20. */
      byOwner: z.array(
        z.strictObject({
          owner: z.string(),
          open: z.int(),
          closed: z.int(),
          overdue: z.int(),
        }),
      ),
    }),
    /** Of the incidents with a theme, those before which the same service had one with the same theme. */
    repeats: z.strictObject({ within20: shareSchema, within90: shareSchema }),
    /** Claims of the newest revisions by verdict. */
    coverage: z.strictObject({
      verdicts: verdictCountsSchema,
      supported: shareSchema,
    }),
    /** Incidents by month and theme of their cause and contributing factors. */
    themes: z.array(
      z.strictObject({
        /** e.g. `2026-03` */
        month: z.string(),
        theme: themeSchema,
        incidents: z.int(),
      }),
    ),
  })
  .meta({ id: 'Metrics' });

/** @public */
export type Metrics = z.infer<typeof metricsSchema>;
