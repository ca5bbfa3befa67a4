import { serviceName } from '../verification';
import type { SectionContext } from './sections/context';
import { alertSymptom } from './sections/proposals/symptom';
import { titled } from './sections/proposals/proposal';

/** Words of a title that fit every incident. */
const EMPTY =
  /\b(?:new|test|tbd|todo|untitled|unknown|incident|outage|issue|problem|alert|firing|sev-?\d|p\d|on|in|of|the|a|for|at|with)\b|[A-Z][A-Z0-9]*-\d+|[\d\W_]+/gi;

/** The incident's title if it says something; else what the first alert says, of which service. */
export function headline(context: SectionContext): string {
  const { incident, messages } = context;
  const services = incident.services.map(serviceName);
  const says = services
    .reduce((title, name) => title.replaceAll(name, ' '), incident.title)
    .replace(EMPTY, '');
  if (says !== '') return incident.title;
  const alert = alertSymptom(context);
  return alert
    ? titled(
        messages.headline({
          service: alert.named.service,
          symptom: alert.summary ?? alert.named.alert,
        }),
      )
    : incident.title;
}
