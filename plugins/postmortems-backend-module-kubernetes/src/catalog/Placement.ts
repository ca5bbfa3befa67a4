import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
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

/** Namespaces that components name, of a cluster. */
export async function namespacesOf(options: {
  cluster: string | undefined;
  catalog: CatalogService;
  auth: AuthService;
}): Promise<string[]> {
  const { cluster, catalog, auth } = options;
  const { items } = await catalog.getEntities(
    {
      filter: {
        kind: 'component',
        [`metadata.annotations.${NAMESPACE_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
      },
      fields: ['metadata.annotations'],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  const names = items.flatMap(({ metadata: { annotations = {} } }) =>
    isElsewhere(annotations, cluster) ? [] : annotations[NAMESPACE_ANNOTATION],
  );
  return [...new Set(names)].sort();
}

function isElsewhere(
  annotations: Record<string, string>,
  cluster: string | undefined,
): boolean {
  const other = annotations[CLUSTER_ANNOTATION];
  return Boolean(cluster && other && other !== cluster);
}

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
    if (isElsewhere(annotations, cluster)) continue;
    places.push(...placeOf(ref, annotations));
  }
  return places;
}

/** Where all components of the catalog run that say so. */
export async function allPlaces(options: {
  cluster: string | undefined;
  catalog: CatalogService;
  auth: AuthService;
}): Promise<Place[]> {
  const { cluster, catalog, auth } = options;
  const having = [ID_ANNOTATION, SELECTOR_ANNOTATION].map(annotation => ({
    kind: 'component',
    [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
  }));
  const { items } = await catalog.getEntities(
    {
      filter: having,
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.annotations',
      ],
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  return items.flatMap(entity => {
    const { annotations = {} } = entity.metadata;
    return isElsewhere(annotations, cluster)
      ? []
      : placeOf(stringifyEntityRef(entity), annotations);
  });
}

function placeOf(ref: string, annotations: Record<string, string>): Place[] {
  const id = annotations[ID_ANNOTATION];
  const labelSelector =
    annotations[SELECTOR_ANNOTATION] || (id && `${ID_ANNOTATION}=${id}`);
  const namespace = annotations[NAMESPACE_ANNOTATION] || undefined;
  return labelSelector ? [{ ref, labelSelector, namespace }] : [];
}
