import type {
  FigureIncident,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { applyCriteria } from '../../platform/database/criteria';
import { whereAnyOf } from '../../platform/database/dialect';
import type { Behind } from '../figures/behindFigure';
import type {
  IncidentRow,
  PostmortemRow,
} from '../../platform/database/tables';
import type { IncidentCriteria } from '../../platform/database/types';
import { hydrateIncidents } from '../../incidents/operations/read';

/**
 * Incidents behind a figure as lists show them, in their order. What the reader may not see any more by the time that it is read is left
 * out.
 */
export async function describeIncidents(
  knex: Knex,
  behind: readonly Behind[],
  criteria: IncidentCriteria | undefined,
): Promise<FigureIncident[]> {
  const keys = new Set(
    behind.flatMap(({ incidentKey, previous }) => [
      incidentKey,
      ...(previous ? [previous.incidentKey] : []),
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
    knex('postmortems'),
    'incident_key',
    [...keys],
  )) as PostmortemRow[];
  const incidentOf = new Map(incidents.map(one => [one.key, one]));
  const documentOf = new Map(documents.map(one => [one.incident_key, one]));
  const describePrevious = ({ previous }: Behind) => {
    const before = previous && incidentOf.get(previous.incidentKey);
    if (!before) return undefined;
    const document = documentOf.get(before.key);
    return {
      incidentKey: before.key,
      startedAt: before.startedAt,
      serviceRef: previous.serviceRef,
      theme: previous.theme,
      ...(document && { postmortemId: document.id }),
    };
  };
  return behind.flatMap(one => {
    const incident = incidentOf.get(one.incidentKey);
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
          postmortem: {
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
