import { z } from 'zod';
import { categoryIdSchema } from './category';
import { verdictCountsSchema, verdictSchema } from './claim';
import { severitySchema } from './incident';
import {
  entityRefSchema,
  incidentKeySchema,
  isoTimeSchema,
} from './primitives';
import { cursorFields, incidentFilterFields, pageInfoSchema } from './query';
import { reviewStatusSchema } from './review';

/** Fewest incidents from which a proportion is shown. @public */
export const MIN_SAMPLE_SIZE = 5;

/**
 * Fewest values from which a median is shown: with fewer, even the widest
 * interval covers it with less than 95 %.
 *
 * @public
 */
export const MIN_SAMPLE_SIZE_FOR_MEDIAN = 6;

/** Days after its end until an incident's postmortem should be published. @public */
export const DUE_AFTER_DAYS = 14;

/** Severities whose incidents are due a postmortem. @public */
export const DUE_SEVERITIES = ['sev1', 'sev2', 'sev3'] as const;

/** Within how many days an incident counts as a repeat. @public */
export const REPEAT_DAYS = [20, 90] as const;

/**
 * Upper bounds of the buckets of a distribution, in minutes; the last bucket is
 * open.
 *
 * @public
 */
export const DURATION_BUCKETS = [
  15, 30, 60, 120, 240, 480, 1440, 2880, 10_080,
] as const;

/**
 * Which incidents are counted, by their start in whole minutes. `from` is
 * rounded down and `to` up.
 *
 * @public
 */
export const orgMetricsQuerySchema = z.strictObject(incidentFilterFields);

/** Query of `GET /org-metrics`, parsed. @public */
export type OrgMetricsQuery = z.output<typeof orgMetricsQuerySchema>;

/**
 * A proportion with its 95 % Wilson interval. Where an incident contributes
 * several observations, which resemble each other, the interval is that of the
 * effective sample size.
 *
 * @public
 */
export const proportionSchema = z
  .strictObject({
    numerator: z.int(),
    denominator: z.int(),
    ratio: z.number(),
    ciLow: z.number(),
    ciHigh: z.number(),
    /** How many incidents the sample stems from. */
    incidents: z.int(),
    /** Whether these are at least {@link MIN_SAMPLE_SIZE}. */
    isSampleLargeEnough: z.boolean(),
  })
  .meta({ id: 'Proportion' });

/** A proportion with its confidence interval. See {@link proportionSchema}. @public */
export type Proportion = z.infer<typeof proportionSchema>;

/**
 * Minutes that something took, one value per incident. Percentiles are not
 * interpolated.
 *
 * @public
 */
export const distributionSchema = z
  .strictObject({
    n: z.int(),
    p25: z.number().nullable(),
    p50: z.number().nullable(),
    p75: z.number().nullable(),
    p90: z.number().nullable(),
    /** 95 % interval of the median, from order statistics. */
    ciLow: z.number().nullable(),
    ciHigh: z.number().nullable(),
    /** Whether `n` is at least {@link MIN_SAMPLE_SIZE_FOR_MEDIAN}. */
    isSampleLargeEnough: z.boolean(),
    /**
     * How many values lie in each bucket of {@link DURATION_BUCKETS}; a bound
     * belongs to the bucket above it.
     */
    buckets: z.array(z.int()).length(DURATION_BUCKETS.length + 1),
  })
  .meta({ id: 'Distribution' });

/** Durations in minutes. See {@link distributionSchema}. @public */
export type Distribution = z.infer<typeof distributionSchema>;

/**
 * As {@link distributionSchema}, of the minutes from the end of the incident to
 * something that can come before it.
 *
 * @public
 */
export const afterResolutionDistributionSchema = distributionSchema
  .extend({
    /** Incidents that are left out, because it came before their end. */
    beforeResolution: z.int(),
  })
  .meta({ id: 'AfterResolutionDistribution' });

/**
 * A distribution of work after the resolution. See {@link
 * afterResolutionDistributionSchema}.
 *
 * @public
 */
export type AfterResolutionDistribution = z.infer<
  typeof afterResolutionDistributionSchema
>;

