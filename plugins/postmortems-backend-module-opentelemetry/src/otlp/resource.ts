import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';

/** Clocks may be this much ahead, in milliseconds. */
const MAX_SKEW_MS = 5 * 60_000;
const MAX_NAME = 256;
/** Attributes that tell where a service runs, the nearest first. */
const PLACES = ['k8s.pod.name', 'container.name', 'host.name'];
/** And which process of it, of several in that place. */
const PROCESSES = ['service.instance.id', 'process.pid'];

/** `deployment.environment` until version 1.27 of the semantic conventions. */
const ENVIRONMENTS = ['deployment.environment.name', 'deployment.environment'];
/** The label that the environment becomes. */
export const ENVIRONMENT_LABEL = ENVIRONMENTS[0];

/** A service as its resource names it. */
export type NamedService = {
  name: string;
  namespace?: string;
  environment?: string;
};

/**
 * What made a record. `origin` is where it ran, as readers know it, and `instance` also
 * which process it was, as each counts for itself.
 */
export function serviceOf(
  resource: JsonObject,
): NamedService & { origin?: string; instance?: string } {
  const text = (key: string) => {
    const value = resource[key];
    return typeof value === 'string' || typeof value === 'number'
      ? String(value).trim().slice(0, MAX_NAME)
      : '';
  };
  const namespace = text('service.namespace');
  const place = PLACES.map(text).find(Boolean);
  const process = PROCESSES.map(text).find(Boolean);
  const environment = ENVIRONMENTS.map(text).find(Boolean);
  const origin = [place ?? process, environment && `(${environment})`]
    .filter(Boolean)
    .join(' ');
  const instance =
    place && process && !process.includes(place)
      ? `${place}/${process}`
      : process ?? place;
  return {
    name: text('service.name'),
    ...(namespace && { namespace }),
    ...(environment && { environment }),
    ...(origin && { origin }),
    ...(instance && { instance }),
  };
}

/** Whether the clock that made the time is ahead. */
export function isFuture(time: string, receivedAt: Date): boolean {
  return Date.parse(time) > receivedAt.getTime() + MAX_SKEW_MS;
}
