import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';

/** Evidence counts from this long before the start, in milliseconds … */
export const BEFORE_MS = 2 * 60 * 60 * 1000;
/** … until this long after the end. */
export const AFTER_MS = 60 * 60 * 1000;

/**
 * Evidence of an incident has a timestamp within, both inclusive. One that goes on
 * ends now.
 */
export function evidenceWindow(
  incident: Pick<Incident, 'startedAt' | 'resolvedAt'>,
): { from: Date; to: Date } {
  const end = incident.resolvedAt
    ? Date.parse(incident.resolvedAt)
    : Date.now();
  return {
    from: new Date(Date.parse(incident.startedAt) - BEFORE_MS),
    to: new Date(end + AFTER_MS),
  };
}
