import type { IncidentCriteria } from '../database';

/**
 * Public incidents, and private ones that a user opened, took part in, or owns
 * a service of.
 *
 * @param options - `refs` are the user and the groups that they belong to,
 * `services` what these own
 */
export function visibleIncidents(options: {
  user: string;
  refs: string[];
  services: string[];
}): IncidentCriteria {
  const { user, refs, services } = options;
  return {
    anyOf: [
      { field: 'visibility', values: ['public'] },
      { field: 'createdBy', values: [user] },
      { field: 'participant', values: refs },
      { field: 'service', values: services },
    ],
  };
}
