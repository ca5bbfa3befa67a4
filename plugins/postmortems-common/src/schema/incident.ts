import { z } from 'zod';
import {
  entityRefSchema,
  incidentKeySchema,
  isoTimeSchema,
  pastTimeSchema,
  webUrlSchema,
} from './primitives';

/** `sev1` is the worst. @public */
export const severitySchema = z.enum(['sev1', 'sev2', 'sev3', 'sev4', 'sev5']);

/** @public */
export type Severity = z.infer<typeof severitySchema>;

/** Derived from the incident's times, never set by hand. @public */
export const incidentStatusSchema = z.enum(['open', 'mitigated', 'resolved']);

/** @public */
export type IncidentStatus = z.infer<typeof incidentStatusSchema>;

/**
 * `public`: whoever may read incidents. `private`: its creator, its participants, the owners of its
 * services, and machines.
 *
 * @public
 */
export const visibilitySchema = z.enum(['public', 'private']);

const editableFields = {
  title: z.string().trim().min(1).max(300),
  /** Plain text, as the reporter gave it. It is a statement, not evidence. */
  description: z.string().trim().max(10_000).optional(),
  severity: severitySchema,
  /** What was affected: components, most often; the first one is the primary. */
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

/** Times of an incident, as far as they are known. @public */
export type IncidentTimes = Partial<
  Record<'startedAt' | 'detectedAt' | 'mitigatedAt' | 'resolvedAt', string>
>;

/**
 * The times of an incident that stand in the wrong order, each with the field to name in an error.
 *
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

/** @public */
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

/** @public */
export type PatchIncident = z.infer<typeof patchIncidentSchema>;

/** What happened. @public */
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
    /** User entity ref, or `external:<subject>` for a machine. */
    createdBy: z.string(),
    createdAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
  })
  .meta({ id: 'Incident' });

/** @public */
export type Incident = z.infer<typeof incidentSchema>;

/** The status that an incident's times say. @public */
export function incidentStatus(times: IncidentTimes): IncidentStatus {
  if (times.resolvedAt) return 'resolved';
  return times.mitigatedAt ? 'mitigated' : 'open';
}
