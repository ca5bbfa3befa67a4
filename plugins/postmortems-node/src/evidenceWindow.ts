import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';

/** Evidence counts from this long before the start, in milliseconds. @public */
export const EVIDENCE_BEFORE_MS = 2 * 60 * 60 * 1000;
/** Evidence counts until this long after the end, in milliseconds. @public */
export const EVIDENCE_AFTER_MS = 60 * 60 * 1000;

/**
 * Evidence of an incident has a timestamp within, both inclusive. One that goes on
 * ends now.
 *
 * @public
 */
export function evidenceWindow(
  incident: Pick<Incident, 'startedAt' | 'resolvedAt'>,
): { from: Date; to: Date } {
  const end = incident.resolvedAt
    ? Date.parse(incident.resolvedAt)
    : Date.now();
  return {
    from: new Date(Date.parse(incident.startedAt) - EVIDENCE_BEFORE_MS),
    to: new Date(end + EVIDENCE_AFTER_MS),
  };
}

/** Whether a time is within the {@link evidenceWindow} of an incident. @public */
export function isInEvidenceWindow(
  at: Date,
  incident: Pick<Incident, 'startedAt' | 'resolvedAt'>,
): boolean {
  const { from, to } = evidenceWindow(incident);
  return from <= at && at <= to;
}
