import { z } from 'zod';
import { verdictCountsSchema, verdictSchema } from './claim';
import { severitySchema } from './incident';
import {
  entityRefSchema,
  incidentKeySchema,
  isoTimeSchema,
} from './primitives';
import { cursorFields, incidentFilterFields, pageInfoSchema } from './query';
import { reviewStatusSchema } from './review';

/** Incidents below which a share says nothing. @public */
export const ENOUGH = 5;

/** Values below which a distribution says nothing: the widest interval of the median of fewer covers it with less than 95 %. @public */
export const ENOUGH_FOR_MEDIAN = 6;

/** Days after its end until an incident's postmortem should be published. @public */
export const DUE_AFTER_DAYS = 14;

/** Severities whose incidents are due a postmortem. @public */
export const DUE_SEVERITIES = ['sev1', 'sev2', 'sev3'] as const;

/** Within how many days an incident counts as a repeat. @public */
export const REPEAT_DAYS = [20, 90] as const;

/** Upper bounds of the buckets of a distribution, in minutes; the last bucket is open. @public */
export const DURATION_BUCKETS = [
  15, 30, 60, 120, 240, 480, 1440, 2880, 10_080,
] as const;

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

/** What the figures are about; by the start of the incidents, in whole minutes (`from` is rounded down, `to` up). @public */
export const metricsQuerySchema = z.strictObject(incidentFilterFields);

/** @public */
export type MetricsQuery = z.output<typeof metricsQuerySchema>;

/**
 * A share with a 95 % interval: Wilson's, over the effective size of the sample where several things stem from one incident and
 * therefore resemble each other.
 *
 * @public
 */
export const shareSchema = z
  .strictObject({
    hits: z.int(),
    of: z.int(),
    share: z.number(),
    low: z.number(),
    high: z.number(),
    /** How many incidents the sample stems from. */
    incidents: z.int(),
    /** Whether these are at least {@link ENOUGH}. */
    enough: z.boolean(),
  })
  .meta({ id: 'Share' });

/** @public */
export type Share = z.infer<typeof shareSchema>;

/** Minutes that something took, one value per incident. Percentiles are values that occur, nothing is interpolated. @public */
export const distributionSchema = z
  .strictObject({
    n: z.int(),
    p25: z.number().nullable(),
    p50: z.number().nullable(),
    p75: z.number().nullable(),
    p90: z.number().nullable(),
    /** 95 % interval of the median, from order statistics. */
    low: z.number().nullable(),
    high: z.number().nullable(),
    enough: z.boolean(),
    /** How many values lie in each bucket of {@link DURATION_BUCKETS}; a bound belongs to the bucket above it. */
    buckets: z.array(z.int()).length(DURATION_BUCKETS.length + 1),
  })
  .meta({ id: 'Distribution' });

/** @public */
export type Distribution = z.infer<typeof distributionSchema>;

/** As {@link distributionSchema}, of work that can begin before the incident has ended. @public */
export const followUpDistributionSchema = distributionSchema
  .extend({
    /** Incidents that are left out, because it was there before they ended. */
    earlier: z.int(),
  })
  .meta({ id: 'FollowUpDistribution' });

/** @public */
export type FollowUpDistribution = z.infer<typeof followUpDistributionSchema>;

/** Action items of a group: its own, and those of the people in it. @public */
export const groupActionItemsSchema = z
  .strictObject({
    /** Absent for items that nobody owns. A user who is in no group stands for themselves. */
    group: entityRefSchema.optional(),
    open: z.int(),
    /** Of the open ones. */
    overdue: z.int(),
    closed: z.int(),
  })
  .meta({ id: 'GroupActionItems' });

/** @public */
export type GroupActionItems = z.infer<typeof groupActionItemsSchema>;

