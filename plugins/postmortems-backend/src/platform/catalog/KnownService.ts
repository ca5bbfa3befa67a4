import type { Entity } from '@backstage/catalog-model';
import { MONITORING_NAME_ANNOTATION } from '@postmortems/backstage-plugin-postmortems-common';
import { refOf } from './CatalogReader';

const KUBERNETES_ID_ANNOTATION = 'backstage.io/kubernetes-id';

/** A service by entity ref, with every name that people and tools use. */
export type KnownService = { ref: string; names: readonly string[] };

/** A service as the catalog presents it to a reader. */
export type ServiceDescription = {
  entityRef: string;
  name: string;
  description?: string;
  ownerRef?: string;
  /** When the catalog said so, while it does not answer. */
  asOf?: string;
};

/**
 * A service with every name that people and tools use for it, its own name
 * first.
 */
export function serviceNames(entity: Entity): KnownService {
  const { name, title, annotations = {} } = entity.metadata;
  const ref = refOf(entity);
  const names = [
    name,
    title,
    ...(annotations[MONITORING_NAME_ANNOTATION] ?? '').split(','),
    annotations[KUBERNETES_ID_ANNOTATION],
    ref,
  ].flatMap(one => one?.trim() || []);
  return { ref, names: [...new Set(names)] };
}
