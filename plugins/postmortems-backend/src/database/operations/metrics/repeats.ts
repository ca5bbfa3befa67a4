import type {
  FigureIncident,
  Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria } from '../../criteria';
import { whereAnyOf } from '../../dialect';
import type { IncidentScope } from '../../scope';

const DAY_MINUTES = 24 * 60;

/** The earlier of two rows of one series, as a table of its own. */
const EARLIER = {
  key: 'earlier.incident_key',
  visibility: 'earlier.visibility',
  createdBy: 'earlier.opened_by',
  severity: 'earlier.severity',
};

/** Pairs of rows of one series, the later one at most that many days after the earlier one, which the reader may see. */
function pairs(knex: Knex, scope: IncidentScope, days: number) {
  const query = knex('incident_themes as later').join(
    'incident_themes as earlier',
    on =>
      on
        .on('earlier.service_ref', 'later.service_ref')
        .andOn('earlier.theme', 'later.theme'),
  );
  query
    .whereRaw(
      '(earlier.started_minute, earlier.incident_key) < (later.started_minute, later.incident_key)',
    )
    .whereRaw('earlier.started_minute >= later.started_minute - ?', [
      days * DAY_MINUTES,
    ]);
  if (scope.services) {
    whereAnyOf(knex, query, 'later.service_ref', scope.services);
  }
  applyCriteria(knex, query, scope.criteria, EARLIER);
  return query;
}

/** Whether the incident of a row of `incident_facts` is a repeat, as a subquery. */
export function isRepeat(knex: Knex, scope: IncidentScope, days: number) {
  return pairs(knex, scope, days)
    .whereRaw('later.incident_key = incident_facts.incident_key')
    .select(knex.raw('1'));
}

/** Restricts a query over `incident_facts` to incidents that can be repeats. */
export function hasTheme(
  knex: Knex,
  query: Knex.QueryBuilder,
  { services }: IncidentScope,
): void {
  query.whereExists(themes => {
    themes
      .from('incident_themes')
      .whereRaw('incident_themes.incident_key = incident_facts.incident_key');
    if (services) {
      whereAnyOf(knex, themes, 'incident_themes.service_ref', services);
    }
  });
}

/** Tells of each repeat the nearest incident before it. */
export async function addPrevious(
  knex: Knex,
  items: FigureIncident[],
  scope: IncidentScope,
  days: number,
): Promise<FigureIncident[]> {
  const keys = items.filter(({ hit }) => hit).map(one => one.incidentKey);
  if (keys.length === 0) return items;
  const query = pairs(knex, scope, days)
    .leftJoin(
      'retrospectives',
      'retrospectives.incident_key',
      'earlier.incident_key',
    )
    .select<Record<string, string | null>[]>({
      later: 'later.incident_key',
      key: 'earlier.incident_key',
      started_at: 'earlier.started_at',
      service_ref: 'later.service_ref',
      theme: 'later.theme',
      retrospective_id: 'retrospectives.id',
    })
    .orderBy([
      { column: 'earlier.started_minute', order: 'desc' },
      { column: 'earlier.incident_key', order: 'desc' },
      { column: 'later.theme' },
      { column: 'later.service_ref' },
    ]);
  const previous = new Map<string, FigureIncident['previous']>();
  for (const row of await whereAnyOf(knex, query, 'later.incident_key', keys)) {
    if (!previous.has(row.later)) {
      previous.set(row.later, {
        incidentKey: row.key,
        startedAt: row.started_at,
        serviceRef: row.service_ref,
        theme: row.theme as Theme,
        ...(row.retrospective_id && { retrospectiveId: row.retrospective_id }),
      });
    }
  }
  return items.map(item => {
    const before = previous.get(item.incidentKey);
    return before ? { ...item, previous: before } : item;
  });
}
