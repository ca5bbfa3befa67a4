import { z } from 'zod';
import { incidentKeySchema, visibilitySchema } from './schema';

/** Topic of the Backstage events service that the postmortems backend publishes to. @public */
export const POSTMORTEMS_TOPIC = 'postmortems';

/**
 * Payload of an event. It names what has changed and tells nothing of its content, because whoever subscribes gets it.
 *
 * @public
 */
export const postmortemsEventSchema = z.object({
  /** Published once the change of an incident's visibility is stored. */
  type: z.literal('incident.visibility'),
  incidentKey: incidentKeySchema,
  visibility: visibilitySchema,
});

/** @public */
export type PostmortemsEvent = z.infer<typeof postmortemsEventSchema>;
