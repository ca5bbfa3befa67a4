import type {
  OrgMetricIncident,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  applyCriteria,
  type IncidentCriteria,
  whereAnyOf,
} from '../platform/database';
import { findNearestEarlier, type EarlierIncident } from './nearestEarlier';
import { hydrateCountedIncidents } from './countedIncident';
import type { CountedPostmortemRow } from './tables';

/**
 * Incidents as lists show them, in the order of the rows. Leaves out what the
 * reader may no longer see.
 *
 * @param options - `withPrevious` adds to each incident of the numerator the one that it repeats
 */
export async function describeIncidents<
  Row extends { incident_key: string; in_numerator: number },
>(
  knex: Knex,
  rows: readonly Row[],
  options: {
    criteria: IncidentCriteria | undefined;
    contributionOf(row: Row): Partial<OrgMetricIncident>;
    withPrevious: boolean;
  },
): Promise<OrgMetricIncident[]> {
  const { criteria, contributionOf, withPrevious } = options;
  const earlier = withPrevious
    ? await findNearestEarlier(knex, {
        incidentKeys: rows
          .filter(row => row.in_numerator === 1)
          .map(row => row.incident_key),
        criteria,
      })
    : new Map<string, EarlierIncident>();
  const keys = [
    ...new Set([
      ...rows.map(row => row.incident_key),
      ...[...earlier.values()].map(one => one.previous_key),
    ]),
  ];
  const query = knex('incidents').select('incidents.*');
  whereAnyOf(knex, query, 'incidents.key', keys);
  applyCriteria(knex, query, criteria);
  const incidents = await hydrateCountedIncidents(knex, await query);
  const postmortems = (await whereAnyOf(
    knex,
    knex('postmortems'),
    'incident_key',
    keys,
  )) as CountedPostmortemRow[];
  const incidentOf = new Map(incidents.map(one => [one.key, one]));
  const postmortemOf = new Map(postmortems.map(one => [one.incident_key, one]));
  const describePrevious = (
    one: EarlierIncident | undefined,
  ): OrgMetricIncident['previous'] => {
    const previous = one && incidentOf.get(one.previous_key);
    if (!previous) return undefined;
    const postmortem = postmortemOf.get(previous.key);
    return {
      incidentKey: previous.key,
      startedAt: previous.startedAt,
      serviceRef: one.service_ref,
      basis: one.basis,
      value: one.value,
      ...(postmortem && { postmortemId: postmortem.id }),
    };
  };
  return rows.flatMap(row => {
    const incident = incidentOf.get(row.incident_key);
    if (!incident) return [];
    const postmortem = postmortemOf.get(incident.key);
    const previous = describePrevious(earlier.get(incident.key));
    const { key, severity, services, startedAt, resolvedAt } = incident;
    return [
      {
        incidentKey: key,
        title: postmortem?.title ?? incident.title,
        severity,
        services,
        startedAt,
        ...(resolvedAt && { resolvedAt }),
        ...(postmortem && {
          postmortem: {
            id: postmortem.id,
            status: postmortem.status as ReviewStatus,
          },
        }),
        ...contributionOf(row),
        ...(previous && { previous }),
      },
    ];
  });
}
