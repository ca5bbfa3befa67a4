import type {
  ActionItemCounts,
  ActionItemRecord,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { countActionItems, sumOfOwners } from '../orgMetrics';
import { createActionItem } from './operations/create';
import { listActionItems } from './operations/list';
import { updateActionItem } from './operations/update';
import { fromActionItemRow } from './actionItemRow';
import type { IncidentScope } from '../platform/database/scope';
import type { ActionItemRow } from '../platform/database/tables';
import { now } from '../platform/database/time';
import { inTransaction } from '../platform/database/transaction';
import type {
  ActionItemStore,
  Actor,
  ListActionItemsOptions,
  Page,
} from '../platform/database/types';

/** Follow-ups in the plugin's database. */
export class DatabaseActionItemStore implements ActionItemStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseActionItemStore {
    return new DatabaseActionItemStore(options);
  }

  private constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async create(options: {
    item: ActionItemRecord;
    creationHash: string;
    actor: Actor;
  }): Promise<{ item: ActionItemRecord; created: boolean }> {
    return inTransaction(this.#knex, tx => createActionItem(tx, options));
  }

  async update(
    options: Parameters<ActionItemStore['update']>[0],
  ): Promise<ActionItemRecord> {
    return inTransaction(this.#knex, tx => updateActionItem(tx, options));
  }

  async list(options: ListActionItemsOptions): Promise<Page<ActionItemRecord>> {
    return listActionItems(this.#knex, options);
  }

  async count(options: IncidentScope): Promise<ActionItemCounts> {
    return sumOfOwners(
      await countActionItems(this.#knex, { ...options, now: now() }),
    );
  }

  async ofPostmortem(options: { id: string }): Promise<ActionItemRecord[]> {
    const rows = await this.#knex<ActionItemRow>('action_items')
      .where({ postmortem_id: options.id })
      .orderBy(['created_at', 'id']);
    return rows.map(fromActionItemRow);
  }
}
