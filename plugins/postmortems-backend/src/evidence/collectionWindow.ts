import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';
import { evidenceWindow } from '@postmortems/backstage-plugin-postmortems-node';

/** The {@link evidenceWindow} as far as sources can have something of it: until now. */
export function collectionWindow(
  incident: Pick<Incident, 'startedAt' | 'resolvedAt'>,
): ReturnType<typeof evidenceWindow> {
  const { to, ...start } = evidenceWindow(incident);
  return { ...start, to: new Date(Math.min(to.getTime(), Date.now())) };
}
