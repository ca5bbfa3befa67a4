import {
  DUE_AFTER_DAYS,
  DUE_SEVERITIES,
  REPEAT_DAYS,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria, applyScope } from '../platform/database';
import { inSeriesBefore, whereVisible } from './nearestEarlier';
import { INCIDENT_METRICS } from './tables';
import type { OrgMetricsOptions } from './types';

const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * 60_000;
const LONGEST_MINUTES = Math.max(...REPEAT_DAYS) * DAY_MINUTES;

/** Claims of an incident that evidence coverage is about. */
export const CLAIMS =
  '(claims_supported + claims_unverified + claims_unsupported + claims_contradicted + claims_attested)';

/** A condition, true where the postmortem of an incident should be published by now. */
export function isDue(knex: Knex, now: string): Knex.Raw {
  const before = new Date(Date.parse(now) - DUE_AFTER_DAYS * DAY_MS);
  const marks = DUE_SEVERITIES.map(() => '?').join(', ');
  return knex.raw(`(resolved_at <= ? and severity in (${marks}))`, [
    before.toISOString(),
    ...DUE_SEVERITIES,
  ]);
}

/** Minutes within which an incident counts as a repeat. */
export function repeatMinutes(days: (typeof REPEAT_DAYS)[number]): number {
  return days * DAY_MINUTES;
}

/**
 * Minutes since the latest earlier incident that an incident repeats and the
 * reader may see; null without one. Where the stored one is hidden from the
 * reader, a join to the query of `incident_metrics` looks up an earlier one.
 * Those are few.
 */
export function minutesSincePrevious(
  knex: Knex,
  query: Knex.QueryBuilder,
  { from, to, criteria }: Pick<OrgMetricsOptions, 'from' | 'to' | 'criteria'>,
): Knex.Raw {
  if (!criteria) return knex.raw('incident_metrics.minutes_since_previous');
  const hidden = knex('incident_metrics').select('incident_key');
  applyCriteria(knex, hidden, { not: criteria }, INCIDENT_METRICS);
  const earlierMinute = whereVisible(
    knex,
    inSeriesBefore(
      knex('incident_recurrence_keys as earlier').select(
        'earlier.started_minute',
      ),
    ),
    criteria,
  );
  const latestVisible = knex('incident_recurrence_keys as current')
    .whereRaw('current.incident_key = incident_metrics.incident_key')
    .select(
      knex.raw('min(current.started_minute - (?))', [
        earlierMinute,
      ]) as unknown as string,
    );
  const ofHidden = knex('incident_metrics')
    .select('incident_key', latestVisible.as('minutes'))
    .where('minutes_since_previous', '<=', LONGEST_MINUTES)
    .whereIn('previous_key', hidden);
  applyScope(knex, ofHidden, INCIDENT_METRICS, { from, to });
  query
    // With the limit of a page the planner would look them up for each row
    .withMaterialized('of_hidden', ofHidden)
    .leftJoin(
      'of_hidden',
      'of_hidden.incident_key',
      'incident_metrics.incident_key',
    );
  return knex.raw(
    `(case when of_hidden.incident_key is null
      then incident_metrics.minutes_since_previous else of_hidden.minutes end)`,
  );
}
