import type { OrgMetricIncident } from '@postmortems/backstage-plugin-postmortems-common';
import type { Cell } from '../csv/csv';

// Names for programs, the same in every language
export const METRIC_INCIDENT_COLUMNS = [
  'incident',
  'title',
  'severity',
  'services',
  'started_at',
  'resolved_at',
  'postmortem_id',
  'postmortem_status',
  'inNumerator',
  'minutes',
  'claims_counted_supported',
  'claims_counted_unverified',
  'claims_counted_unsupported',
  'claims_counted_contradicted',
  'claims_counted_attested',
  'previous_incident',
  'previous_started_at',
  'previous_service',
  'previous_basis',
  'previous_value',
];

/** An incident behind a metric as the values of {@link METRIC_INCIDENT_COLUMNS}. */
export function metricIncidentRow(one: OrgMetricIncident): Cell[] {
  const { postmortem, verdicts, previous } = one;
  return [
    one.incidentKey,
    one.title,
    one.severity,
    one.services.join(' '),
    one.startedAt,
    one.resolvedAt,
    postmortem?.id,
    postmortem?.status,
    one.inNumerator === undefined ? undefined : `${one.inNumerator}`,
    one.minutes,
    verdicts?.supported,
    verdicts?.unverified,
    verdicts?.unsupported,
    verdicts?.contradicted,
    verdicts?.attested,
    previous?.incidentKey,
    previous?.startedAt,
    previous?.serviceRef,
    previous?.basis,
    previous?.value,
  ];
}
