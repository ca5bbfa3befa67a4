import {
  ACTION_ITEM_STATES_BY_STATUS,
  type ActionItemRecord,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor';
import { whereAnyOf } from '../../platform/database/dialect';
import { toPage } from '../../platform/database/page';
import { fromActionItemRow } from '../actionItemRow';
import { applyScope, SCOPED } from '../../platform/database/scope';
import type { ActionItemRow } from '../../platform/database/tables';
import { now } from '../../platform/database/time';
import type {
  ListActionItemsOptions,
  Page,
} from '../../platform/database/types';

const LIST = 'action-items';
/** Sorts what has no date after everything that has one. */
const NO_DATE = '9999-12-31T23:59:59.999Z';
/** As the index over it has it. */
const DUE = `coalesce(action_items.due_at, '${NO_DATE}')`;

/** Due first; then those without a date. */
export async function listActionItems(
  knex: Knex,
  options: ListActionItemsOptions,
): Promise<Page<ActionItemRecord>> {
  const { owners, postmortemId, status, cursor, limit } = options;
  const query = knex('action_items')
    .select<ActionItemRow[]>('action_items.*')
    .orderByRaw(`${DUE}, action_items.postmortem_id, action_items.id`)
    .limit(limit + 1);
  applyScope(knex, query, SCOPED.actionItems, options);
  if (postmortemId !== undefined) {
    query.where(
      'action_items.postmortem_id',
      postmortemId.replaceAll('\0', ''),
    );
  }
  if (owners === 'none') query.whereNull('action_items.owner_ref');
  else if (owners) whereAnyOf(knex, query, 'action_items.owner_ref', owners);
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
