import type { PostmortemSummary } from '@postmortems/backstage-plugin-postmortems-common';
import type { Cell } from '../csv/csv';

// Machine-readable names, not translated
export const POSTMORTEM_COLUMNS = [
  'incident',
  'title',
  'status',
  'severity',
  'services',
  'visibility',
  'started_at',
  'resolved_at',
  'root_cause',
  'claims_supported',
  'claims_unverified',
  'claims_unsupported',
  'claims_contradicted',
  'claims_attested',
  'action_items_open',
  'action_items_proposed',
  'changed_at',
  'id',
];

/** A postmortem as the values of {@link POSTMORTEM_COLUMNS}. */
export function postmortemRow(one: PostmortemSummary): Cell[] {
  const { incident, verdictCounts } = one;
  return [
    one.incidentKey,
    one.title,
    one.status,
    incident.severity,
    incident.services.join(' '),
    incident.visibility,
    incident.startedAt,
    incident.resolvedAt,
    one.rootCauseStatus,
    verdictCounts.supported,
    verdictCounts.unverified,
    verdictCounts.unsupported,
    verdictCounts.contradicted,
    verdictCounts.attested,
    one.openActionItems,
    one.proposedActionItems,
    one.updatedAt,
    one.id,
  ];
}
