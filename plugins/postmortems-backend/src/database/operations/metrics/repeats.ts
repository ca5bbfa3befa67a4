import {
  REPEAT_DAYS,
  type FigureIncident,
  type Theme,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria } from '../../criteria';
import { whereAnyOf } from '../../dialect';
import { applyScope, SCOPED, type IncidentScope } from '../../scope';
import type { FiguresOptions } from '../../types';

const DAY_MINUTES = 24 * 60;

/**
 * The incidents of the scope that have a theme, as `incident_key`, and the minutes to the nearest incident before each with one of the
 * same services and the same theme, as `gap`; null when none was within the longest time that counts. What is asked for narrows
 * which incidents these are, not which came before them: those are all that the reader may see. With services in the scope it is these
 * services that have to be the same.
 */
export function distances(knex: Knex, options: FiguresOptions) {
  const { services, severities, criteria } = options;
  const from = minuteOf(options.from);
  const series = knex('incident_themes').select(
    'incident_themes.incident_key',
    'incident_themes.started_minute',
    'incident_themes.severity',
    knex.raw(
      'started_minute - lag(started_minute) over (partition by service_ref, theme order by started_minute, incident_key) as gap',
    ),
  );
  // Minutes, which the index over series has; it tells everything that is read here
  series
    .where(
      'incident_themes.started_minute',
      '>=',
      from - Math.max(...REPEAT_DAYS) * DAY_MINUTES,
    )
    .where('incident_themes.started_minute', '<', minuteOf(options.to));
  applyScope(knex, series, SCOPED.themes, { criteria });
  if (services) {
    whereAnyOf(knex, series, 'incident_themes.service_ref', services);
  }
  const nearest = knex
    .from(series.as('series'))
    .where('started_minute', '>=', from)
    .groupBy('incident_key')
    .select('incident_key', knex.raw('min(gap) as gap'));
  if (severities) nearest.whereIn('severity', severities);
  return nearest;
}

/** Whole minutes since 1970; the scope's times have no seconds. */
function minuteOf(time: string): number {
  return Date.parse(time) / 60_000;
}

/** The earlier of two rows of one series, as a table of its own. */
const EARLIER = {
  key: 'earlier.incident_key',
  visibility: 'earlier.visibility',
  createdBy: 'earlier.opened_by',
  severity: 'earlier.severity',
};

/** Tells of each repeat the nearest incident before it. */
export async function addPrevious(
  knex: Knex,
  items: FigureIncident[],
  scope: IncidentScope,
  days: number,
): Promise<FigureIncident[]> {
  const keys = items.filter(({ hit }) => hit).map(one => one.incidentKey);
  if (keys.length === 0) return items;
  const query = knex('incident_themes as later')
    .join('incident_themes as earlier', on =>
      on
        .on('earlier.service_ref', 'later.service_ref')
        .andOn('earlier.theme', 'later.theme'),
    )
    .whereRaw(
      '(earlier.started_minute, earlier.incident_key) < (later.started_minute, later.incident_key)',
    )
    .whereRaw('earlier.started_minute >= later.started_minute - ?', [
      days * DAY_MINUTES,
    ])
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
  applyCriteria(knex, query, scope.criteria, EARLIER);
  if (scope.services) {
    whereAnyOf(knex, query, 'later.service_ref', scope.services);
  }
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
