import type { EvidenceNode } from '@postmortems/backstage-plugin-postmortems-common';

/** The region that a node is about, by its metadata or its label `region`. */
export function regionOf({
  metadata,
  payload,
}: Pick<EvidenceNode, 'metadata' | 'payload'>): string | undefined {
  if (metadata.region !== '') return metadata.region;
  const { labels } = payload;
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    return undefined;
  }
  const { region } = labels;
  return typeof region === 'string' && region !== '' ? region : undefined;
}
