import type { IncidentScope } from '../scope';
import { admits } from './admits';
import type { ByStart } from './ByStart';
import type { KnownIncident } from './KnownIncident';

/** The incidents of a scope that the reader may see, in the order of their start. */
export function inScope(
  incidents: ByStart,
  { from, to, severities, services, criteria }: IncidentScope,
): KnownIncident[] {
  const readable = admits(criteria);
  const wanted = services && new Set(services);
  return incidents
    .between(from, to)
    .filter(
      incident =>
        (!severities || severities.includes(incident.severity)) &&
        (!wanted || incident.services.some(ref => wanted.has(ref))) &&
        readable(incident),
    );
}
