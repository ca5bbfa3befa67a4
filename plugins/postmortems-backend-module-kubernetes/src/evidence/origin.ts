import { webUrlSchema } from '@postmortems/backstage-plugin-postmortems-common';
import type { KubernetesConfig } from '../config/config';

/** What is known of the cluster that objects are of. */
export type Origin = {
  cluster?: string;
  environment?: string;
  dashboardUrl?: string;
  /** Until when the API server keeps an event, in milliseconds after it. */
  eventTtlMs?: number;
};

export function originOf(block: KubernetesConfig): Origin {
  const { name: cluster, environment, dashboardUrl, eventTtlMinutes } = block;
  return {
    cluster,
    environment,
    dashboardUrl,
    eventTtlMs: eventTtlMinutes * 60_000,
  };
}

/** A page of the Kubernetes Dashboard. */
export function linkTo(
  { dashboardUrl }: Origin,
  object: { kind: string; namespace: string; name: string },
): { sourceUrl?: string } {
  if (!dashboardUrl) return {};
  const { kind, namespace, name } = object;
  const path = [kind.toLocaleLowerCase('en-US'), namespace, name]
    .map(encodeURIComponent)
    .join('/');
  const sourceUrl = webUrlSchema.safeParse(
    `${dashboardUrl}/#/${path}?namespace=${encodeURIComponent(namespace)}`,
  ).data;
  return sourceUrl ? { sourceUrl } : {};
}
