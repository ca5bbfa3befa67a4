import { z } from 'zod';
import { evidenceNodeSchema } from './evidence';
import { isoTimeSchema } from './primitives';
import { cursorFields, pageInfoSchema } from './query';

/** Most offers in one request. */
const MAX_OFFERS = 500;

const offerIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * Evidence that a source offered and that belongs to no incident yet.
 *
 * @public
 */
export const unassignedEvidenceSchema = z
  .strictObject({
    /** Of the offer; the evidence has an id of its own. */
    id: offerIdSchema,
    /** Id of the source that offered it. */
    source: z.string(),
    state: z.enum(['unassigned', 'dismissed']),
    node: evidenceNodeSchema,
    /** Services that it is about, as the source calls them, in lower case. */
    services: z.array(z.string()),
    /** Thread or channel that it is part of, as the source calls it. */
    conversation: z.string().optional(),
    /** What it names that may be the key of an incident. */
    incidentKeys: z.array(z.string()),
    /** Why fewer people may see it: whatever it is assigned to becomes private. */
    restricted: z.string().optional(),
    offeredAt: isoTimeSchema,
  })
  .meta({ id: 'UnassignedEvidence' });

/** See {@link unassignedEvidenceSchema}. @public */
export type UnassignedEvidence = z.infer<typeof unassignedEvidenceSchema>;

/** Query of `GET /unassigned-evidence`. @public */
export const listUnassignedEvidenceQuerySchema = z.strictObject({
  state: z.enum(['unassigned', 'dismissed']).default('unassigned'),
  source: z.string().min(1).max(64).optional(),
  /** Entity ref, or a name of the service. */
  service: z.string().trim().min(1).max(256).optional(),
  /** Words that the evidence has, or that its words begin with. */
  text: z.string().trim().min(1).max(200).optional(),
  /** Of the evidence, both inclusive. */
  from: isoTimeSchema.optional(),
  to: isoTimeSchema.optional(),
  ...cursorFields,
});

/** See {@link listUnassignedEvidenceQuerySchema}. @public */
export type ListUnassignedEvidenceQuery = z.infer<
  typeof listUnassignedEvidenceQuerySchema
>;

/** Answer of `GET /unassigned-evidence`, the newest first. @public */
export const listUnassignedEvidenceResponseSchema = z
  .strictObject({
    items: z.array(unassignedEvidenceSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListUnassignedEvidenceResponse' });

/** See {@link listUnassignedEvidenceResponseSchema}. @public */
export type ListUnassignedEvidenceResponse = z.infer<
  typeof listUnassignedEvidenceResponseSchema
>;

/** Body of `POST /incidents/:key/assigned-evidence`. @public */
export const assignEvidenceSchema = z
  .strictObject({
    ids: z.array(offerIdSchema).min(1).max(MAX_OFFERS),
    /**
     * Assigns the conversations that they are part of as a whole, with what will
     * be said in them.
     */
    conversations: z.boolean().default(false),
  })
  .meta({ id: 'AssignEvidence' });

/** See {@link assignEvidenceSchema}. @public */
export type AssignEvidence = z.input<typeof assignEvidenceSchema>;

/** What became of each offer, in the order sent. @public */
export const assignEvidenceResponseSchema = z
  .strictObject({
    /** How many were added, with the rest of their conversations. */
    assigned: z.int(),
    outcomes: z.array(
      z.strictObject({
        id: offerIdSchema,
        /** `duplicate`: the incident has it already; `unknown`: there is no such offer. */
        status: z.enum(['assigned', 'duplicate', 'unknown']),
      }),
    ),
  })
  .meta({ id: 'AssignEvidenceResponse' });

/** See {@link assignEvidenceResponseSchema}. @public */
export type AssignEvidenceResponse = z.infer<
  typeof assignEvidenceResponseSchema
>;

/** Body of `POST /unassigned-evidence/dismiss`. @public */
export const dismissEvidenceSchema = z
  .strictObject({ ids: z.array(offerIdSchema).min(1).max(MAX_OFFERS) })
  .meta({ id: 'DismissEvidence' });

/** See {@link dismissEvidenceSchema}. @public */
export type DismissEvidence = z.infer<typeof dismissEvidenceSchema>;

/** How many were dismissed; the others were no longer unassigned. @public */
export const dismissEvidenceResponseSchema = z
  .strictObject({ dismissed: z.int() })
  .meta({ id: 'DismissEvidenceResponse' });

/** See {@link dismissEvidenceResponseSchema}. @public */
export type DismissEvidenceResponse = z.infer<
  typeof dismissEvidenceResponseSchema
>;
