import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  type ActionItemCounts,
  type ActionItemRecord,
  type CountActionItemsQuery,
  type createActionItemSchema,
  type ListActionItemsQuery,
  type ListActionItemsResponse,
  type PatchActionItem,
  type Postmortem,
  type PostmortemTemplate,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IssueTracker } from '@postmortems/backstage-plugin-postmortems-node';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { IncidentStore } from '../incidents';
import type { Caller } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import { canonicalHash } from '../platform/hashing';
import { toResponse } from '../platform/http';
import type { TemplateStore } from '../templates';
import type { ActionItemStore } from './ActionItemStore';
import { applyPatch, assertRules, hasAlready } from './actionItemChanges';

type Catalog = Pick<
  ServiceCatalog,
  'ownerOf' | 'ownersCountedFor' | 'servicesOf'
>;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Action items: proposed by the pipeline or by people, decided on by people.
 */
export class ActionItemService {
  readonly #actionItems: ActionItemStore;
  readonly #incidents: Pick<IncidentStore, 'get'>;
  readonly #templates: Pick<TemplateStore, 'get'>;
  readonly #serviceCatalog: Catalog;
  readonly #trackers: ReadonlyMap<string, IssueTracker>;
  /** Tickets that this process is creating, by idempotency key. */
  readonly #pendingTickets = new Map<string, Promise<ActionItemRecord>>();

  constructor(options: {
    actionItems: ActionItemStore;
    incidents: Pick<IncidentStore, 'get'>;
    templates: Pick<TemplateStore, 'get'>;
    serviceCatalog: Catalog;
    trackers: ReadonlyMap<string, IssueTracker>;
  }) {
    this.#actionItems = options.actionItems;
    this.#incidents = options.incidents;
    this.#templates = options.templates;
    this.#serviceCatalog = options.serviceCatalog;
    this.#trackers = options.trackers;
  }

  async list(options: {
    query: ListActionItemsQuery;
    caller: Caller;
  }): Promise<ListActionItemsResponse> {
    const { entityRef, tier, severity, owner, group, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#actionItems.list({
        ...query,
        severities: severity,
        owners: await this.#ownersOf({ owner, group }),
        services: await this.#serviceCatalog.servicesOf({
          entityRefs: entityRef,
          tier,
          credentials: caller.credentials,
        }),
        criteria: caller.criteria,
      }),
    );
  }

  async count(options: {
    query: CountActionItemsQuery;
    caller: Caller;
  }): Promise<ActionItemCounts> {
    const { query, caller } = options;
    return this.#actionItems.count({
      services: await this.#serviceCatalog.servicesOf({
        entityRefs: query.entityRef,
        credentials: caller.credentials,
      }),
      criteria: caller.criteria,
    });
  }

  /** Owners by ref, owners counted for a group, or the intersection of both. */
  async #ownersOf({
    owner,
    group,
  }: Pick<ListActionItemsQuery, 'owner' | 'group'>) {
    if (group === undefined) return owner;
    if (group === 'none') return owner ? [] : 'none';
    const counted = await this.#serviceCatalog.ownersCountedFor({ group });
    return owner ? counted.filter(ref => owner.includes(ref)) : counted;
  }

  /**
   * Adds an open action item. Throws `RuleViolationError` when the template
   * requires an owner or a date that is missing.
   */
  async create(options: {
    postmortem: Postmortem;
    item: z.output<typeof createActionItemSchema>;
    caller: Caller;
  }): Promise<{ item: ActionItemRecord; created: boolean }> {
    const { postmortem, item: sent, caller } = options;
    const template = await this.#templateOf(postmortem);
    const incident = await this.#incidents.get({
      key: postmortem.incidentKey,
    });
    const { dueInDays } = template.sections.actionItems;
    const owner =
      sent.owner ??
      (await this.#serviceCatalog.ownerOf({ refs: incident.services }));
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
      postmortemId: postmortem.id,
      incidentKey: postmortem.incidentKey,
      state: 'open',
      version: 1,
      createdBy: caller.actor,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    };
    assertRules(item, template);
    return this.#actionItems.create({
      item,
      idempotencyHash: canonicalHash(sent),
      actor: caller.actor,
    });
  }

  /**
   * Throws `ConflictError` when it has changed since the caller read it, and
   * `RuleViolationError` when the template requires more.
   */
  async patch(options: {
    postmortem: Postmortem;
    itemId: string;
    patch: PatchActionItem;
    caller: Caller;
  }): Promise<ActionItemRecord> {
    const { postmortem, itemId, patch, caller } = options;
    const template = await this.#templateOf(postmortem);
    return this.#actionItems.update({
      postmortemId: postmortem.id,
      id: itemId,
      actor: caller.actor,
      change: current => {
        if (
          current.version === patch.version + 1 &&
          hasAlready(current, patch)
        ) {
          // Sent again, because the answer was lost
          return current;
        }
        if (current.version !== patch.version) {
          throw new ConflictError(
            `The action item has changed since you read it; it is at version ${current.version} now`,
          );
        }
        const changed = applyPatch(current, patch);
        assertRules(changed, template);
        return changed;
      },
    });
  }

  /**
   * Creates a ticket once: later and concurrent calls return the first one's.
   * Replicas hold no lock while they wait for a tracker, so two of them can ask
   * at the same time. The tracker then finds the ticket by the idempotency key,
   * and the ticket that is stored first stays.
   */
  async createTicket(options: {
    postmortem: Postmortem;
    itemId: string;
    tracker: string;
    caller: Caller;
  }): Promise<ActionItemRecord> {
    const { postmortem, itemId, caller } = options;
    const tracker = this.#trackers.get(options.tracker);
    if (!tracker) {
      throw new InputError(
        `tracker: there is no '${options.tracker}', only: ${
          [...this.#trackers.keys()].join(', ') || 'none is installed'
        }`,
      );
    }
    const idempotencyKey = `${postmortem.id}/${itemId}`;
    const pending = this.#pendingTickets.get(idempotencyKey);
    if (pending) return pending;
    const ticketed = this.#storeTicket({
      postmortem,
      itemId,
      caller,
      createTicket: item => tracker.createTicket({ item, idempotencyKey }),
    }).finally(() => this.#pendingTickets.delete(idempotencyKey));
    this.#pendingTickets.set(idempotencyKey, ticketed);
    return ticketed;
  }

  async #storeTicket(options: {
    postmortem: Postmortem;
    itemId: string;
    caller: Caller;
    createTicket(
      item: ActionItemRecord,
    ): ReturnType<IssueTracker['createTicket']>;
  }): Promise<ActionItemRecord> {
    const { postmortem, itemId, caller } = options;
    const items = await this.#actionItems.listByPostmortem(postmortem);
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw new NotFoundError(`No action item with id '${itemId}'`);
    if (item.ticketUrl) return item;
    const ticket = await options.createTicket(item);
    return this.#actionItems.update({
      postmortemId: postmortem.id,
      id: itemId,
      actor: caller.actor,
      change: current => {
        if (current.ticketUrl) return current;
        return {
          ...current,
          ticketUrl: ticket.url,
          ticketKey: ticket.key,
          version: current.version + 1,
          updatedAt: new Date().toISOString(),
        };
      },
    });
  }

  async #templateOf({
    template: { name },
  }: Postmortem): Promise<PostmortemTemplate> {
    const template = await this.#templates.get({ name });
    if (!template) throw new NotFoundError(`Template '${name}' is not stored`);
    return template;
  }
}
