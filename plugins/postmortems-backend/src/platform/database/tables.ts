/**
 * Rows as both databases give them. JSON and times are text everywhere; where the two differ, the type says so and
 * the row mapper absorbs it.
 */

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
};

export type IncidentServiceRow = {
  incident_key: string;
  position: number;
  service_ref: string;
};

export type IncidentParticipantRow = {
  incident_key: string;
  position: number;
  entity_ref: string;
};

export type EvidenceRow = {
  incident_key: string;
  id: string;
  batch: number;
  source_type: string;
  occurred_at: string;
  payload: string;
  kind: string | null;
  confidence: number;
  service: string;
  region: string;
  correlation_id: string;
  provider: string;
  source_url: string | null;
  captured_at: string;
  expires_at: string | null;
  content_hash: string;
  truncated: boolean | number;
  original_bytes: number | string;
};

export type SealRow = {
  id: string;
  incident_key: string;
  algorithm: string;
  root: string;
  manifest: string;
  incident: string;
  record_hash: string;
  through_batch: number;
  sealed_at: string;
};

export type TraceRow = {
  incident_key: string;
  trace_id: string;
  content: string;
  content_hash: string;
  submitted_at: string;
};

export type PostmortemRow = {
  id: string;
  incident_key: string;
  title: string;
  status: string;
  root_cause_status: string;
  revision: number;
  claims_supported: number;
  claims_partial: number;
  claims_unsupported: number;
  claims_contradicted: number;
  claims_attested: number;
  open_action_items: number;
  proposed_action_items: number;
  search_text: string;
  written_seal_id: string | null;
  approved_revision: number | null;
  verified_with: string | null;
  verified_batch: number | null;
  verified_at: string | null;
  review_at: string | null;
  published_at: string | null;
  created_at: string;
  updated_at: string;
};

export type ActionItemRow = {
  postmortem_id: string;
  id: string;
  incident_key: string;
  title: string;
  type: string;
  priority: string;
  state: string;
  owner_ref: string | null;
  due_at: string | null;
  end_state: string;
  claim_id: string | null;
  ticket_url: string | null;
  ticket_key: string | null;
  version: number;
  created_by: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
};

export type RevisionRow = {
  postmortem_id: string;
  revision: number;
  author: string;
  reason: string;
  seal_id: string;
  trace_id: string | null;
  content_hash: string;
  content: string;
  created_at: string;
};

export type ClaimRow = {
  postmortem_id: string;
  revision: number;
  claim_id: string;
  position: number;
  section_id: string;
  block_id: string;
  kind: string;
  text: string;
  verdict: string;
  reasons: string;
  verifier_version: string;
};

export type ClaimSpanRow = {
  postmortem_id: string;
  revision: number;
  claim_id: string;
  position: number;
  evidence_id: string;
  pointer: string;
  quote: string;
};

export type TemplateRow = {
  version: string;
  content_hash: string;
  generation: number;
  content: string;
  source: string;
  saved_at: string;
};

export type AuditRow = {
  at: string;
  actor: string;
  action: string;
  incident_key: string | null;
  subject_id: string;
  details: string;
};

export type InboxRow = {
  source_id: string;
  delivery_id: string;
  state: string;
  body: string;
  received_at: string;
  due_at: string;
  attempts: number;
  ticket: string | null;
  error: string | null;
};
