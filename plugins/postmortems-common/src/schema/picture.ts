import { z } from 'zod';
import { eventRefSchema } from './assertion';
import { incidentPhaseSchema } from './postmortem';
import { isoTimeSchema } from './primitives';

/** Most of each kind of element in an {@link incidentPictureSchema | IncidentPicture}. @public */
export const PICTURE_LIMITS = {
  alertRows: 8,
  alertsInRow: 40,
  changes: 40,
  chatBins: 48,
  series: 3,
  points: 120,
} as const;

const name = z.string().max(200);

/** A phase that an incident enters. @public */
export const picturePhaseNameSchema = incidentPhaseSchema.exclude(['before']);

/** See {@link picturePhaseNameSchema}. @public */
export type PicturePhaseName = z.infer<typeof picturePhaseNameSchema>;

/** When a phase began; it lasts until the next one. @public */
export const picturePhaseSchema = z
  .strictObject({
    phase: picturePhaseNameSchema,
    at: isoTimeSchema,
    evidence: eventRefSchema.optional(),
  })
  .meta({ id: 'PicturePhase' });

/** See {@link picturePhaseSchema}. @public */
export type PicturePhase = z.infer<typeof picturePhaseSchema>;

/** Alerts of one name, or the rest of them together. @public */
export const pictureAlertRowSchema = z
  .strictObject({
    /** Absent for the rest. */
    name: name.optional(),
    /** The service that all of them are about, if it is one. */
    service: name.optional(),
    /** How often they fired. */
    count: z.int(),
    alerts: z
      .array(
        z.strictObject({
          from: isoTimeSchema,
          /** Absent when no end is known. */
          to: isoTimeSchema.optional(),
          /** How many overlapping alerts the bar stands for. */
          count: z.int(),
          evidence: eventRefSchema,
        }),
      )
      .max(PICTURE_LIMITS.alertsInRow),
  })
  .meta({ id: 'PictureAlertRow' });

/** See {@link pictureAlertRowSchema}. @public */
export type PictureAlertRow = z.infer<typeof pictureAlertRowSchema>;

/** Kind of a change. @public */
export const pictureChangeKindSchema = z.enum([
  'deployment',
  'rollback',
  'config',
  'flag',
  'other',
]);

/** See {@link pictureChangeKindSchema}. @public */
export type PictureChangeKind = z.infer<typeof pictureChangeKindSchema>;

/** Something that was changed. @public */
export const pictureChangeSchema = z
  .strictObject({
    kind: pictureChangeKindSchema,
    at: isoTimeSchema,
    service: name,
    /** Short: `checkout 2.4.1`. */
    label: name,
    /** As the source gives it, such as `in_progress`. */
    status: name.optional(),
    evidence: eventRefSchema,
  })
  .meta({ id: 'PictureChange' });

/** See {@link pictureChangeSchema}. @public */
export type PictureChange = z.infer<typeof pictureChangeSchema>;

const valueSchema = z.strictObject({
  value: z.number(),
  /** With its unit, as sentences state it: `14.2 %`. */
  label: name,
});

/** A metric series that left its usual level. @public */
export const pictureSeriesSchema = z
  .strictObject({
    metric: name,
    service: name,
    unit: name.optional(),
    /** Ascending; where there were more, the lowest and highest of each part. */
    points: z
      .array(z.tuple([isoTimeSchema, z.number()]))
      .max(PICTURE_LIMITS.points),
    /** The median before the incident. */
    usual: valueSchema,
    /** The point furthest from it. */
    extreme: valueSchema.extend({ at: isoTimeSchema }),
    /** Points to the extreme. */
    evidence: eventRefSchema,
  })
  .meta({ id: 'PictureSeries' });

/** See {@link pictureSeriesSchema}. @public */
export type PictureSeries = z.infer<typeof pictureSeriesSchema>;

const momentSchema = z.strictObject({
  at: isoTimeSchema,
  evidence: eventRefSchema,
});

/** The leading candidate cause, or the confirmed one, and its effect. @public */
export const pictureCauseSchema = z
  .strictObject({
    claimId: z.string(),
    statement: z.string().max(300),
    confirmed: z.boolean(),
    cause: momentSchema,
    effect: momentSchema,
  })
  .meta({ id: 'PictureCause' });

/** See {@link pictureCauseSchema}. @public */
export type PictureCause = z.infer<typeof pictureCauseSchema>;

/**
 * What a picture of an incident shows, bounded whatever the evidence is. Each
 * element names its evidence.
 *
 * @public
 */
export const incidentPictureSchema = z
  .strictObject({
    postmortemId: z.string(),
    revision: z.int(),
    sealId: z.string(),
    window: z.strictObject({ from: isoTimeSchema, to: isoTimeSchema }),
    phases: z.array(picturePhaseSchema).max(5),
    alerts: z.array(pictureAlertRowSchema).max(PICTURE_LIMITS.alertRows),
    changes: z.array(pictureChangeSchema).max(PICTURE_LIMITS.changes),
    chat: z.strictObject({
      /** Messages within the window. */
      messages: z.int(),
      binSeconds: z.number().positive(),
      /** Parts of the window with messages, each from its start. */
      bins: z
        .array(
          z.strictObject({
            at: isoTimeSchema,
            messages: z.int(),
            /** The first message. */
            evidence: eventRefSchema,
          }),
        )
        .max(PICTURE_LIMITS.chatBins),
    }),
    series: z.array(pictureSeriesSchema).max(PICTURE_LIMITS.series),
    cause: pictureCauseSchema.optional(),
    /** Changes within the window that did not fit. */
    moreChanges: z.int(),
  })
  .meta({ id: 'IncidentPicture' });

/** See {@link incidentPictureSchema}. @public */
export type IncidentPicture = z.infer<typeof incidentPictureSchema>;
