import type {
  Incident,
  Postmortem,
  PostmortemSummary,
  Revision,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';
import type { PostmortemRow } from '../platform/database/tables';

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

function verdictCounts(row: PostmortemRow): VerdictCounts {
  return {
    supported: row.claims_supported,
    partial: row.claims_partial,
    unsupported: row.claims_unsupported,
    contradicted: row.claims_contradicted,
    attested: row.claims_attested,
  };
}

/** The document at its newest revision. */
export function toPostmortem(row: PostmortemRow, newest: Revision): Postmortem {
  return {
    ...newest.content,
    id: row.id,
    incidentKey: row.incident_key,
    status: row.status as Postmortem['status'],
    revision: newest.revision,
    sealId: newest.sealId,
    ...(newest.traceId === undefined ? {} : { traceId: newest.traceId }),
    verdictCounts: verdictCounts(row),
    ...(row.approved_revision === null
      ? {}
      : { approvedRevision: row.approved_revision }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** The document as lists show it, from columns alone. */
export function toPostmortemSummary(
  row: PostmortemRow,
  incident: Incident,
): PostmortemSummary {
  return {
    id: row.id,
    incidentKey: row.incident_key,
    title: row.title,
    status: row.status as PostmortemSummary['status'],
    rootCauseStatus:
      row.root_cause_status as PostmortemSummary['rootCauseStatus'],
    revision: row.revision,
    verdictCounts: verdictCounts(row),
    openActionItems: row.open_action_items,
    proposedActionItems: row.proposed_action_items,
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
