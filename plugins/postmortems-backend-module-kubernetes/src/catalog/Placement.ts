import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

// Those of Backstage's plugin for Kubernetes
const ID_ANNOTATION = 'backstage.io/kubernetes-id';
const SELECTOR_ANNOTATION = 'backstage.io/kubernetes-label-selector';
const NAMESPACE_ANNOTATION = 'backstage.io/kubernetes-namespace';
const CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';

/** Where a component runs. */
export type Place = {
  /** Entity ref. */
  ref: string;
  labelSelector: string;
  /** All of them, if absent. */
  namespace?: string;
};

/** Where components run, as Backstage's plugin for Kubernetes finds it. */
export async function placesOf(options: {
  refs: readonly string[];
  /** Components with another cluster are left out. */
  cluster: string | undefined;
  catalog: CatalogService;
  auth: AuthService;
}): Promise<Place[]> {
  const { refs, cluster, catalog, auth } = options;
  const places: Place[] = [];
  for (const ref of refs) {
    const entity = await catalog.getEntityByRef(ref, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const annotations = entity?.metadata.annotations ?? {};
    const other = annotations[CLUSTER_ANNOTATION];
    if (cluster && other && other !== cluster) continue;
    const id = annotations[ID_ANNOTATION];
    const labelSelector =
      annotations[SELECTOR_ANNOTATION] || (id && `${ID_ANNOTATION}=${id}`);
    const namespace = annotations[NAMESPACE_ANNOTATION] || undefined;
    if (labelSelector) places.push({ ref, labelSelector, namespace });
  }
  return places;
}
