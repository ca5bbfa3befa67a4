import type { Severity } from '@postmortems/backstage-plugin-postmortems-common';
import type { Knex } from 'knex';
import {
  applyCriteria,
  applyServices,
  type CriteriaTarget,
  type IncidentCriteria,
  INCIDENTS,
} from './criteria';

/** Restricts lists and metrics to some incidents. */
export type IncidentScope = {
  /** Start of the incidents: from, inclusive … */
  from?: string;
  /** … to, exclusive. */
  to?: string;
  severities?: readonly Severity[];
  services?: readonly string[];
  /** Which of them the reader may see. */
  criteria?: IncidentCriteria;
};

/** A table with the columns that a scope filters by. */
type ScopedTable = CriteriaTarget & { startedAt: string };

/**
 * Action items repeat these columns of their incident, so that no join is
 * needed.
 */
export const SCOPED = {
  incidents: { ...INCIDENTS, startedAt: 'incidents.started_at' },
  actionItems: {
    key: 'action_items.incident_key',
    startedAt: 'action_items.incident_started_at',
    severity: 'action_items.incident_severity',
    visibility: 'action_items.incident_visibility',
    createdBy: 'action_items.incident_created_by',
  },
} as const satisfies Record<string, ScopedTable>;

/** Restricts a query to rows about incidents within the scope. */
export function applyScope(
  knex: Knex,
  query: Knex.QueryBuilder,
  table: ScopedTable,
  { from, to, severities, services, criteria }: IncidentScope,
): void {
  if (from !== undefined) query.where(table.startedAt, '>=', from);
  if (to !== undefined) query.where(table.startedAt, '<', to);
  if (severities) query.whereIn(table.severity, severities);
  applyServices(knex, query, services, table);
  applyCriteria(knex, query, criteria, table);
}
