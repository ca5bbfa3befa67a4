import { z } from 'zod';
import { erasedSchema, legalHoldSchema } from './erasure';
import {
  entityRefSchema,
  incidentKeySchema,
  isoTimeSchema,
  pastTimeSchema,
  webUrlSchema,
} from './primitives';

/** `sev1` is the worst. @public */
export const severitySchema = z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']);

/** See {@link severitySchema}. @public */
export type Severity = z.infer<typeof severitySchema>;

/** Derived from the incident's times, never set by hand. @public */
export const incidentStatusSchema = z.enum(['open', 'mitigated', 'resolved']);

/** See {@link incidentStatusSchema}. @public */
export type IncidentStatus = z.infer<typeof incidentStatusSchema>;

/**
 * `public`: whoever may read incidents. `private`: its creator, its
 * participants, the owners of its services, and machines.
 *
 * @public
 */
export const visibilitySchema = z.enum(['public', 'private']);

const editableFields = {
  title: z.string().trim().min(1).max(300),
  /** Plain text by the reporter. It is not evidence. */
  description: z.string().trim().max(10_000).optional(),
  severity: severitySchema,
  /** Entity refs of what was affected; the first one is the primary. */
  services: z.array(entityRefSchema).min(1).max(50),
  startedAt: pastTimeSchema,
  detectedAt: pastTimeSchema.optional(),
  mitigatedAt: pastTimeSchema.optional(),
  resolvedAt: pastTimeSchema.optional(),
  visibility: visibilitySchema.default('public'),
  /** People and groups who worked on it; they may read it when it is private. */
  participants: z.array(entityRefSchema).max(200).default([]),
  sourceUrl: webUrlSchema.optional(),
};

const TIME_ORDER = [
  ['detectedAt', 'startedAt'],
  ['mitigatedAt', 'startedAt'],
  ['resolvedAt', 'startedAt'],
  ['resolvedAt', 'mitigatedAt'],
] as const;

/** Times of an incident, in ISO 8601. @public */
export type IncidentTimes = Partial<
  Record<'startedAt' | 'detectedAt' | 'mitigatedAt' | 'resolvedAt', string>
>;

/**
 * Finds times of an incident that are in the wrong order.
 *
 * @returns one problem per pair of times, with the later one as its field
 * @public
 */
export function findTimeOrderProblems(
  times: IncidentTimes,
): { field: string; message: string }[] {
  return TIME_ORDER.flatMap(([later, earlier]) => {
    const a = times[later];
    const b = times[earlier];
    return a && b && Date.parse(a) < Date.parse(b)
      ? [{ field: later, message: `must not be before ${earlier} (${b})` }]
      : [];
  });
}

/** Body of `POST /incidents`. @public */
export const createIncidentSchema = z
  .strictObject({ key: incidentKeySchema, ...editableFields })
  .superRefine((value, ctx) => {
    for (const { field, message } of findTimeOrderProblems(value)) {
      ctx.addIssue({ code: 'custom', path: [field], message });
    }
  })
  .meta({ id: 'CreateIncident' });

/** See {@link createIncidentSchema}. @public */
export type CreateIncident = z.infer<typeof createIncidentSchema>;

/** Body of `PATCH /incidents/:key`; `null` clears an optional field. @public */
export const patchIncidentSchema = z
  .strictObject({
    title: editableFields.title.optional(),
    description: editableFields.description.nullable(),
    severity: severitySchema.optional(),
    services: editableFields.services.optional(),
    startedAt: pastTimeSchema.optional(),
    detectedAt: pastTimeSchema.nullish(),
    mitigatedAt: pastTimeSchema.nullish(),
    resolvedAt: pastTimeSchema.nullish(),
    visibility: visibilitySchema.optional(),
    participants: z.array(entityRefSchema).max(200).optional(),
    sourceUrl: webUrlSchema.nullish(),
  })
  .refine(value => Object.keys(value).length > 0, {
    error: 'must change at least one field',
  })
  .meta({ id: 'PatchIncident' });

/** See {@link patchIncidentSchema}. @public */
export type PatchIncident = z.infer<typeof patchIncidentSchema>;

