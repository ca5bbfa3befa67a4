import type { JsonObject } from '@postmortems/backstage-plugin-postmortems-common';

/** Clocks may be this much ahead, in milliseconds. */
const MAX_SKEW_MS = 5 * 60_000;
const MAX_NAME = 256;
/** Attributes that tell where in the service a record comes from. */
const ORIGINS = [
  'k8s.pod.name',
  'service.instance.id',
  'container.name',
  'host.name',
];

/** A service as its resource names it. */
export type NamedService = { name: string; namespace?: string };

export function serviceOf(
  resource: JsonObject,
): NamedService & { origin?: string } {
  const text = (key: string) => {
    const value = resource[key];
    return typeof value === 'string' ? value.trim().slice(0, MAX_NAME) : '';
  };
  const namespace = text('service.namespace');
  const origin = ORIGINS.map(text).find(Boolean);
  return {
    name: text('service.name'),
    ...(namespace && { namespace }),
    ...(origin && { origin }),
  };
}

/** Whether the clock that made the time is ahead. */
export function isFuture(time: string, receivedAt: Date): boolean {
  return Date.parse(time) > receivedAt.getTime() + MAX_SKEW_MS;
}
