import type { RecurrenceBasis } from '@postmortems/backstage-plugin-postmortems-common';
import type { CriteriaTarget } from '../platform/database';

/** What a question about incidents looks at, as in each of these tables. */
type ScopeColumns = {
  incident_key: string;
  started_at: string;
  severity: string;
  visibility: string;
  created_by: string;
};

/** A row for each incident. Flags are 0 or 1. */
export type IncidentMetricsRow = ScopeColumns & {
  /** Since 1970. */
  started_minute: number;
  /** As 2026-01. */
  started_month: string;
  resolved_at: string | null;
  has_postmortem: number;
  published: number;
  cause_confirmed: number;
  minutes_to_resolve: number | null;
  /** From the end of the incident; negative when it came before. */
  minutes_to_draft: number | null;
  minutes_to_review: number | null;
  claims_supported: number;
  claims_unverified: number;
  claims_unsupported: number;
  claims_contradicted: number;
  claims_attested: number;
  items_open: number;
  items_closed: number;
  /** Ids in order, separated by commas. */
  categories: string;
  comparable: number;
  previous_key: string | null;
  minutes_since_previous: number | null;
};

/**
 * Action items of an incident that have the same owner and, while they are
 * open, the same due date.
 */
export type ActionItemCountsRow = ScopeColumns & {
  owner_ref: string | null;
  due_at: string | null;
  proposed: number;
  open: number;
  closed: number;
  dropped: number;
};

/** What an incident and its repeats have in common; a row for each service and value. */
export type RecurrenceKeyRow = {
  incident_key: string;
  service_ref: string;
  basis: RecurrenceBasis;
  value: string;
  started_at: string;
  started_minute: number;
};

function scopedTable(table: string): CriteriaTarget & { startedAt: string } {
  return {
    key: `${table}.incident_key`,
    startedAt: `${table}.started_at`,
    severity: `${table}.severity`,
    visibility: `${table}.visibility`,
    createdBy: `${table}.created_by`,
    isCounted: true,
  };
}

export const INCIDENT_METRICS = scopedTable('incident_metrics');
export const ACTION_ITEM_COUNTS = scopedTable('incident_action_item_counts');

/** Columns of `postmortems` that org metrics read. */
export type CountedPostmortemRow = {
  id: string;
  incident_key: string;
  title: string;
  status: string;
  root_cause_status: string;
  review_at: string | null;
  published_at: string | null;
  created_at: string;
};

/** Columns of `action_items` that org metrics read. */
export type CountedActionItemRow = {
  incident_key: string;
  state: string;
  owner_ref: string | null;
  due_at: string | null;
};
