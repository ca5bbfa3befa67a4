import { z } from 'zod';
import { entityRefSchema, isoTimeSchema, webUrlSchema } from './primitives';
import {
  cursorFields,
  entityRefQuery,
  incidentFilterFields,
  listQuery,
  pageInfoSchema,
} from './query';

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
    /** Of the item as it stands today, to be sent with a change; absent in what a revision has stored. */
    version: z.int().optional(),
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

/** Where an action item may go from where it is. @public */
export const ACTION_ITEM_TRANSITIONS: Record<
  ActionItemState,
  readonly ActionItemState[]
> = {
  proposed: ['open', 'in_progress', 'done', 'dropped'],
  open: ['in_progress', 'done', 'dropped'],
  in_progress: ['open', 'done', 'dropped'],
  done: ['verified', 'open', 'in_progress'],
  verified: ['open'],
  dropped: ['open'],
};

/** A follow-up as it stands today; a document tells how it stood when it was written. @public */
export const actionItemRecordSchema = actionItemSchema
  .extend({
    postmortemId: z.string(),
    incidentKey: z.string(),
    /** 1 for what nobody has touched; grows with each change. */
    version: z.int(),
    /** Who proposed it: a person, a machine, or the pipeline. */
    createdBy: z.string(),
    createdAt: isoTimeSchema,
    updatedAt: isoTimeSchema,
    /** When it was done or dropped. */
    closedAt: isoTimeSchema.optional(),
    /** Key of the ticket at its tracker. */
    ticketKey: z.string().optional(),
  })
  .meta({ id: 'ActionItemRecord' });

/** @public */
export type ActionItemRecord = z.infer<typeof actionItemRecordSchema>;

const titleSchema = z.string().trim().min(3).max(300);
const endStateSchema = z.string().trim().min(3).max(1000);

/** Body of `POST /postmortems/:id/action-items`. @public */
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

/** Body of `PATCH /postmortems/:id/action-items/:itemId`; `null` clears a field. @public */
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

/** Body of `POST /postmortems/:id/action-items/:itemId/ticket`. @public */
export const createTicketSchema = z
  .strictObject({ tracker: z.string().min(1).max(64) })
  .meta({ id: 'CreateTicket' });

/**
 * What lists and figures call an item: `open` is taken on and not finished, `overdue` those of them whose date has passed, `closed` is
 * done or verified.
 *
 * @public
 */
export const actionItemStatusSchema = z.enum([
  'proposed',
  'open',
  'overdue',
  'closed',
  'dropped',
]);

/** @public */
export type ActionItemStatus = z.infer<typeof actionItemStatusSchema>;

/** The states behind each status; `overdue` is a matter of the date too. @public */
export const ACTION_ITEM_STATES_BY_STATUS: Record<
  ActionItemStatus,
  readonly ActionItemState[]
> = {
  proposed: ['proposed'],
  open: ['open', 'in_progress'],
  overdue: ['open', 'in_progress'],
  closed: ['done', 'verified'],
  dropped: ['dropped'],
};

/** @public */
export const listActionItemsQuerySchema = z.strictObject({
  /** Of incidents; see `GET /org-metrics`. */
  ...incidentFilterFields,
  /** Users or groups who are to do them, as they stand on the items. */
  owner: listQuery(entityRefSchema),
  /** A group for its own items and those of the people in it, as the figures count them; `none` for what nobody owns. */
  group: z.union([z.literal('none'), entityRefSchema]).optional(),
  postmortemId: z.string().min(1).max(64).optional(),
  status: actionItemStatusSchema.optional(),
  ...cursorFields,
});

/** Due first; then those without a date. @public */
export const listActionItemsResponseSchema = z
  .strictObject({
    items: z.array(actionItemRecordSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListActionItemsResponse' });

/** @public */
export type ListActionItemsQuery = z.output<typeof listActionItemsQuerySchema>;

/** @public */
export type ListActionItemsResponse = z.infer<
  typeof listActionItemsResponseSchema
>;

/** @public */
export const countActionItemsQuerySchema = z.strictObject({
  entityRef: entityRefQuery,
});

/** How many items there are of each status; those that are overdue are among the open ones too. @public */
export const actionItemCountsSchema = z
  .strictObject({
    proposed: z.int(),
    open: z.int(),
    overdue: z.int(),
    closed: z.int(),
    dropped: z.int(),
  })
  .meta({ id: 'ActionItemCounts' });

/** @public */
export type ActionItemCounts = z.infer<typeof actionItemCountsSchema>;

/** @public */
export type CountActionItemsQuery = z.output<
  typeof countActionItemsQuerySchema
>;
