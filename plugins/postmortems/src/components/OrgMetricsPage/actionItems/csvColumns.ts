import type { ActionItemRecord } from '@postmortems/backstage-plugin-postmortems-common';
import type { CsvColumn } from '../csv/csv';

/** The columns of an action item. Machine-readable names, not translated. */
export const ACTION_ITEM_COLUMNS: readonly CsvColumn<ActionItemRecord>[] = [
  ['incident', one => one.incidentKey],
  ['title', one => one.title],
  ['type', one => one.type],
  ['state', one => one.state],
  ['priority', one => one.priority],
  ['owner', one => one.owner],
  ['due_at', one => one.dueAt],
  ['closed_at', one => one.closedAt],
  ['end_state', one => one.endState],
  ['ticket', one => one.ticketUrl],
  ['created_at', one => one.createdAt],
  ['changed_at', one => one.updatedAt],
  ['postmortem_id', one => one.postmortemId],
  ['id', one => one.id],
];
