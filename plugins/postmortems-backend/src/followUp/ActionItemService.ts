import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CLOSED_ACTION_ITEM_STATES,
  type ActionItemRecord,
  type ActionItemState,
  type createActionItemSchema,
  type ListActionItemsQuery,
  type ListActionItemsResponse,
  type PatchActionItem,
  type Retrospective,
  type RetrospectiveTemplate,
  type RuleViolation,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IssueTracker } from '@postmortems/backstage-plugin-postmortems-node';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Caller } from '../authorization';
import type { ServiceCatalog } from '../catalog';
import type { Stores } from '../database';
import { toResponse, type IncidentService } from '../incidents';
import { RuleViolationError } from '../RuleViolationError';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Where a follow-up may go from where it is. */
const TRANSITIONS: Record<ActionItemState, readonly ActionItemState[]> = {
  proposed: ['open', 'in_progress', 'done', 'dropped'],
  open: ['in_progress', 'done', 'dropped'],
  in_progress: ['open', 'done', 'dropped'],
  done: ['verified', 'open', 'in_progress'],
  verified: ['open'],
  dropped: ['open'],
};

/** Follow-ups: proposed by the pipeline or by people, decided on by people. */
export class ActionItemService {
  readonly #stores: Stores;
  readonly #incidents: IncidentService;
  readonly #catalog: Pick<ServiceCatalog, 'ownerOf'>;
  readonly #trackers: ReadonlyMap<string, IssueTracker>;

  constructor(options: {
    stores: Stores;
    incidents: IncidentService;
    catalog: Pick<ServiceCatalog, 'ownerOf'>;
    trackers: ReadonlyMap<string, IssueTracker>;
  }) {
    this.#stores = options.stores;
    this.#incidents = options.incidents;
    this.#catalog = options.catalog;
    this.#trackers = options.trackers;
  }

  async list(options: {
    query: ListActionItemsQuery;
    caller: Caller;
  }): Promise<ListActionItemsResponse> {
    const { entityRef, owner, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#stores.actionItems.list({
        ...query,
        owners: owner,
        services: await this.#incidents.servicesOf({
          entityRefs: entityRef,
          caller,
        }),
        criteria: caller.criteria,
      }),
    );
  }

  /** Adds an open follow-up. Throws `RuleViolationError` when the template wants an owner or a date that nobody gives. */
  async create(options: {
    document: Retrospective;
    item: z.output<typeof createActionItemSchema>;
    caller: Caller;
  }): Promise<{ item: ActionItemRecord; created: boolean }> {
    const { document, item: sent, caller } = options;
    const template = await this.#templateOf(document);
    const incident = await this.#stores.incidents.get({
      key: document.incidentKey,
    });
    const { dueInDays } = template.sections.actionItems;
    const owner =
      sent.owner ??
      (await this.#catalog.ownerOf({ ref: incident.services[0] }));
    const now = new Date();
    const item: ActionItemRecord = {
      ...sent,
      id: sent.id ?? `added-${randomUUID()}`,
      ...(owner && { owner }),
      dueAt:
        sent.dueAt ??
        new Date(
          now.getTime() + dueInDays[sent.priority] * DAY_MS,
        ).toISOString(),
      retrospectiveId: document.id,
      incidentKey: document.incidentKey,
      state: 'open',
      version: 1,
      createdBy: caller.actor,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    };
    assertRules(item, template);
    return this.#stores.actionItems.create({ item, actor: caller.actor });
  }

  /** Throws `ConflictError` when somebody has changed it since, `RuleViolationError` when the template wants more of it. */
  async patch(options: {
    document: Retrospective;
    itemId: string;
    patch: PatchActionItem;
    caller: Caller;
  }): Promise<ActionItemRecord> {
    const { document, itemId, patch, caller } = options;
    const template = await this.#templateOf(document);
    return this.#stores.actionItems.update({
      retrospectiveId: document.id,
      id: itemId,
      actor: caller.actor,
      change: current => {
        if (current.version !== patch.version) {
          throw new ConflictError(
            `The action item has changed since you read it; it is at version ${current.version} now`,
          );
        }
        const changed = patched(current, patch);
        assertRules(changed, template);
        return changed;
      },
    });
  }

  /** A ticket at a tracker, once: a second call answers with the first one's ticket. */
  async createTicket(options: {
    document: Retrospective;
    itemId: string;
    tracker: string;
    caller: Caller;
  }): Promise<ActionItemRecord> {
    const { document, itemId, caller } = options;
    const tracker = this.#trackers.get(options.tracker);
    if (!tracker) {
      throw new InputError(
        `tracker: there is no '${options.tracker}', only: ${
          [...this.#trackers.keys()].join(', ') || 'none is installed'
        }`,
      );
    }
    const items = await this.#stores.actionItems.ofRetrospective(document);
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw new NotFoundError(`No action item with id '${itemId}'`);
    if (item.ticketUrl) return item;
    const ticket = await tracker.createTicket({
      item,
      // The tracker finds its own ticket again by this, when the answer got lost
      idempotencyKey: `${document.id}/${item.id}`,
    });
    return this.#stores.actionItems.update({
      retrospectiveId: document.id,
      id: itemId,
      actor: caller.actor,
      change: current => ({
        ...current,
        ticketUrl: ticket.url,
        ticketKey: ticket.key,
        version: current.version + 1,
        updatedAt: new Date().toISOString(),
      }),
    });
  }

  async #templateOf({
    template: { version },
  }: Retrospective): Promise<RetrospectiveTemplate> {
    const template = await this.#stores.templates.get({ version });
    if (!template) {
      throw new NotFoundError(`Template '${version}' is not stored`);
    }
    return template;
  }
}

function patched(
  current: ActionItemRecord,
  { version, ...patch }: PatchActionItem,
): ActionItemRecord {
  const { state = current.state } = patch;
  if (state !== current.state && !TRANSITIONS[current.state].includes(state)) {
    throw new InputError(
      `state: an action item that is ${current.state} goes to ${TRANSITIONS[
        current.state
      ].join(' or ')}, not to ${state}`,
    );
  }
  const now = new Date().toISOString();
  const closed = CLOSED_ACTION_ITEM_STATES.includes(state);
  const next = Object.fromEntries(
    Object.entries({
      ...current,
      ...patch,
      version: current.version + 1,
      updatedAt: now,
      closedAt: closed ? current.closedAt ?? now : null,
    }).filter(([, value]) => value !== null && value !== undefined),
  );
  return next as ActionItemRecord;
}

/** What the template wants of a follow-up that people have taken on. */
function assertRules(
  { state, owner, dueAt }: ActionItemRecord,
  template: RetrospectiveTemplate,
): void {
  if (state === 'proposed' || state === 'dropped') return;
  const { assigneeRequired, dueDateRequired } = template.sections.actionItems;
  const violations: RuleViolation[] = [
    ...(assigneeRequired && !owner
      ? [
          {
            rule: 'action_items.assignee_required',
            message: 'The template wants an owner for each action item',
            path: 'owner',
          },
        ]
      : []),
    ...(dueDateRequired && !dueAt
      ? [
          {
            rule: 'action_items.due_date_required',
            message: 'The template wants a due date for each action item',
            path: 'dueAt',
          },
        ]
      : []),
  ];
  if (violations.length > 0) {
    throw new RuleViolationError('The action item breaks rules', violations);
  }
}
