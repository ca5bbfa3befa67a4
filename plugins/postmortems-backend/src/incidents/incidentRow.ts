import {
  incidentStatus,
  type Incident,
} from '@postmortems/backstage-plugin-postmortems-common';
import { optional, toNull } from '../platform/database';
import { oneLine } from '../platform/text/oneLine';

/** As the API takes it. */
const MAX_TITLE = 300;

export type IncidentRow = {
  key: string;
  title: string;
  description: string | null;
  severity: string;
  status: string;
  started_at: string;
  detected_at: string | null;
  mitigated_at: string | null;
  resolved_at: string | null;
  visibility: string;
  source_url: string | null;
  created_by: string;
  created_at: string;
  updated_at: string;
  /** Written with the evidence. */
  evidence_refused_at?: string | null;
  /** Written by an erasure. */
  erased_at?: string | null;
  erased_reason?: string | null;
  /** Written with a legal hold. */
  hold_reason?: string | null;
  held_by?: string | null;
  held_at?: string | null;
};

/** The status is derived here, so that it cannot disagree with the times. */
export function toIncidentRow(incident: Incident): IncidentRow {
  return {
    key: incident.key,
    title: oneLine(incident.title, MAX_TITLE),
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
    ...optional('evidenceRefusedSince', row.evidence_refused_at ?? null),
    ...(row.erased_at && {
      erased: { at: row.erased_at, reason: row.erased_reason ?? '' },
    }),
    ...(row.held_at && {
      legalHold: {
        reason: row.hold_reason ?? '',
        by: row.held_by ?? '',
        at: row.held_at,
      },
    }),
  };
}
