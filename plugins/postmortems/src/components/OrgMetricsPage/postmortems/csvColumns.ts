import type { PostmortemSummary } from '@postmortems/backstage-plugin-postmortems-common';
import type { CsvColumn } from '../csv/csv';

/** The columns of a postmortem. Machine-readable names, not translated. */
export const POSTMORTEM_COLUMNS: readonly CsvColumn<PostmortemSummary>[] = [
  ['incident', one => one.incidentKey],
  ['title', one => one.title],
  ['status', one => one.status],
  ['severity', one => one.incident.severity],
  ['services', one => one.incident.services.join(' ')],
  ['visibility', one => one.incident.visibility],
  ['started_at', one => one.incident.startedAt],
  ['resolved_at', one => one.incident.resolvedAt],
  ['root_cause', one => one.rootCauseStatus],
  ['claims_supported', one => one.verdictCounts.supported],
  ['claims_unverified', one => one.verdictCounts.unverified],
  ['claims_unsupported', one => one.verdictCounts.unsupported],
  ['claims_contradicted', one => one.verdictCounts.contradicted],
  ['claims_attested', one => one.verdictCounts.attested],
  ['action_items_open', one => one.openActionItems],
  ['action_items_proposed', one => one.proposedActionItems],
  ['changed_at', one => one.updatedAt],
  ['id', one => one.id],
];
