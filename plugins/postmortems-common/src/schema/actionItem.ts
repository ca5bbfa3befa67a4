import { z } from 'zod';
import {
  MAX_NUMBER,
  entityRefSchema,
  isoTimeSchema,
  webUrlSchema,
} from './primitives';
import {
  cursorFields,
  entityRefQuery,
  incidentFilterFields,
  listQuery,
  pageInfoSchema,
} from './query';

/** What an action item is for. @public */
export const actionItemTypeSchema = z.enum([
  'investigate',
  'prevent',
  'mitigate',
  'detect',
  'repair',
]);

/**
 * Priority of an action item; the template derives the due date from it.
 *
 * @public
 */
export const actionItemPrioritySchema = z.enum(['high', 'medium', 'low']);

/**
 * Where an action item is in its life cycle. `proposed` until a person accepts
 * it.
 *
 * @public
 */
export const actionItemStateSchema = z.enum([
  'proposed',
  'open',
  'in_progress',
  'done',
  'verified',
  'dropped',
]);

/** Work that a postmortem asks for. @public */
export const actionItemSchema = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    type: actionItemTypeSchema,
    priority: actionItemPrioritySchema,
    state: actionItemStateSchema,
    owner: entityRefSchema.optional(),
    dueAt: isoTimeSchema.optional(),
    /** What will be true, and can be checked, once it is done. */
    endState: z.string(),
    /** The claim that it follows from. */
    claimId: z.string().optional(),
    ticketUrl: webUrlSchema.optional(),
    /** Current version, to be sent with a change. Absent in revisions. */
    version: z.int().optional(),
  })
  .meta({ id: 'ActionItem' });

/** See {@link actionItemSchema}. @public */
export type ActionItem = z.infer<typeof actionItemSchema>;

/** States in which nothing is left to do. @public */
export const CLOSED_ACTION_ITEM_STATES: readonly ActionItemState[] = [
  'done',
  'verified',
  'dropped',
];

/** See {@link actionItemStateSchema}. @public */
export type ActionItemState = z.infer<typeof actionItemStateSchema>;

/** The states that an action item can change to, by its state. @public */
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

/**
 * An action item in its current state. A revision stores the state at its time.
 *
 * @public
 */
export const actionItemRecordSchema = actionItemSchema
  .extend({
    postmortemId: z.string(),
    incidentKey: z.string(),
    /** Starts at 1, and grows with each change. */
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

/** See {@link actionItemRecordSchema}. @public */
export type ActionItemRecord = z.infer<typeof actionItemRecordSchema>;

const titleSchema = z.string().trim().min(3).max(300);
const endStateSchema = z.string().trim().min(3).max(1000);

/** Body of `POST /postmortems/:id/action-items`. @public */
export const createActionItemSchema = z
  .strictObject({
    /** Idempotency key of the caller; becomes the id. */
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

/** See {@link createActionItemSchema}. @public */
export type CreateActionItem = z.input<typeof createActionItemSchema>;

/**
 * Body of `PATCH /postmortems/:id/action-items/:itemId`; `null` clears a field.
 *
 * @public
 */
export const patchActionItemSchema = z
  .strictObject({
    /** The version that the change is based on. */
    version: z.int().min(1).max(MAX_NUMBER),
    title: titleSchema.optional(),
    type: actionItemTypeSchema.optional(),
    priority: actionItemPrioritySchema.optional(),
    state: actionItemStateSchema.exclude(['proposed']).optional(),
    owner: entityRefSchema.nullable().optional(),
    dueAt: isoTimeSchema.nullable().optional(),
    endState: endStateSchema.optional(),
  })
  .meta({ id: 'PatchActionItem' });

/** See {@link patchActionItemSchema}. @public */
export type PatchActionItem = z.infer<typeof patchActionItemSchema>;

/** Body of `POST /postmortems/:id/action-items/:itemId/ticket`. @public */
export const createTicketSchema = z
  .strictObject({ tracker: z.string().min(1).max(64) })
  .meta({ id: 'CreateTicket' });

/**
 * Status of action items in lists and org metrics: `open` is accepted and not
 * done, `overdue` is open and past its due date, `closed` is done or verified.
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

/** See {@link actionItemStatusSchema}. @public */
export type ActionItemStatus = z.infer<typeof actionItemStatusSchema>;

/**
 * The states of each status. `overdue` depends on the due date as well.
 *
 * @public
 */
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

/** Query of `GET /action-items`: filters and paging. @public */
export const listActionItemsQuerySchema = z.strictObject({
  /** Of incidents; see `GET /org-metrics`. */
  ...incidentFilterFields,
  /** Entity refs of the owners that items name. */
  owner: listQuery(entityRefSchema),
  /**
   * Items of this group and of its members, as org metrics count them; `none`
   * for items without an owner.
   */
  group: z.union([z.literal('none'), entityRefSchema]).optional(),
  postmortemId: z.string().min(1).max(64).optional(),
  status: actionItemStatusSchema.optional(),
  ...cursorFields,
});

/**
 * One page of action items, by due date; those without one are last.
 *
 * @public
 */
export const listActionItemsResponseSchema = z
  .strictObject({
    items: z.array(actionItemRecordSchema),
    pageInfo: pageInfoSchema,
  })
  .meta({ id: 'ListActionItemsResponse' });

/** See {@link listActionItemsQuerySchema}. @public */
export type ListActionItemsQuery = z.output<typeof listActionItemsQuerySchema>;

/** See {@link listActionItemsResponseSchema}. @public */
export type ListActionItemsResponse = z.infer<
  typeof listActionItemsResponseSchema
>;

/** Query of `GET /action-items/counts`. @public */
export const countActionItemsQuerySchema = z.strictObject({
  entityRef: entityRefQuery,
});

/** Number of action items by status. Overdue ones count as open too. @public */
export const actionItemCountsSchema = z
  .strictObject({
    proposed: z.int(),
    open: z.int(),
    overdue: z.int(),
    closed: z.int(),
    dropped: z.int(),
  })
  .meta({ id: 'ActionItemCounts' });

/** See {@link actionItemCountsSchema}. @public */
export type ActionItemCounts = z.infer<typeof actionItemCountsSchema>;

/** See {@link countActionItemsQuerySchema}. @public */
export type CountActionItemsQuery = z.output<
  typeof countActionItemsQuerySchema
>;
