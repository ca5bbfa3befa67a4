import {
  CLOSED_ACTION_ITEM_STATES,
  type ActionItemRecord,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria, applyServices } from '../../criteria';
import { decodeCursor, encodeCursor } from '../../cursor';
import { toPage } from '../../page';
import { fromActionItemRow } from '../../rows/actionItemRow';
import type { ActionItemRow } from '../../tables';
import { now } from '../../time';
import type { ListActionItemsOptions, Page } from '../../types';

const LIST = 'action-items';
/** Sorts what has no date after everything that has one. */
const NO_DATE = '9999-12-31T23:59:59.999Z';

/** Due first; then those without a date. */
export async function listActionItems(
  knex: Knex,
  options: ListActionItemsOptions,
): Promise<Page<ActionItemRecord>> {
  const due = knex.raw(`coalesce(action_items.due_at, '${NO_DATE}')`);
  const query = knex('action_items')
    .join('incidents', 'incidents.key', 'action_items.incident_key')
    .select<ActionItemRow[]>('action_items.*')
    .orderBy([
      { column: due as unknown as string },
      { column: 'action_items.retrospective_id' },
      { column: 'action_items.id' },
    ])
    .limit(options.limit + 1);
  if (options.retrospectiveId !== undefined) {
    query.where(
      'action_items.retrospective_id',
      options.retrospectiveId.replaceAll('\0', ''),
    );
  }
  if (options.owners) query.whereIn('action_items.owner_ref', options.owners);
  const closed = [...CLOSED_ACTION_ITEM_STATES];
  if (options.status === 'closed') query.whereIn('action_items.state', closed);
  if (options.status === 'open' || options.status === 'overdue') {
    query.whereNotIn('action_items.state', closed);
  }
  if (options.status === 'overdue') {
    query.where('action_items.due_at', '<', now());
  }
  applyServices(knex, query, options.services);
  applyCriteria(knex, query, options.criteria);
  if (options.cursor !== undefined) {
    const [dueAt, retrospectiveId, id] = decodeCursor(
      LIST,
      ['text', 'text', 'text'],
      options.cursor,
    );
    query.whereRaw(
      `(coalesce(action_items.due_at, '${NO_DATE}'), action_items.retrospective_id, action_items.id) > (?, ?, ?)`,
      [dueAt, retrospectiveId, id],
    );
  }
  const page = toPage<ActionItemRow>(await query, options.limit, last =>
    encodeCursor(LIST, [
      last.due_at ?? NO_DATE,
      last.retrospective_id,
      last.id,
    ]),
  );
  return { ...page, items: page.items.map(fromActionItemRow) };
}
