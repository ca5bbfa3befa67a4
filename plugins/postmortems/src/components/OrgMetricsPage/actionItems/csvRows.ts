import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';
import type { Cell } from '../csv/csv';

// Machine-readable names, not translated
export const ACTION_ITEM_COLUMNS = [
  'incident',
  'title',
  'type',
  'state',
  'priority',
  'owner',
  'due_at',
  'closed_at',
  'end_state',
  'ticket',
  'created_at',
  'changed_at',
  'postmortem_id',
  'id',
];

/** An action item as the values of {@link ACTION_ITEM_COLUMNS}. */
export function actionItemRow(one: ActionItemRecord): Cell[] {
  return [
    one.incidentKey,
    one.title,
    one.type,
    one.state,
    one.priority,
    one.owner,
    one.dueAt,
    one.closedAt,
    one.endState,
    one.ticketUrl,
    one.createdAt,
    one.updatedAt,
    one.postmortemId,
    one.id,
  ];
}
