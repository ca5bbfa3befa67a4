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
export const postmortemsEventSchema = z.object({
  /** Published once the change of an incident's visibility is stored. */
  type: z.literal('incident.visibility'),
  incidentKey: incidentKeySchema,
  visibility: visibilitySchema,
});

/** See {@link postmortemsEventSchema}. @public */
export type PostmortemsEvent = z.infer<typeof postmortemsEventSchema>;
