import { z } from 'zod';
import { entityRefSchema, isoTimeSchema, webUrlSchema } from './primitives';

/** @public */
export const actionItemTypeSchema = z.enum([
  'investigate',
  'prevent',
  'mitigate',
  'detect',
  'repair',
]);

/** @public */
export const actionItemPrioritySchema = z.enum(['high', 'medium', 'low']);

/** `proposed` by the pipeline until a person confirms it. @public */
export const actionItemStateSchema = z.enum([
  'proposed',
  'open',
  'in_progress',
  'done',
  'verified',
  'dropped',
]);

/** A follow-up. @public */
export const actionItemSchema = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    type: actionItemTypeSchema,
    priority: actionItemPrioritySchema,
    state: actionItemStateSchema,
    owner: entityRefSchema.optional(),
    dueAt: isoTimeSchema.optional(),
    /** What will be true, and can be checked, when it is done. */
    endState: z.string(),
    /** The claim that it follows from. */
    claimId: z.string().optional(),
    ticketUrl: webUrlSchema.optional(),
  })
  .meta({ id: 'ActionItem' });

/** @public */
export type ActionItem = z.infer<typeof actionItemSchema>;