/**
 * Something that readers of an incident should know, told by a source of
 * evidence or by the catalog. It is no evidence, and it changes.
 *
 * @public
 */
export const incidentNoticeSchema = z
  .strictObject({
    /** Who says so: the id of an evidence source, or `catalog`. */
    source: z.string(),
    /** What kind of notice it is, e.g. `unknown-severity`. */
    code: z.string(),
    /** One or two sentences. */
    message: z.string(),
    /** When it was said first. */
    since: isoTimeSchema,
  })
  .meta({ id: 'IncidentNotice' });

/** See {@link incidentNoticeSchema}. @public */
export type IncidentNotice = z.infer<typeof incidentNoticeSchema>;

/** An incident: what happened, to which services, and when. @public */
export const incidentSchema = z
  .strictObject({
    key: incidentKeySchema,
    title: z.string(),
    description: z.string().optional(),
    severity: severitySchema,
    status: incidentStatusSchema,
    services: z.array(entityRefSchema),
    startedAt: isoTimeSchema,
    detectedAt: isoTimeSchema.optional(),
    mitigatedAt: isoTimeSchema.optional(),
    resolvedAt: isoTimeSchema.optional(),
    visibility: visibilitySchema,
    participants: z.array(entityRefSchema),
    sourceUrl: webUrlSchema.optional(),
    /** In answers about one incident, and in lists of incidents. */
    notices: z.array(incidentNoticeSchema).optional(),
    /** User entity ref, or `external:<subject>` for a machine. */
    createdBy: z.string(),
    createdAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
    /** Since when evidence is refused, because there is as much as the limits allow. */
    evidenceRefusedSince: isoTimeSchema.optional(),
    /** Its text was erased; nothing can be added to it. */
    erased: erasedSchema.optional(),
    /**
     * In answers about one incident, and in lists of incidents: when its text will be
     * erased by age. Absent while it is not resolved, and where no rule is configured.
     */
    retainUntil: isoTimeSchema.optional(),
    /** In the same answers: it is kept whatever its age. */
    legalHold: legalHoldSchema.optional(),
  })
  .meta({ id: 'Incident' });

/** See {@link incidentSchema}. @public */
export type Incident = z.infer<typeof incidentSchema>;

/** The status that follows from an incident's times. @public */
export function incidentStatus(times: IncidentTimes): IncidentStatus {
  if (times.resolvedAt) return 'resolved';
  return times.mitigatedAt ? 'mitigated' : 'open';
}

/** Body of `POST /incidents/reassign`. @public */
export const reassignIncidentsSchema = z
  .strictObject({
    /** The service as incidents have it, e.g. under its former name. */
    from: entityRefSchema,
    /** The service that takes its place; the catalog must have it. */
    to: entityRefSchema,
  })
  .refine(({ from, to }) => from !== to, {
    error: 'must be another ref than from',
    path: ['to'],
  })
  .meta({ id: 'ReassignIncidents' });

/** See {@link reassignIncidentsSchema}. @public */
export type ReassignIncidents = z.infer<typeof reassignIncidentsSchema>;

/** Answer of `POST /incidents/reassign`. @public */
export const reassignIncidentsResponseSchema = z
  .strictObject({
    /** Keys of the incidents that were changed. */
    incidentKeys: z.array(incidentKeySchema),
  })
  .meta({ id: 'ReassignIncidentsResponse' });

/** See {@link reassignIncidentsResponseSchema}. @public */
export type ReassignIncidentsResponse = z.infer<
  typeof reassignIncidentsResponseSchema
>;

/** Answer of `GET /services/missing`. @public */
export const listMissingServicesResponseSchema = z
  .strictObject({
    /** Services of incidents that the catalog does not have, by ref. */
    items: z.array(
      z.strictObject({
        ref: z.string(),
        /** Incidents that name it, as far as the reader may see them. */
        incidents: z.int(),
      }),
    ),
  })
  .meta({ id: 'ListMissingServicesResponse' });

/** See {@link listMissingServicesResponseSchema}. @public */
export type ListMissingServicesResponse = z.infer<
  typeof listMissingServicesResponseSchema
>;
