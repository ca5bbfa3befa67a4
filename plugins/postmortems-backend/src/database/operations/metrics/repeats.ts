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
  // Of two that start in the same minute the one with the greater key is the repeat; `addPrevious` has the same order
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
  const nearest = await readNearest(knex, keys, scope, days);
  const starts = await readStarts(
    knex,
    nearest.map(({ key }) => key),
  );
  // Of several series the latest; of those that agree the first by name
  const minute = (key: string) =>
    Math.floor(minuteOf(starts.get(key)?.startedAt ?? ''));
  const byLast = [...nearest].sort(
    (a, b) =>
      minute(b.key) - minute(a.key) ||
      Number(a.key < b.key) - Number(a.key > b.key),
  );
  const previous = new Map<string, FigureIncident['previous']>();
  for (const { later, key, serviceRef, theme } of byLast) {
    const start = starts.get(key);
    if (start && !previous.has(later)) {
      previous.set(later, { incidentKey: key, ...start, serviceRef, theme });
    }
  }
  return items.map(item => {
    const found = previous.get(item.incidentKey);
    return found ? { ...item, previous: found } : item;
  });
}

type Nearest = { later: string; key: string; serviceRef: string; theme: Theme };

/** The nearest earlier incident in each series that an incident is in; by theme, then by service. */
async function readNearest(
  knex: Knex,
  keys: readonly string[],
  scope: IncidentScope,
  days: number,
): Promise<Nearest[]> {
  // For one row at a time, which the index over series answers at once
  const earlier = knex('incident_themes as earlier')
    .select('earlier.incident_key')
    .whereRaw(
      'earlier.service_ref = later.service_ref and earlier.theme = later.theme',
    )
    .whereRaw(
      '(earlier.started_minute, earlier.incident_key) < (later.started_minute, later.incident_key)',
    )
    .whereRaw('earlier.started_minute >= later.started_minute - ?', [
      days * DAY_MINUTES,
    ])
    .orderBy([
      { column: 'earlier.started_minute', order: 'desc' },
      { column: 'earlier.incident_key', order: 'desc' },
    ])
    .limit(1);
  applyCriteria(knex, earlier, scope.criteria, EARLIER);
  const query = knex('incident_themes as later')
    .select({
      later: 'later.incident_key',
      service_ref: 'later.service_ref',
      theme: 'later.theme',
      key: earlier,
    })
    .orderBy(['later.theme', 'later.service_ref']);
  if (scope.services) {
    whereAnyOf(knex, query, 'later.service_ref', scope.services);
  }
  const rows: Record<string, string>[] = await whereAnyOf(
    knex,
    query,
    'later.incident_key',
    keys,
  );
  return rows
    .filter(({ key }) => key)
    .map(({ later, key, service_ref: serviceRef, theme }) => ({
      later,
      key,
      serviceRef,
      theme: theme as Theme,
    }));
}

type Start = { startedAt: string; retrospectiveId?: string };

/** When incidents started, and which postmortem they have, by key. */
async function readStarts(
  knex: Knex,
  keys: readonly string[],
): Promise<Map<string, Start>> {
  const query = knex('incidents')
    .leftJoin('retrospectives', 'retrospectives.incident_key', 'incidents.key')
    .select({
      key: 'incidents.key',
      started_at: 'incidents.started_at',
      retrospective_id: 'retrospectives.id',
    });
  const rows: Record<string, string>[] = await whereAnyOf(
    knex,
    query,
    'incidents.key',
    keys,
  );
  return new Map(
    rows.map(row => [
      row.key,
      {
        startedAt: row.started_at,
        ...(row.retrospective_id && { retrospectiveId: row.retrospective_id }),
      },
    ]),
  );
}
