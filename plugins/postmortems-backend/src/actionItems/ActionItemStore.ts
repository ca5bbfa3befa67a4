import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  ACTION_ITEM_STATES_BY_STATUS,
  type ActionItemCounts,
  type ActionItemRecord,
  type ActionItemStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { lockIncidentOf, readIncident } from '../incidents';
import {
  countActionItems,
  recordIncidentMetrics,
  sumOfOwners,
} from '../orgMetrics';
import { type Actor, appendAudit, changesBetween } from '../platform/audit';
import {
  applyScope,
  assertStorable,
  decodeCursor,
  encodeCursor,
  type IncidentScope,
  inTransaction,
  now,
  type Page,
  type PageRequest,
  SCOPED,
  toPage,
  whereAnyOf,
} from '../platform/database';
import {
  type ActionItemRow,
  fromActionItemRow,
  toActionItemRow,
} from './actionItemRow';
import { refreshActionItemCounts } from './syncProposals';

const LIST = 'action-items';
/** Sorts items without a date after all that have one. */
const NO_DATE = '9999-12-31T23:59:59.999Z';
/** The expression of the index. */
const DUE = `coalesce(action_items.due_at, '${NO_DATE}')`;
/** Fields whose values the audit keeps. */
const AUDITED = {
  values: ['type', 'priority', 'state', 'owner', 'dueAt', 'ticketKey'],
  without: [
    'id',
    'postmortemId',
    'incidentKey',
    'version',
    'createdBy',
    'createdAt',
    'updatedAt',
    'closedAt',
  ],
} as const;

type ListActionItemsOptions = PageRequest &
  IncidentScope & {
    /** `none` for items that nobody owns. */
    owners?: string[] | 'none';
    postmortemId?: string;
    status?: ActionItemStatus;
    /** Decides what is overdue. Default: the present. */
    now?: string;
  };

export class ActionItemStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ActionItemStore {
    return new ActionItemStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Idempotent: a repeat has the same `idempotencyHash` and is answered with the
   * current item. Throws `ConflictError` when the id is taken by another one.
   */
  async create(options: {
    item: ActionItemRecord;
    idempotencyHash: string;
    actor: Actor;
  }): Promise<{ item: ActionItemRecord; created: boolean }> {
    const { idempotencyHash, actor } = options;
    assertStorable(options.item);
    const item = fromActionItemRow(toActionItemRow(options.item));
    return inTransaction(this.#knex, async tx => {
      await readIncident(tx, { key: item.incidentKey, lock: true });
      const existing = await tx<
        ActionItemRow & { idempotency_hash: string | null }
      >('action_items')
        .where({ postmortem_id: item.postmortemId, id: item.id })
        .first();
      if (existing) {
        if (existing.idempotency_hash !== idempotencyHash) {
          throw new ConflictError(
            `There is an action item '${item.id}' already, with other content`,
          );
        }
        return { item: fromActionItemRow(existing), created: false };
      }
      await tx('action_items').insert({
        ...toActionItemRow(item),
        idempotency_hash: idempotencyHash,
      });
      await refreshActionItemCounts(tx, item.postmortemId);
      await recordIncidentMetrics(tx, { incidentKey: item.incidentKey });
      await appendAudit(tx, {
        actor,
        action: 'action_item.create',
        incidentKey: item.incidentKey,
        subjectId: `${item.postmortemId}/${item.id}`,
        changes: changesBetween<ActionItemRecord>({}, item, AUDITED),
      });
      return { item, created: true };
    });
  }

  /**
   * Applies `change` under the lock of the incident. Writes nothing when
   * `change` returns its argument. Throws `NotFoundError`, and what `change`
   * throws.
   */
  async update(options: {
    postmortemId: string;
    id: string;
    actor: Actor;
    change: (current: ActionItemRecord) => ActionItemRecord;
  }): Promise<ActionItemRecord> {
    const { postmortemId, actor, change } = options;
    const id = options.id.replaceAll('\0', '');
    return inTransaction(this.#knex, async tx => {
      await lockIncidentOf(tx, postmortemId);
      const row = await tx<ActionItemRow>('action_items')
        .where({ postmortem_id: postmortemId, id })
        .first();
      if (!row) {
        throw new NotFoundError(`No action item with id '${options.id}'`);
      }
      const before = fromActionItemRow(row);
      const changed = change(before);
      if (changed === before) return before;
      assertStorable(changed);
      const after = fromActionItemRow(toActionItemRow(changed));
      await tx<ActionItemRow>('action_items')
        .where({ postmortem_id: postmortemId, id })
        .update(toActionItemRow(after));
      await refreshActionItemCounts(tx, postmortemId);
      await recordIncidentMetrics(tx, { incidentKey: row.incident_key });
      await appendAudit(tx, {
        actor,
        action: 'action_item.update',
        incidentKey: row.incident_key,
        subjectId: `${postmortemId}/${id}`,
        changes: changesBetween(before, after, AUDITED),
        details: { version: after.version },
      });
      return after;
    });
  }

  /** Due first; then those without a date. */
  async list(options: ListActionItemsOptions): Promise<Page<ActionItemRecord>> {
    const { owners, postmortemId, status, cursor, limit } = options;
    const query = this.#knex('action_items')
      .select<ActionItemRow[]>('action_items.*')
      .orderByRaw(`${DUE}, action_items.postmortem_id, action_items.id`)
      .limit(limit + 1);
    applyScope(this.#knex, query, SCOPED.actionItems, options);
    if (postmortemId !== undefined) {
      query.where(
        'action_items.postmortem_id',
        postmortemId.replaceAll('\0', ''),
      );
    }
    if (owners === 'none') {
      query.whereNull('action_items.owner_ref');
    } else if (owners) {
      whereAnyOf(this.#knex, query, 'action_items.owner_ref', owners);
    }
    if (status) {
      query.whereIn('action_items.state', [
        ...ACTION_ITEM_STATES_BY_STATUS[status],
      ]);
    }
    if (status === 'overdue') {
      query.where('action_items.due_at', '<', options.now ?? now());
    }
    if (cursor !== undefined) {
      query.whereRaw(
        `(${DUE}, action_items.postmortem_id, action_items.id) > (?, ?, ?)`,
        decodeCursor(LIST, ['text', 'text', 'text'], cursor),
      );
    }
    const page = toPage<ActionItemRow>(await query, limit, last =>
      encodeCursor(LIST, [last.due_at ?? NO_DATE, last.postmortem_id, last.id]),
    );
    return { ...page, items: page.items.map(fromActionItemRow) };
  }

  async count(options: IncidentScope): Promise<ActionItemCounts> {
    return sumOfOwners(
      await countActionItems(this.#knex, { ...options, now: now() }),
    );
  }

  /** All of a postmortem, in the order of their creation. */
  async listByPostmortem(options: { id: string }): Promise<ActionItemRecord[]> {
    const rows = await this.#knex<ActionItemRow>('action_items')
      .where({ postmortem_id: options.id })
      .orderBy(['created_at', 'id']);
    return rows.map(fromActionItemRow);
  }
}
