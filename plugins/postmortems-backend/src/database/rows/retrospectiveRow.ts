import type {
  Incident,
  Retrospective,
  RetrospectiveSummary,
  Revision,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { RetrospectiveRow } from '../tables';

/** Verdict counts as columns, so that lists need no document. */
export function verdictColumns(counts: VerdictCounts) {
  return {
    claims_supported: counts.supported,
    claims_partial: counts.partial,
    claims_unsupported: counts.unsupported,
    claims_contradicted: counts.contradicted,
    claims_attested: counts.attested,
  };
}

function verdictCounts(row: RetrospectiveRow): VerdictCounts {
  return {
    supported: row.claims_supported,
    partial: row.claims_partial,
    unsupported: row.claims_unsupported,
    contradicted: row.claims_contradicted,
    attested: row.claims_attested,
  };
}

/** The document at its newest revision. */
export function toRetrospective(
  row: RetrospectiveRow,
  newest: Revision,
): Retrospective {
  return {
    ...newest.content,
    id: row.id,
    incidentKey: row.incident_key,
    status: row.status as Retrospective['status'],
    revision: newest.revision,
    sealId: newest.sealId,
    ...(newest.traceId === undefined ? {} : { traceId: newest.traceId }),
    verdictCounts: verdictCounts(row),
    ...(row.vouched_revision === null
      ? {}
      : { vouchedRevision: row.vouched_revision }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The document as lists show it, from columns alone. */
export function toRetrospectiveSummary(
  row: RetrospectiveRow,
  incident: Incident,
): RetrospectiveSummary {
  return {
    id: row.id,
    incidentKey: row.incident_key,
    title: row.title,
    status: row.status as RetrospectiveSummary['status'],
    rootCauseStatus:
      row.root_cause_status as RetrospectiveSummary['rootCauseStatus'],
    revision: row.revision,
    verdictCounts: verdictCounts(row),
    openFollowUps: row.open_follow_ups,
    proposedFollowUps: row.proposed_follow_ups,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    incident: {
      severity: incident.severity,
      services: incident.services,
      startedAt: incident.startedAt,
      ...(incident.resolvedAt === undefined
        ? {}
        : { resolvedAt: incident.resolvedAt }),
      visibility: incident.visibility,
    },
  };
}
