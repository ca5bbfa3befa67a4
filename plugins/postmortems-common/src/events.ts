import { z } from 'zod';
import { incidentKeySchema, visibilitySchema } from './schema';

/**
 * Topic of the events that the postmortems backend publishes through the
 * Backstage events service.
 *
 * @public
 */
export const POSTMORTEMS_TOPIC = 'postmortems';

/**
 * Payload of an event. It names what changed and not its content, because every
 * subscriber receives it.
 *
 * @public
 */
export const postmortemsEventSchema = z.discriminatedUnion('type', [
  z.object({
    /** Published once the change of an incident's visibility is stored. */
    type: z.literal('incident.visibility'),
    incidentKey: incidentKeySchema,
    visibility: visibilitySchema,
  }),
  z.object({
    /** Text of the incident was erased: that of a person, or all of it. */
    type: z.literal('incident.erased'),
    incidentKey: incidentKeySchema,
  }),
  z.object({
    /**
     * The last entry of the chain of seals. Kept outside of the database, it tells
     * later whether entries were taken away.
     */
    type: z.literal('seal.anchor'),
    sequence: z.int().positive(),
    /** SHA-256 of the entry. */
    hash: z.string(),
  }),
  z.object({
    /** Something is not as it was sealed. */
    type: z.literal('seal.broken'),
    /** Absent for the chain of seals itself, such as an end that was cut off. */
    incidentKey: incidentKeySchema.optional(),
    /** What is broken, by numbers and ids; the first twenty. */
    messages: z.array(z.string()),
  }),
]);

/** See {@link postmortemsEventSchema}. @public */
export type PostmortemsEvent = z.infer<typeof postmortemsEventSchema>;
