import type { Severity } from '@postmortems/backstage-plugin-postmortems-common';
import { mapSeverity } from '@postmortems/backstage-plugin-postmortems-node';
import type { PagerDutyIncident } from '../api/objects';
import type { PagerDutyConfig } from '../config/config';

type Table = Pick<PagerDutyConfig, 'severities' | 'defaultSeverity'>;

/** The name of an incident's priority, such as `P1`; empty without one. */
export function priorityOf({ priority }: PagerDutyIncident): string {
  return (priority?.summary || priority?.name || '').trim();
}

/** By the priority, else by the urgency. */
export function severityFor(
  incident: PagerDutyIncident,
  table: Table,
): Severity | 'none' {
  const priority = priorityOf(incident);
  return priority
    ? mapSeverity(priority, table.severities) ?? table.defaultSeverity
    : severityOfUrgency(incident, table);
}

/** What counts as long as nobody has given the incident a priority. */
export function severityOfUrgency(
  { urgency }: PagerDutyIncident,
  table: Table,
): Severity | 'none' {
  return mapSeverity(urgency ?? '', table.severities) ?? table.defaultSeverity;
}

/**
 * The severity after the priority was changed in PagerDuty. A worse one counts; a
 * milder one only in the place of what the urgency gave. Where that is what a person
 * set here, the backend keeps it.
 */
export function changedSeverity(
  current: Severity,
  incident: PagerDutyIncident,
  table: Table,
): Severity | undefined {
  const next = severityFor(incident, table);
  if (next === 'none' || next === current) return undefined;
  const isGuess = current === severityOfUrgency(incident, table);
  return next < current || (priorityOf(incident) && isGuess) ? next : undefined;
}
