import type {
  Incident,
  Postmortem,
  PostmortemSummary,
  Revision,
  VerdictCounts,
} from '@postmortems/backstage-plugin-postmortems-common';

export type PostmortemRow = {
  id: string;
  incident_key: string;
  title: string;
  status: string;
  root_cause_status: string;
  revision: number;
  claims_supported: number;
  claims_unverified: number;
  claims_unsupported: number;
  claims_contradicted: number;
  claims_attested: number;
  open_action_items: number;
  proposed_action_items: number;
  search_text: string;
  /** Of the last draft; edits and rechecks have seals of their own. */
  drafted_seal_id: string | null;
  approved_revision: number | null;
  verified_with: string | null;
  verified_batch: number | null;
  verified_at: string | null;
  /** Rechecks that were begun and not ended: the process ended first. */
  recheck_attempts: number;
  recheck_at: string | null;
  review_at: string | null;
  published_at: string | null;
  created_at: string;
  updated_at: string;
};

/** As often as the process may end during the recheck of a postmortem before it is left. */
export const MAX_RECHECK_ATTEMPTS = 3;

/** Columns, so that lists need not read contents. */
export function verdictColumns(counts: VerdictCounts) {
  return {
    claims_supported: counts.supported,
    claims_unverified: counts.unverified,
    claims_unsupported: counts.unsupported,
    claims_contradicted: counts.contradicted,
    claims_attested: counts.attested,
  };
}

function verdictCounts(row: PostmortemRow): VerdictCounts {
  return {
    supported: row.claims_supported,
    unverified: row.claims_unverified,
    unsupported: row.claims_unsupported,
    contradicted: row.claims_contradicted,
    attested: row.claims_attested,
  };
}

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
    ...(row.recheck_attempts >= MAX_RECHECK_ATTEMPTS &&
      row.recheck_at !== null && { recheckParkedSince: row.recheck_at }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

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
