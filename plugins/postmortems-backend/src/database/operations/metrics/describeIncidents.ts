import type {
  FigureIncident,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria } from '../../criteria';
import { whereAnyOf } from '../../dialect';
import type { Counted } from '../../figures/behindFigure';
import type { IncidentRow, RetrospectiveRow } from '../../tables';
import type { IncidentCriteria } from '../../types';
import { hydrateIncidents } from '../incident/read';

/**
 * Incidents behind a figure as lists show them, in their order. What the reader may not see any more by the time that it is read is left
 * out.
 */
export async function describeIncidents(
  knex: Knex,
  counted: readonly Counted[],
  criteria: IncidentCriteria | undefined,
): Promise<FigureIncident[]> {
  const keys = new Set(
    counted.flatMap(({ incident, previous }) => [
      incident.key,
      ...(previous ? [previous.incident.key] : []),
    ]),
  );
  const query = knex('incidents').select('incidents.*');
  whereAnyOf(knex, query, 'incidents.key', [...keys]);
  applyCriteria(knex, query, criteria);
  const incidents = await hydrateIncidents(
    knex,
    (await query) as IncidentRow[],
  );
  const documents = (await whereAnyOf(
    knex,
    knex('retrospectives'),
    'incident_key',
    [...keys],
  )) as RetrospectiveRow[];
  const incidentOf = new Map(incidents.map(one => [one.key, one]));
  const documentOf = new Map(documents.map(one => [one.incident_key, one]));
  const describePrevious = ({ previous }: Counted) => {
    const before = previous && incidentOf.get(previous.incident.key);
    if (!before) return undefined;
    const document = documentOf.get(before.key);
    return {
      incidentKey: before.key,
      startedAt: before.startedAt,
      serviceRef: previous.serviceRef,
      theme: previous.theme,
      ...(document && { retrospectiveId: document.id }),
    };
  };
  return counted.flatMap(one => {
    const incident = incidentOf.get(one.incident.key);
    if (!incident) return [];
    const document = documentOf.get(incident.key);
    const previous = describePrevious(one);
    const { key, severity, services, startedAt, resolvedAt } = incident;
    const { hit, minutes, verdicts } = one;
    return [
      {
        incidentKey: key,
        title: document?.title ?? incident.title,
        severity,
        services,
        startedAt,
        ...(resolvedAt && { resolvedAt }),
        ...(document && {
          retrospective: {
            id: document.id,
            status: document.status as ReviewStatus,
          },
        }),
        ...(hit !== undefined && { hit }),
        ...(minutes !== undefined && { minutes }),
        ...(verdicts && { verdicts }),
        ...(previous && { previous }),
      },
    ];
  });
}
