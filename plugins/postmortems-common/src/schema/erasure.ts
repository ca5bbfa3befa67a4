import { z } from 'zod';
import {
  incidentKeySchema,
  isoTimeSchema,
  type JsonObject,
} from './primitives';

/** That text was erased on purpose, when and why. @public */
export const erasedSchema = z
  .strictObject({ at: isoTimeSchema, reason: z.string() })
  .meta({ id: 'Erased' });

/** See {@link erasedSchema}. @public */
export type Erased = z.infer<typeof erasedSchema>;

/** Stands in the place of the entity ref of a person whose data was erased. @public */
export const ERASED_PERSON = 'user:erased/person';

/**
 * What stands where text was erased, as in “[erased on 2026-11-27: request of the
 * person]”.
 *
 * @public
 */
export function erasedText({ at, reason }: Erased): string {
  return `[erased on ${at.slice(0, 10)}: ${reason}]`;
}

/**
 * When and why the text of evidence was erased, by the mark in its payload, which
 * its content hash covers. `undefined` for evidence that is all there.
 *
 * @public
 */
export function erasureOf({
  payload,
}: {
  payload: JsonObject;
}): Erased | undefined {
  return payload.erased === undefined
    ? undefined
    : erasedSchema.safeParse(payload.erased).data;
}

/** That an incident is kept whatever its age, why, and who said so. @public */
export const legalHoldSchema = z
  .strictObject({
    reason: z.string(),
    /** Entity ref of a person, or subject of a machine. */
    by: z.string(),
    at: isoTimeSchema,
  })
  .meta({ id: 'LegalHold' });

/** See {@link legalHoldSchema}. @public */
export type LegalHold = z.infer<typeof legalHoldSchema>;

/** Body of `PUT /incidents/:key/legal-hold`; `null` ends the hold. @public */
export const setLegalHoldSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(500).nullable() })
  .meta({ id: 'SetLegalHold' });

/** See {@link setLegalHoldSchema}. @public */
export type SetLegalHold = z.infer<typeof setLegalHoldSchema>;

/** An incident, and whether it is kept whatever its age. @public */
export const incidentHoldSchema = z
  .strictObject({
    key: incidentKeySchema,
    legalHold: legalHoldSchema.optional(),
  })
  .meta({ id: 'IncidentHold' });

/** See {@link incidentHoldSchema}. @public */
export type IncidentHold = z.infer<typeof incidentHoldSchema>;

const reason = z.string().trim().min(1).max(500);

/** Body of `POST /erasures` and `POST /erasures/preview`. @public */
export const requestErasureSchema = z
  .discriminatedUnion('subject', [
    z.strictObject({
      subject: z.literal('incident'),
      incidentKey: incidentKeySchema,
      /** Stands in the place of the text. */
      reason,
    }),
    z.strictObject({
      subject: z.literal('person'),
      /**
       * What the person is called: entity ref, handle, display name, e-mail address,
       * id in chat. A single word is matched as it is written, the rest in any case.
       */
      names: z.array(z.string().trim().min(2).max(200)).min(1).max(50),
      /** All incidents without it. */
      incidentKey: incidentKeySchema.optional(),
      reason,
    }),
  ])
  .meta({ id: 'RequestErasure' });

/** See {@link requestErasureSchema}. @public */
export type RequestErasure = z.infer<typeof requestErasureSchema>;

/** Changed rows by table. */
const countsSchema = z.record(z.string(), z.int());

/** An erasure, as far as it has come. @public */
export const erasureSchema = z
  .strictObject({
    id: z.string(),
    subject: z.enum(['person', 'incident']),
    incidentKey: incidentKeySchema.optional(),
    reason: z.string(),
    requestedBy: z.string(),
    requestedAt: isoTimeSchema,
    /** A running one continues after a restart. */
    state: z.enum(['running', 'done']),
    counts: countsSchema,
    /** Keys of incidents that were left out, because they are on legal hold. */
    skipped: z.array(incidentKeySchema),
    finishedAt: isoTimeSchema.optional(),
    /** Why the last attempt failed; it will be tried again. */
    error: z.string().optional(),
  })
  .meta({ id: 'Erasure' });

/** See {@link erasureSchema}. @public */
export type Erasure = z.infer<typeof erasureSchema>;

/** Answer of `GET /erasures`, the newest first; at most 200. @public */
export const listErasuresResponseSchema = z
  .strictObject({ items: z.array(erasureSchema) })
  .meta({ id: 'ListErasuresResponse' });

/** See {@link listErasuresResponseSchema}. @public */
export type ListErasuresResponse = z.infer<typeof listErasuresResponseSchema>;

/** Answer of `POST /erasures/preview`: what would be erased. @public */
export const erasurePreviewSchema = z
  .strictObject({
    counts: countsSchema,
    incidents: z.array(
      z.strictObject({ key: incidentKeySchema, counts: countsSchema }),
    ),
    /** What the person is called, with what catalog and evidence add. */
    names: z.array(z.string()),
    /** Ids that hold a name. They stay, since everything refers to them. */
    keptIds: z.array(z.string()),
    skipped: z.array(incidentKeySchema),
  })
  .meta({ id: 'ErasurePreview' });

/** See {@link erasurePreviewSchema}. @public */
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>;

/** Query of `GET /retention`. @public */
export const retentionQuerySchema = z.strictObject({
  /** What goes until then; until now if absent. */
  until: isoTimeSchema.optional(),
});

/** See {@link retentionQuerySchema}. @public */
export type RetentionQuery = z.infer<typeof retentionQuerySchema>;

/** Answer of `GET /retention`: incidents whose time is over, the oldest first. @public */
export const retentionResponseSchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        incidentKey: incidentKeySchema,
        title: z.string(),
        severity: z.string(),
        resolvedAt: isoTimeSchema,
        retainUntil: isoTimeSchema,
        /** By which rule, e.g. `postmortems.retention.default: 730 days`. */
        rule: z.string(),
        /** It stays as long as this lasts. */
        legalHold: legalHoldSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'RetentionResponse' });

/** See {@link retentionResponseSchema}. @public */
export type RetentionResponse = z.infer<typeof retentionResponseSchema>;
