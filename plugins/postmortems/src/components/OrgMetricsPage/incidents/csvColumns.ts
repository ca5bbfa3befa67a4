import type { OrgMetricIncident } from '@postmortems/backstage-plugin-postmortems-common';
import type { CsvColumn } from '../csv/csv';

/**
 * The columns of an incident behind a metric. Machine-readable names, not
 * translated.
 */
export const METRIC_INCIDENT_COLUMNS: readonly CsvColumn<OrgMetricIncident>[] =
  [
    ['incident', one => one.incidentKey],
    ['title', one => one.title],
    ['severity', one => one.severity],
    ['services', one => one.services.join(' ')],
    ['started_at', one => one.startedAt],
    ['resolved_at', one => one.resolvedAt],
    ['postmortem_id', one => one.postmortem?.id],
    ['postmortem_status', one => one.postmortem?.status],
    ['in_numerator', one => one.inNumerator?.toString()],
    ['minutes', one => one.minutes],
    ['claims_counted_supported', one => one.verdicts?.supported],
    ['claims_counted_unverified', one => one.verdicts?.unverified],
    ['claims_counted_unsupported', one => one.verdicts?.unsupported],
    ['claims_counted_contradicted', one => one.verdicts?.contradicted],
    ['claims_counted_attested', one => one.verdicts?.attested],
    ['previous_incident', one => one.previous?.incidentKey],
    ['previous_started_at', one => one.previous?.startedAt],
    ['previous_service', one => one.previous?.serviceRef],
    ['previous_basis', one => one.previous?.basis],
    ['previous_value', one => one.previous?.value],
  ];