/** @public */
export const metricsSchema = z
  .strictObject({
    from: isoTimeSchema,
    to: isoTimeSchema,
    /** Not for a while after an update of the plugin: incidents whose facts are made again are not counted until they are there. */
    complete: z.boolean(),
    incidents: z.int(),
    postmortems: z.int(),
    /** Of the incidents whose postmortem is due by now, those whose postmortem was published. */
    completion: shareSchema,
    /** Minutes from the end of the incident to the first revision. */
    timeToDraft: followUpDistributionSchema,
    /** Minutes from the end of the incident until its postmortem was first sent to review. */
    timeToReview: followUpDistributionSchema,
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
      closure: shareSchema,
      /** Most open ones first. */
      byGroup: z.array(groupActionItemsSchema),
    }),
    /** Of the incidents with a theme, those before which one of the same services had one with the same theme. */
    repeats: z.strictObject({ within20: shareSchema, within90: shareSchema }),
    /**
     * Sentences of the newest revisions that tell what happened and why. Those that tell what was not checked or what is to be done
     * are not counted, nor those that stand on the incident's record alone.
     */
    coverage: z.strictObject({
      verdicts: verdictCountsSchema,
      supported: shareSchema,
      /** Incidents of which every such sentence is supported; of `supported.incidents`. */
      allSupported: z.int(),
    }),
    /** Incidents by month and theme of their cause and contributing factors. */
    themes: z.array(
      z.strictObject({
        /** e.g. `2026-03`, in UTC */
        month: z.string(),
        theme: themeSchema,
        incidents: z.int(),
      }),
    ),
  })
  .meta({ id: 'Metrics' });

/** @public */
export type Metrics = z.infer<typeof metricsSchema>;

/** Figures that a list of incidents stands behind. @public */
export const figureSchema = z.enum([
  'completion',
  'time_to_draft',
  'time_to_review',
  'time_to_resolve',
  'repeats_within_20_days',
  'repeats_within_90_days',
  'coverage',
  'theme',
]);

/** @public */
export type Figure = z.infer<typeof figureSchema>;

/** Figures that are shares of incidents, or of what their postmortems say. @public */
export const SHARE_FIGURES: readonly Figure[] = [
  'completion',
  'repeats_within_20_days',
  'repeats_within_90_days',
  'coverage',
];

/** Figures that are distributions of minutes. @public */
export const DURATION_FIGURES: readonly Figure[] = [
  'time_to_draft',
  'time_to_review',
  'time_to_resolve',
];

const minutesQuery = z.coerce.number().int().min(0).max(100_000_000).optional();

/** The incidents that a figure counts: as many as the figure says. @public */
export const listFigureIncidentsQuerySchema = metricsQuerySchema
  .extend({
    figure: figureSchema,
    /** Of a share: those that are counted as hits, or those that are not. For coverage an incident is a hit when every sentence is supported. */
    part: z.enum(['hits', 'misses']).optional(),
    /** With the figure `coverage`: incidents that have a sentence with this verdict. */
    verdict: verdictSchema.optional(),
    /** With the figure `theme`: which one. */
    theme: themeSchema.optional(),
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
    const { figure } = query;
    if (query.part && !SHARE_FIGURES.includes(figure)) {
      refuse('part', `does not go with the figure ${figure}`);
    }
    if ((figure === 'theme') !== (query.theme !== undefined)) {
      refuse('theme', 'goes with the figure theme, and only with it');
    }
    if (query.verdict && figure !== 'coverage') {
      refuse('verdict', `does not go with the figure ${figure}`);
    }
    if (!DURATION_FIGURES.includes(figure)) {
      for (const name of ['atLeast', 'below'] as const) {
        if (query[name] !== undefined) {
          refuse(name, `does not go with the figure ${figure}`);
        }
      }
      if (query.order === 'longest') {
        refuse('order', `longest does not go with the figure ${figure}`);
      }
    }
  });

/** @public */
export type ListFigureIncidentsQuery = z.output<
  typeof listFigureIncidentsQuerySchema
>;

/** An incident behind a figure, and what it adds to it. @public */
export const figureIncidentSchema = z
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
    /** For shares. */
    hit: z.boolean().optional(),
    /** For distributions. */
    minutes: z.int().optional(),
    /** For coverage: the sentences that are counted. */
    verdicts: verdictCountsSchema.optional(),
    /** For repeats that are hits: the incident before, of the same service and theme. */
    previous: z
      .strictObject({
        incidentKey: incidentKeySchema,
        startedAt: isoTimeSchema,
        serviceRef: entityRefSchema,
        theme: themeSchema,
        postmortemId: z.string().optional(),
      })
      .optional(),
  })
  .meta({ id: 'FigureIncident' });

/** @public */
export type FigureIncident = z.infer<typeof figureIncidentSchema>;

/** @public */
export const listFigureIncidentsResponseSchema = z
  .strictObject({
    items: z.array(figureIncidentSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListFigureIncidentsResponse' });

/** @public */
export type ListFigureIncidentsResponse = z.infer<
  typeof listFigureIncidentsResponseSchema
>;
