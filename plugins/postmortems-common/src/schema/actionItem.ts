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

/** States in which nothing is left to do. @public */
export const CLOSED_ACTION_ITEM_STATES: readonly ActionItemState[] = [
  'done',
  'verified',
  'dropped',
];

/** @public */
export type ActionItemState = z.infer<typeof actionItemStateSchema>;

/** A follow-up as it stands today; a document tells how it stood when it was written. @public */
export const actionItemRecordSchema = actionItemSchema
  .extend({
    retrospectiveId: z.string(),
    incidentKey: z.string(),
    /** 1 for what nobody has touched; grows with each change. */
    version: z.int(),
    /** Who proposed it: a person, a machine, or the pipeline. */
    createdBy: z.string(),
    createdAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
    /** When it was last done, verified or dropped. */
    closedAt: isoTimeSchema.optional(),
    /** Key of the ticket at its tracker. */
    ticketKey: z.string().optional(),
  })
  .meta({ id: 'ActionItemRecord' });

/** @public */
export type ActionItemRecord = z.infer<typeof actionItemRecordSchema>;

const titleSchema = z.string().trim().min(3).max(300);
const endStateSchema = z.string().trim().min(3).max(1000);

/** Body of `POST /retrospectives/:id/action-items`. @public */
export const createActionItemSchema = z
  .strictObject({
    /** The caller's own id; the same one with the same content makes one item. */
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be a short name')
      .optional(),
    title: titleSchema,
    type: actionItemTypeSchema,
    priority: actionItemPrioritySchema.default('medium'),
    /** Default: the owning group of the affected service. */
    owner: entityRefSchema.optional(),
    /** Default: as the template says for the priority. */
    dueAt: isoTimeSchema.optional(),
    endState: endStateSchema,
    claimId: z.string().max(100).optional(),
  })
  .meta({ id: 'CreateActionItem' });

/** @public */
export type CreateActionItem = z.input<typeof createActionItemSchema>;

/** Body of `PATCH /retrospectives/:id/action-items/:itemId`; `null` clears a field. @public */
export const patchActionItemSchema = z
  .strictObject({
    /** The version that the writer saw. */
    version: z.int().min(1),
    title: titleSchema.optional(),
    type: actionItemTypeSchema.optional(),
    priority: actionItemPrioritySchema.optional(),
    state: actionItemStateSchema.exclude(['proposed']).optional(),
    owner: entityRefSchema.nullable().optional(),
    dueAt: isoTimeSchema.nullable().optional(),
    endState: endStateSchema.optional(),
  })
  .meta({ id: 'PatchActionItem' });

/** @public */
export type PatchActionItem = z.infer<typeof patchActionItemSchema>;

/** Body of `POST /retrospectives/:id/action-items/:itemId/ticket`. @public */
export const createTicketSchema = z
  .strictObject({ tracker: z.string().min(1).max(64) })
  .meta({ id: 'CreateTicket' });
