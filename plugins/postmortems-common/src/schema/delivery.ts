import { z } from 'zod';
import { isoTimeSchema } from './primitives';
import { cursorFields, pageInfoSchema } from './query';

/**
 * `waiting`: it will be tried, perhaps again. `failed`: it was given up, a dead
 * letter. `done` and `dropped` are kept so that a replay is recognised.
 *
 * @public
 */
export const deliveryStateSchema = z.enum([
  'waiting',
  'failed',
  'done',
  'dropped',
]);

/** See {@link deliveryStateSchema}. @public */
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** A webhook call, or a task of a source, as it is stored. @public */
export const deliverySchema = z
  .strictObject({
    source: z.string(),
    id: z.string(),
    kind: z.enum(['delivery', 'task']),
    state: deliveryStateSchema,
    receivedAt: isoTimeSchema,
    attempts: z.int(),
    /** When it will be tried again. */
    nextAttemptAt: isoTimeSchema.optional(),
    /** Why the last attempt failed. */
    error: z.string().optional(),
    /** Its body as it was stored, secrets masked; cut in lists. */
    body: z.string(),
    /**
     * The body is not shown: without a permission policy everybody could read it, and
     * there may be private messages in it.
     */
    withheld: z.boolean(),
    bodyLength: z.int(),
  })
  .meta({ id: 'Delivery' });

/** See {@link deliverySchema}. @public */
export type Delivery = z.infer<typeof deliverySchema>;

/** Query of `GET /deliveries`; without a state those that failed. @public */
export const listDeliveriesQuerySchema = z.strictObject({
  state: z.enum(['waiting', 'failed']).default('failed'),
  source: z.string().min(1).max(64).optional(),
  ...cursorFields,
});

/** See {@link listDeliveriesQuerySchema}. @public */
export type ListDeliveriesQuery = z.infer<typeof listDeliveriesQuerySchema>;

/** Answer of `GET /deliveries`, the oldest first. @public */
export const listDeliveriesResponseSchema = z
  .strictObject({ items: z.array(deliverySchema), pageInfo: pageInfoSchema })
  .meta({ id: 'ListDeliveriesResponse' });

/** See {@link listDeliveriesResponseSchema}. @public */
export type ListDeliveriesResponse = z.infer<
  typeof listDeliveriesResponseSchema
>;
