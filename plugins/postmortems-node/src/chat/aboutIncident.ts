import { parseEntityRef } from '@backstage/catalog-model';
import type { Incident } from '@postmortems/backstage-plugin-postmortems-common';

/** Names of fewer characters are words of all kinds. */
const SHORTEST_NAME = 3;

/** Keys that any text may have for another reason. */
const MERE_NUMBER = /^\d{1,3}$/;
const NEVER = /(?!)/;

/** What names an incident in a channel that it shares with others. @public */
export interface IncidentTerms {
  /** Whether a text has the key of the incident in it. */
  isKeyIn(text: string): boolean;
  /** Whether it has the key, or one of the services. */
  isNamedIn(text: string): boolean;
  /** The service of the incident that a text names, else the primary one. */
  serviceOf(text: string): string;
}

/**
 * An incident is named by its key or by one of its services, as whole words:
 * `payment-service` is also in “the payment service is down”. In private channels
 * only the key counts: that a service is named there is no reason to show it to
 * the owners of the service.
 *
 * @public
 */
export function termsOf(
  incident: Pick<Incident, 'key' | 'services'>,
): IncidentTerms {
  const key = MERE_NUMBER.test(incident.key) ? NEVER : matcher(incident.key);
  const serviceNamed = serviceNamedOf(incident.services);
  return {
    isKeyIn: text => key.test(text),
    isNamedIn: text => key.test(text) || serviceNamed(text) !== undefined,
    serviceOf: text => serviceNamed(text) ?? incident.services[0],
  };
}

/** Tells which of some services a text names, if any. @public */
export function serviceNamedOf(
  refs: readonly string[],
): (text: string) => string | undefined {
  const services = refs.flatMap(ref => {
    const { name } = parseEntityRef(ref);
    return name.length < SHORTEST_NAME ? [] : [{ ref, named: matcher(name) }];
  });
  return text => services.find(({ named }) => named.test(text))?.ref;
}

/** Whether the name of a channel has the incident's key in it. @public */
export function isNamedAfter(channel: string, key: string): boolean {
  const [name, wanted] = [channel, key].map(
    text =>
      `-${text.toLocaleLowerCase('en-US').replace(/[^\p{L}\p{N}]+/gu, '-')}-`,
  );
  return name.includes(wanted);
}

function matcher(name: string): RegExp {
  const words = name
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('[\\s._-]?');
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'iu');
}
