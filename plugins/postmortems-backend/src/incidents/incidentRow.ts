import {
  incidentStatus,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { IncidentRow } from '../platform/database/tables';
import { optional, toNull } from '../platform/database/nullable';

/** The row of an incident. Its status is derived here, so that it cannot disagree with its times. */
export function toIncidentRow(incident: Incident): IncidentRow {
  return {
    key: incident.key,
    title: incident.title,
    description: toNull(incident.description),
    severity: incident.severity,
    status: incidentStatus(incident),
    started_at: incident.startedAt,
    detected_at: toNull(incident.detectedAt),
    mitigated_at: toNull(incident.mitigatedAt),
    resolved_at: toNull(incident.resolvedAt),
    visibility: incident.visibility,
    source_url: toNull(incident.sourceUrl),
    created_by: incident.createdBy,
    created_at: incident.createdAt,
    updated_at: incident.updatedAt,
  };
}

/** The incident of a row and of the rows that belong to it. */
export function fromIncidentRow(
  row: IncidentRow,
  relations: { services: string[]; participants: string[] },
): Incident {
  return {
    key: row.key,
    title: row.title,
    ...optional('description', row.description),
    severity: row.severity as Incident['severity'],
    status: row.status as Incident['status'],
    services: relations.services,
    startedAt: row.started_at,
    ...optional('detectedAt', row.detected_at),
    ...optional('mitigatedAt', row.mitigated_at),
    ...optional('resolvedAt', row.resolved_at),
    visibility: row.visibility as Incident['visibility'],
    participants: relations.participants,
    ...optional('sourceUrl', row.source_url),
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
