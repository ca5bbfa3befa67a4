import { z } from 'zod';
import { isoTimeSchema } from './primitives';
import { cursorFields, listQuery, pageInfoSchema } from './query';

/**
 * A value before or after a change, cut where it is long. Of text that people
 * wrote only the length is kept.
 *
 * @public
 */
export const auditValueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ characters: z.int() }),
]);

/** See {@link auditValueSchema}. @public */
export type AuditValue = z.infer<typeof auditValueSchema>;

/** A field that changed; without `from` it was empty, without `to` it is. @public */
export const auditChangeSchema = z.strictObject({
  field: z.string(),
  from: auditValueSchema.optional(),
  to: auditValueSchema.optional(),
});

/** See {@link auditChangeSchema}. @public */
export type AuditChange = z.infer<typeof auditChangeSchema>;

/**
 * `person`: a user. `token`: a machine or another plugin. `module`: a source of
 * evidence. `system`: scheduled work and commands of this plugin.
 *
 * @public
 */
export const auditActorKindSchema = z.enum([
  'person',
  'token',
  'module',
  'system',
]);

/** See {@link auditActorKindSchema}. @public */
export type AuditActorKind = z.infer<typeof auditActorKindSchema>;

/** What an entry says beside the changed fields, by its action. @public */
export const auditDetailsSchema = z.looseObject({
  /** Of a revision or a review step. */
  revision: z.int().optional(),
  /** Type of a revision's author. */
  author: z.string().optional(),
  /** Ids of the sections that a revision changed. */
  sections: z.array(z.string()).optional(),
  /** Ids of the blocks that a revision changed, if they are few. */
  blocks: z.array(z.string()).optional(),
  /** Possible causes that were decided on; `open`: not any more. */
  decisions: z
    .array(z.object({ claimId: z.string(), outcome: z.string() }))
    .optional(),
  /** Of a review step. */
  reason: z.string().optional(),
  /** Pieces of evidence that were stored. */
  created: z.int().optional(),
  /** Who had a source collect evidence. */
  requestedBy: z.string().optional(),
  /** Pieces of evidence that were sealed. */
  nodes: z.int().optional(),
  /** What was found not to be as it was sealed. */
  problems: z.int().optional(),
  /** Who was notified. */
  receivers: z.array(z.string()).optional(),
});

/** See {@link auditDetailsSchema}. @public */
export type AuditDetails = z.infer<typeof auditDetailsSchema>;

/** A change of what is stored, written together with it. @public */
export const auditEntrySchema = z
  .strictObject({
    /** Grows with time. */
    id: z.int(),
    at: isoTimeSchema,
    /** An entity ref, the subject of a token, `source:<id>`, or a name of this plugin's own work. */
    actor: z.string(),
    actorKind: auditActorKindSchema,
    /** `<noun>.<verb>`, e.g. `incident.update`. */
    action: z.string(),
    incidentKey: z.string().optional(),
    postmortemId: z.string().optional(),
    /** What was changed: a key, an id, or the number of a batch of evidence. */
    subjectId: z.string(),
    changes: z.array(auditChangeSchema),
    details: auditDetailsSchema,
  })
  .meta({ id: 'AuditEntry' });

/** See {@link auditEntrySchema}. @public */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const auditFilterFields = {
  actor: listQuery(z.string().min(1).max(300)),
  /** Key of an incident. */
  incident: z.string().min(1).max(300).optional(),
  /** Id of a postmortem, for everything that happened to its incident. */
  postmortem: z.string().min(1).max(64).optional(),
  action: listQuery(z.string().min(1).max(64)),
  /** Earliest time, inclusive. */
  from: isoTimeSchema.optional(),
  /** Latest time, exclusive. */
  to: isoTimeSchema.optional(),
};

/**
 * Query of `GET /audit`. `csv` answers all entries that match, `json` a page of
 * them.
 *
 * @public
 */
export const listAuditQuerySchema = z.strictObject({
  ...auditFilterFields,
  format: z.enum(['json', 'csv']).default('json'),
  ...cursorFields,
});

/** See {@link listAuditQuerySchema}. @public */
export type ListAuditQuery = z.output<typeof listAuditQuerySchema>;

/** Query of `GET /postmortems/:id/activity`. @public */
export const listActivityQuerySchema = z.strictObject(cursorFields);

/** See {@link listActivityQuerySchema}. @public */
export type ListActivityQuery = z.output<typeof listActivityQuerySchema>;

/** A page of the audit, the newest entry first. @public */
export const listAuditResponseSchema = z
  .strictObject({ items: z.array(auditEntrySchema), pageInfo: pageInfoSchema })
  .meta({ id: 'ListAuditResponse' });

/** See {@link listAuditResponseSchema}. @public */
export type ListAuditResponse = z.infer<typeof listAuditResponseSchema>;
