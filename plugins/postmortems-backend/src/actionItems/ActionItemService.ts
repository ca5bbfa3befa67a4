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
import type { Caller } from '../platform/auth';
import type { ServiceCatalog } from '../platform/catalog';
import type { Stores } from '../platform/database';
import { toResponse, type IncidentService } from '../incidents';
import { canonicalHash } from '../sealing';
import { assertRules, patched } from './actionItemRules';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Follow-ups: proposed by the pipeline or by people, decided on by people. */
export class ActionItemService {
  readonly #stores: Stores;
  readonly #incidents: IncidentService;
  readonly #catalog: Pick<ServiceCatalog, 'ownerOf' | 'ownersCountedFor'>;
  readonly #trackers: ReadonlyMap<string, IssueTracker>;
  /** Tickets that this process is making, by idempotency key. */
  readonly #ticketsUnderWay = new Map<string, Promise<ActionItemRecord>>();

  constructor(options: {
    stores: Stores;
    incidents: IncidentService;
    catalog: Pick<ServiceCatalog, 'ownerOf' | 'ownersCountedFor'>;
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
    const { entityRef, tier, severity, owner, group, ...query } = options.query;
    const { caller } = options;
    return toResponse(
      await this.#stores.actionItems.list({
        ...query,
        severities: severity,
        owners: await this.#ownersOf({ owner, group }),
        services: await this.#incidents.servicesOf({
          entityRefs: entityRef,
          tier,
          caller,
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
    return this.#stores.actionItems.count({
      services: await this.#incidents.servicesOf({
        entityRefs: query.entityRef,
        caller,
      }),
      criteria: caller.criteria,
    });
  }

  /** Owners that are asked for one by one, those that are counted for a group, or those that are both. */
  async #ownersOf({
    owner,
    group,
  }: Pick<ListActionItemsQuery, 'owner' | 'group'>) {
    if (group === undefined) return owner;
    if (group === 'none') return owner ? [] : 'none';
    const counted = await this.#catalog.ownersCountedFor({ group });
    return owner ? counted.filter(ref => owner.includes(ref)) : counted;
  }

  /** Adds an open follow-up. Throws `RuleViolationError` when the template wants an owner or a date that nobody gives. */
  async create(options: {
    document: Postmortem;
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
      sent.owner ?? (await this.#catalog.ownerOf({ refs: incident.services }));
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
      postmortemId: document.id,
      incidentKey: document.incidentKey,
      state: 'open',
      version: 1,
      createdBy: caller.actor,
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    };
    assertRules(item, template);
    return this.#stores.actionItems.create({
      item,
      creationHash: canonicalHash(sent),
      actor: caller.actor,
    });
  }

  /** Throws `ConflictError` when somebody has changed it since, `RuleViolationError` when the template wants more of it. */
  async patch(options: {
    document: Postmortem;
    itemId: string;
    patch: PatchActionItem;
    caller: Caller;
  }): Promise<ActionItemRecord> {
    const { document, itemId, patch, caller } = options;
    const template = await this.#templateOf(document);
    return this.#stores.actionItems.update({
      postmortemId: document.id,
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

  /**
   * A ticket at a tracker, once: every later call answers with the first one's ticket, and so does a call that comes while this
   * process is making it. Replicas hold no lock while they talk to a tracker, so two of them can ask at the same time. The
   * tracker then has the idempotency key to find the ticket by; whatever it answers, what is stored first stays, and both calls
   * answer with that.
   */
  async createTicket(options: {
    document: Postmortem;
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
    const idempotencyKey = `${document.id}/${itemId}`;
    const underWay = this.#ticketsUnderWay.get(idempotencyKey);
    if (underWay) return underWay;
    const ticketed = this.#storeTicket({
      document,
      itemId,
      caller,
      createTicket: item => tracker.createTicket({ item, idempotencyKey }),
    }).finally(() => this.#ticketsUnderWay.delete(idempotencyKey));
    this.#ticketsUnderWay.set(idempotencyKey, ticketed);
    return ticketed;
  }

  async #storeTicket(options: {
    document: Postmortem;
    itemId: string;
    caller: Caller;
    createTicket(
      item: ActionItemRecord,
    ): ReturnType<IssueTracker['createTicket']>;
  }): Promise<ActionItemRecord> {
    const { document, itemId, caller } = options;
    const items = await this.#stores.actionItems.ofPostmortem(document);
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw new NotFoundError(`No action item with id '${itemId}'`);
    if (item.ticketUrl) return item;
    const ticket = await options.createTicket(item);
    return this.#stores.actionItems.update({
      postmortemId: document.id,
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
    template: { version },
  }: Postmortem): Promise<PostmortemTemplate> {
    const template = await this.#stores.templates.get({ version });
    if (!template) {
      throw new NotFoundError(`Template '${version}' is not stored`);
    }
    return template;
  }
}
