import type { IncidentCriteria } from '../database';

/**
 * Incidents that a user opened, took part in, or owns a service of.
 *
 * @param options - `refs` are the user and the groups that they belong to,
 * `services` what these own
 */
export function involvedIncidents(options: {
  user: string;
  refs: string[];
  services: string[];
}): { anyOf: IncidentCriteria[] } {
  const { user, refs, services } = options;
  return {
    anyOf: [
      { field: 'createdBy', values: [user] },
      { field: 'participant', values: refs },
      { field: 'service', values: services },
    ],
  };
}

/** Public incidents, and private ones that a user is involved in. */
export function visibleIncidents({
  anyOf,
}: {
  anyOf: IncidentCriteria[];
}): IncidentCriteria {
  return { anyOf: [{ field: 'visibility', values: ['public'] }, ...anyOf] };
}
