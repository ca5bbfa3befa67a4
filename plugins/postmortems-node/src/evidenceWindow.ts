import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';

/** Evidence counts from this long before the start, in milliseconds. @public */
export const EVIDENCE_BEFORE_MS = 2 * 60 * 60 * 1000;
/**
 * Changes, such as deployments, count from this long before the start, in
 * milliseconds: what breaks in the afternoon may have been shipped in the morning.
 *
 * @public
 */
export const CHANGES_BEFORE_MS = 24 * 60 * 60 * 1000;
/** Evidence counts until this long after the end, in milliseconds. @public */
export const EVIDENCE_AFTER_MS = 60 * 60 * 1000;

/**
 * Evidence of an incident has a timestamp within, both inclusive; that of a change
 * from `changesFrom`. An incident that goes on ends now.
 *
 * @public
 */
export function evidenceWindow(
  incident: Pick<Incident, 'startedAt' | 'resolvedAt'>,
): { from: Date; to: Date; changesFrom: Date } {
  const end = incident.resolvedAt
    ? Date.parse(incident.resolvedAt)
    : Date.now();
  const start = Date.parse(incident.startedAt);
  return {
    from: new Date(start - EVIDENCE_BEFORE_MS),
    changesFrom: new Date(start - CHANGES_BEFORE_MS),
    to: new Date(end + EVIDENCE_AFTER_MS),
  };
}

/**
 * Whether a time is within the {@link evidenceWindow} of an incident.
 *
 * @param options - `isChange`: what is of that time is a change
 * @public
 */
export function isInEvidenceWindow(
  at: Date,
  incident: Pick<Incident, 'startedAt' | 'resolvedAt'>,
  options?: { isChange?: boolean },
): boolean {
  const { from, to, changesFrom } = evidenceWindow(incident);
  return (options?.isChange ? changesFrom : from) <= at && at <= to;
}