/** Action items of a group: its own, and those of the people in it. @public */
export const groupActionItemsSchema = z
  .strictObject({
    /**
     * Absent for items that nobody owns. A user who is in no group stands for
     * themselves.
     */
    group: entityRefSchema.optional(),
    open: z.int(),
    /** Of the open ones. */
    overdue: z.int(),
    closed: z.int(),
  })
  .meta({ id: 'GroupActionItems' });

/** Action items counted for a group. See {@link groupActionItemsSchema}. @public */
export type GroupActionItems = z.infer<typeof groupActionItemsSchema>;

/** Response of `GET /org-metrics`: the org metrics of a period. @public */
export const orgMetricsSchema = z
  .strictObject({
    from: isoTimeSchema,
    to: isoTimeSchema,
    incidents: z.int(),
    postmortems: z.int(),
    /**
     * Of the incidents whose postmortem is due by now, those whose postmortem
     * was published.
     */
    completion: proportionSchema,
    /** Of the postmortems, those whose root cause is confirmed. */
    confirmedCause: proportionSchema,
    /** Minutes from the end of the incident to the first revision. */
    timeToDraft: afterResolutionDistributionSchema,
    /**
     * Minutes from the end of the incident until its postmortem was first sent
     * to review.
     */
    timeToReview: afterResolutionDistributionSchema,
    /** Minutes from the start to the end of the incident. */
    timeToResolve: distributionSchema,
    /** Of what people have taken on; proposals and dropped items stand apart. */
    actionItems: z.strictObject({
      open: z.int(),
      /** Of the open ones. */
      overdue: z.int(),
      /** Done or verified. */
      closed: z.int(),
      dropped: z.int(),
      /** Proposed by the pipeline, and neither taken on nor dropped yet. */
      proposed: z.int(),
      closure: proportionSchema,
      /** Most open ones first. */
      byGroup: z.array(groupActionItemsSchema),
      /**
       * When the catalog said who is in which group, while it does not answer.
       */
      ownersAsOf: isoTimeSchema.optional(),
    }),
    /**
     * Of the incidents with a category or an alert, those that repeat an
     * earlier one: the two share a service and a category, or a service and an
     * alert name.
     */
    repeats: z.strictObject({
      within20: proportionSchema,
      within90: proportionSchema,
      /** Incidents with neither a category nor an alert, which cannot be compared. */
      notComparable: z.int(),
    }),
    /**
     * Claims of the newest revisions about what happened and why. Not counted
     * are claims about what was not checked or is to be done, and those that
     * cite only the incident's record.
     */
    coverage: z.strictObject({
      verdicts: verdictCountsSchema,
      supported: proportionSchema,
      /** Incidents of which every such claim is supported; of `supported.incidents`. */
      allSupported: z.int(),
    }),
    /** Incidents by month and category of their cause and contributing factors. */
    categories: z.array(
      z.strictObject({
        /** e.g. `2026-03`, in UTC */
        month: z.string(),
        category: categoryIdSchema,
        incidents: z.int(),
      }),
    ),
  })
  .meta({ id: 'OrgMetrics' });

/** Response of `GET /org-metrics`. @public */
export type OrgMetrics = z.infer<typeof orgMetricsSchema>;

/** Metrics whose incidents can be listed. @public */
export const orgMetricSchema = z.enum([
  'completion',
  'confirmed_cause',
  'time_to_draft',
  'time_to_review',
  'time_to_resolve',
  'repeats_within_20_days',
  'repeats_within_90_days',
  'coverage',
  'category',
]);

/** An org metric that has a list of incidents behind it. @public */
export type OrgMetric = z.infer<typeof orgMetricSchema>;

/**
 * Metrics that are proportions of incidents, of postmortems, or of their
 * claims.
 *
 * @public
 */
export const PROPORTION_METRICS: readonly OrgMetric[] = [
  'completion',
  'confirmed_cause',
  'repeats_within_20_days',
  'repeats_within_90_days',
  'coverage',
];

/** Metrics that are distributions of minutes. @public */
export const DURATION_METRICS: readonly OrgMetric[] = [
  'time_to_draft',
  'time_to_review',
  'time_to_resolve',
];

