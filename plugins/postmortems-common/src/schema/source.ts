import { z } from 'zod';
import { sourceTypeSchema } from './evidence';
import {
  entityRefSchema,
  incidentKeySchema,
  isoTimeSchema,
  jsonObjectSchema,
  pastTimeSchema,
} from './primitives';

/** Days over which the evidence of a source is counted. @public */
export const SOURCE_COUNTED_DAYS = 30;
/** Longest window that can be tried, in milliseconds. */
const MAX_TRIED_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * `hung`: a poll should have ended long ago. `failing`: the last time that something was done with it failed. `attention`:
 * deliveries were given up, or have waited too long. `idle`: nothing came and
 * nothing was asked yet.
 *
 * @public
 */
export const sourceHealthSchema = z.enum([
  'healthy',
  'attention',
  'failing',
  'hung',
  'idle',
]);

/** See {@link sourceHealthSchema}. @public */
export type SourceHealth = z.infer<typeof sourceHealthSchema>;

/**
 * What is done with a source: `delivery` processes what its webhook got, `task`
 * what it wanted done apart, `poll` asks it now and then, `collection` asks it
 * for the evidence of an incident.
 *
 * @public
 */
export const sourceActivitySchema = z.enum([
  'delivery',
  'task',
  'poll',
  'collection',
]);

/** See {@link sourceActivitySchema}. @public */
export type SourceActivity = z.infer<typeof sourceActivitySchema>;

/** How many nodes there are of something, by why. */
const reasonCountSchema = z.strictObject({
  reason: z.string(),
  nodes: z.int(),
});

/** How a source is doing. @public */
export const sourceStatusSchema = z
  .strictObject({
    id: z.string(),
    /** `false`: its module is gone, and what it left cannot be processed. */
    installed: z.boolean(),
    health: sourceHealthSchema,
    /** What it can do. */
    webhook: z.boolean(),
    collects: z.boolean(),
    canTest: z.boolean(),
    /** Titles of the kinds of files that it reads. */
    uploads: z.array(z.string()),
    lastSuccess: z
      .strictObject({ at: isoTimeSchema, activity: sourceActivitySchema })
      .optional(),
    /** The last failure, although it may have gone well since. */
    lastFailure: z
      .strictObject({
        at: isoTimeSchema,
        activity: sourceActivitySchema,
        message: z.string(),
      })
      .optional(),
    /** What should have ended long ago, and when it began. */
    hung: z
      .strictObject({ since: isoTimeSchema, activity: sourceActivitySchema })
      .optional(),
    /** From receipt to the end of processing, of its latest deliveries. */
    lag: z
      .strictObject({
        medianMs: z.int(),
        p95Ms: z.int(),
        /** How many it is computed from. */
        deliveries: z.int(),
      })
      .optional(),
    deliveries: z.strictObject({
      /** Those that failed before among them. */
      waiting: z.int(),
      /** Given up: dead letters. */
      failed: z.int(),
      oldestWaitingAt: isoTimeSchema.optional(),
    }),
    evidence: z.strictObject({
      /** The days that it is counted over. */
      days: z.int(),
      taken: z.int(),
      /** Sent again, and known. */
      known: z.int(),
      refused: z.int(),
      refusals: z.array(reasonCountSchema),
    }),
    nextPollAt: isoTimeSchema.optional(),
    /** When evidence of an incident is collected next, of all sources. */
    nextCollectionAt: isoTimeSchema.optional(),
  })
  .meta({ id: 'SourceStatus' });

/** See {@link sourceStatusSchema}. @public */
export type SourceStatus = z.infer<typeof sourceStatusSchema>;

/** Answer of `GET /sources`, by id. @public */
export const listSourcesResponseSchema = z
  .strictObject({ items: z.array(sourceStatusSchema) })
  .meta({ id: 'ListSourcesResponse' });

/** See {@link listSourcesResponseSchema}. @public */
export type ListSourcesResponse = z.infer<typeof listSourcesResponseSchema>;

/** Answer of `GET /sources/:source/connection`. @public */
export const sourceConnectionSchema = z
  .strictObject({
    /** Whether every check passed. */
    ok: z.boolean(),
    /** One for each system that is configured. */
    checks: z.array(
      z.strictObject({
        target: z.string(),
        ok: z.boolean(),
        message: z.string(),
      }),
    ),
    tookMs: z.int(),
  })
  .meta({ id: 'SourceConnection' });

/** See {@link sourceConnectionSchema}. @public */
export type SourceConnection = z.infer<typeof sourceConnectionSchema>;

/** Query of `GET /sources/:source/preview`. @public */
export const previewSourceQuerySchema = z
  .strictObject({
    /** An incident of this service is made up, and not stored. */
    service: entityRefSchema,
    /**
     * Key of an incident that there is, which is looked at in place of a made-up one;
     * else what the made-up one is called, as in the names of channels.
     */
    incident: incidentKeySchema.optional(),
    /** The window; an incident that there is has its own, with the time around it. */
    from: isoTimeSchema,
    to: pastTimeSchema,
  })
  .refine(({ from, to }) => from < to, {
    error: 'must be after from',
    path: ['to'],
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MAX_TRIED_MS, {
    error: 'must be at most 7 days after from',
    path: ['to'],
  });

/** See {@link previewSourceQuerySchema}. @public */
export type PreviewSourceQuery = z.infer<typeof previewSourceQuerySchema>;

/** Answer of `GET /sources/:source/preview`; nothing of it is stored. @public */
export const sourcePreviewSchema = z
  .strictObject({
    lookedFor: z.strictObject({
      /** The key that was given. */
      incident: z.string().optional(),
      /** Of the incident, if there is one with this key. */
      title: z.string().optional(),
      services: z.array(entityRefSchema),
      from: isoTimeSchema,
      to: isoTimeSchema,
    }),
    /** Where the source looked, such as channels; sources with one place name none. */
    places: z.array(
      z.strictObject({
        name: z.string(),
        /** Only what names the incident or its services is taken from there. */
        shared: z.boolean(),
      }),
    ),
    /** Nodes that would be taken, and what they are. */
    taken: z.int(),
    kinds: z.array(
      z.strictObject({
        sourceType: sourceTypeSchema,
        /** Of the payload, if it names one. */
        kind: z.string().optional(),
        nodes: z.int(),
        /** The first ones; payloads are cut. */
        examples: z.array(
          z.strictObject({
            id: z.string(),
            timestamp: isoTimeSchema,
            service: z.string(),
            sourceUrl: z.string().optional(),
            payload: jsonObjectSchema,
          }),
        ),
      }),
    ),
    refused: z.int(),
    refusals: z.array(reasonCountSchema),
    /** Why an incident with this evidence would become private. */
    restricted: z.array(z.string()),
    /** `true`: no examples are shown, because few may see the evidence. */
    withheld: z.boolean(),
    /** What could not be read. */
    failure: z.string().optional(),
    tookMs: z.int(),
  })
  .meta({ id: 'SourcePreview' });

/** See {@link sourcePreviewSchema}. @public */
export type SourcePreview = z.infer<typeof sourcePreviewSchema>;
