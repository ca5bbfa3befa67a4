import type {
  FigureIncident,
  ReviewStatus,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import { whereAnyOf } from '../../dialect';
import type { IncidentRow, RetrospectiveRow } from '../../tables';
import { hydrateIncidents } from '../incident/read';

/**
 * Rows of `incident_facts` as lists show them, in their order.
 *
 * @param options - `minutes` the column that the figure is about; `verdicts` whether it is about sentences
 */
export async function describeIncidents(
  knex: Knex,
  facts: readonly Record<string, string | number>[],
  options: { minutes?: string; verdicts: boolean },
): Promise<FigureIncident[]> {
  const keys = facts.map(row => String(row.incident_key));
  const incidents = await hydrateIncidents(
    knex,
    (await whereAnyOf(knex, knex('incidents'), 'key', keys)) as IncidentRow[],
  );
  const documents = (await whereAnyOf(
    knex,
    knex('retrospectives'),
    'incident_key',
    keys,
  )) as RetrospectiveRow[];
  const incidentOf = new Map(incidents.map(one => [one.key, one]));
  const documentOf = new Map(documents.map(one => [one.incident_key, one]));
  return facts.flatMap(row => {
    const incident = incidentOf.get(String(row.incident_key));
    if (!incident) return [];
    const document = documentOf.get(incident.key);
    const { key, severity, services, startedAt, resolvedAt } = incident;
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
        ...(row.hit !== undefined && { hit: Number(row.hit) === 1 }),
        ...(options.minutes && { minutes: Number(row[options.minutes]) }),
        ...(options.verdicts && {
          verdicts: {
            supported: Number(row.claims_supported),
            partial: Number(row.claims_partial),
            unsupported: Number(row.claims_unsupported),
            contradicted: Number(row.claims_contradicted),
            attested: Number(row.claims_attested),
          },
        }),
      },
    ];
  });
}