const minutesQuery = z.coerce.number().int().min(0).max(100_000_000).optional();

/** The incidents that a metric counts: as many as it says. @public */
export const listOrgMetricIncidentsQuerySchema = orgMetricsQuerySchema
  .extend({
    metric: orgMetricSchema,
    /**
     * Of a proportion: the incidents in the numerator, or the others. For
     * coverage an incident is in the numerator when every claim is supported.
     */
    part: z.enum(['numerator', 'rest']).optional(),
    /** With the metric `coverage`: incidents that have a claim with this verdict. */
    verdict: verdictSchema.optional(),
    /** With the metric `category`: which one. */
    category: categoryIdSchema.optional(),
    /** Of a distribution: values from here … */
    atLeast: minutesQuery,
    /** … to before here, in minutes. */
    below: minutesQuery,
    order: z.enum(['newest', 'longest']).default('newest'),
    ...cursorFields,
  })
  .superRefine((query, ctx) => {
    const refuse = (path: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [path], message });
    const { metric } = query;
    if (query.part && !PROPORTION_METRICS.includes(metric)) {
      refuse('part', `does not go with the metric ${metric}`);
    }
    if ((metric === 'category') !== (query.category !== undefined)) {
      refuse('category', 'goes with the metric category, and only with it');
    }
    if (query.verdict && metric !== 'coverage') {
      refuse('verdict', `does not go with the metric ${metric}`);
    }
    if (!DURATION_METRICS.includes(metric)) {
      for (const name of ['atLeast', 'below'] as const) {
        if (query[name] !== undefined) {
          refuse(name, `does not go with the metric ${metric}`);
        }
      }
      if (query.order === 'longest') {
        refuse('order', `longest does not go with the metric ${metric}`);
      }
    }
  });

/** Query of `GET /org-metrics/incidents`, parsed. @public */
export type ListOrgMetricIncidentsQuery = z.output<
  typeof listOrgMetricIncidentsQuerySchema
>;

/**
 * What two incidents of a service have in common, so that the later one repeats
 * the earlier one.
 *
 * @public
 */
export const recurrenceBasisSchema = z.enum(['category', 'alert_name']);

/** What an incident and its repeat have in common. @public */
export type RecurrenceBasis = z.infer<typeof recurrenceBasisSchema>;

/** An incident that a metric counts, and what it contributes. @public */
export const orgMetricIncidentSchema = z
  .strictObject({
    incidentKey: incidentKeySchema,
    /** Of the postmortem, or of the incident while there is none. */
    title: z.string(),
    severity: severitySchema,
    services: z.array(entityRefSchema),
    startedAt: isoTimeSchema,
    resolvedAt: isoTimeSchema.optional(),
    postmortem: z
      .strictObject({ id: z.string(), status: reviewStatusSchema })
      .optional(),
    /** For proportions. */
    inNumerator: z.boolean().optional(),
    /** For distributions. */
    minutes: z.int().optional(),
    /** For coverage: the claims that are counted. */
    verdicts: verdictCountsSchema.optional(),
    /** For repeats: the latest incident that it repeats. */
    previous: z
      .strictObject({
        incidentKey: incidentKeySchema,
        startedAt: isoTimeSchema,
        serviceRef: entityRefSchema,
        basis: recurrenceBasisSchema,
        /** The category's id, or the name of the alert. */
        value: z.string(),
        postmortemId: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'OrgMetricIncident' });

/**
 * An incident in the list behind an org metric. See {@link
 * orgMetricIncidentSchema}.
 *
 * @public
 */
export type OrgMetricIncident = z.infer<typeof orgMetricIncidentSchema>;

/** Response of `GET /org-metrics/incidents`, a page in the order asked for. @public */
export const listOrgMetricIncidentsResponseSchema = z
  .strictObject({
    items: z.array(orgMetricIncidentSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListOrgMetricIncidentsResponse' });

/** Response of `GET /org-metrics/incidents`. @public */
export type ListOrgMetricIncidentsResponse = z.infer<
  typeof listOrgMetricIncidentsResponseSchema
>;
