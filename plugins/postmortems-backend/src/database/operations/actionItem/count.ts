import {
  ACTION_ITEM_STATES_OF,
  type ActionItemCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { isPostgres, whereAnyOf } from '../../dialect';
import { applyScope, SCOPED, type IncidentScope } from '../../scope';
import { now } from '../../time';

/** How many action items there are of each status. */
export async function countActionItems(
  knex: Knex,
  scope: IncidentScope,
): Promise<ActionItemCounts> {
  const { services, ...rest } = scope;
  const query = knex('action_items');
  applyScope(knex, query, SCOPED.actionItems, rest);
  if (services) whereOfServices(knex, query, services);
  const rows: {
    state: string;
    n: number | string;
    overdue: number | string;
  }[] = await query
    .select(
      'action_items.state',
      knex.raw('count(*) as n'),
      knex.raw(
        'coalesce(sum(case when action_items.due_at < ? then 1 else 0 end), 0) as overdue',
        [now()],
      ),
    )
    .groupBy('action_items.state');
  const sum = (
    status: keyof typeof ACTION_ITEM_STATES_OF,
    column: 'n' | 'overdue',
  ) =>
    rows
      .filter(({ state }) =>
        (ACTION_ITEM_STATES_OF[status] as readonly string[]).includes(state),
      )
      .reduce((total, row) => total + Number(row[column]), 0);
  return {
    proposed: sum('proposed', 'n'),
    open: sum('open', 'n'),
    overdue: sum('overdue', 'overdue'),
    closed: sum('closed', 'n'),
    dropped: sum('dropped', 'n'),
  };
}

/**
 * Restricts the query to items of incidents that touch any of the services. PostgreSQL is given the incidents as a list: it would
 * rather go through all items than look up those of some incidents.
 */
function whereOfServices(
  knex: Knex,
  query: Knex.QueryBuilder,
  services: readonly string[],
): void {
  const incidents = whereAnyOf(
    knex,
    knex('incident_services').distinct('incident_key'),
    'incident_services.service_ref',
    services,
  );
  const { key } = SCOPED.actionItems;
  if (isPostgres(knex)) query.whereRaw('?? = any(array(?))', [key, incidents]);
  else query.whereIn(key, incidents);
}
