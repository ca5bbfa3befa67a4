import { NotAllowedError } from '@backstage/errors';
import {
  checkConnection,
  type ConnectionCheck,
  tryEach,
} from '@postmortems/backstage-plugin-postmortems-node';
import { KubernetesApi } from './api/KubernetesApi';
import type { KubernetesConfig } from './config/config';

const LISTS = {
  deployments: '/apis/apps/v1',
  statefulsets: '/apis/apps/v1',
  daemonsets: '/apis/apps/v1',
  replicasets: '/apis/apps/v1',
  events: '/api/v1',
};
/** Of many namespaces with a role binding each. */
const MAX_NAMESPACES = 5;

/**
 * Whether an API server lets the service account of a block list what evidence is made
 * of: in all namespaces, or with role bindings in those that the catalog names.
 */
export async function testBlock(options: {
  block: KubernetesConfig;
  url: string;
  signal: AbortSignal;
  namespaces: () => Promise<string[]>;
}): Promise<ConnectionCheck> {
  const { block } = options;
  const api = new KubernetesApi(options);
  return checkConnection(`${api.where} (${block.path})`, async () => {
    const lists = Object.keys(LISTS).join(', ');
    if (await mayListEverywhere(api)) {
      await tryEach(listsOf(api));
      return `The service account may list ${lists} in all namespaces`;
    }
    const namespaces = (await options.namespaces()).slice(0, MAX_NAMESPACES);
    if (namespaces.length === 0) {
      throw new NotAllowedError(
        `The service account of ${block.path}.serviceAccountToken may not list deployments in all namespaces: bind its role by a ClusterRoleBinding, or give components the annotation backstage.io/kubernetes-namespace`,
      );
    }
    await tryEach(
      Object.assign({}, ...namespaces.map(name => listsOf(api, name))),
    );
    return `The service account may list ${lists} in ${namespaces.join(
      ', ',
    )}; components of other namespaces, and those without the annotation backstage.io/kubernetes-namespace, may have no evidence`;
  });
}

async function mayListEverywhere(api: KubernetesApi): Promise<boolean> {
  try {
    await listsOf(api).deployments();
    return true;
  } catch (error) {
    if (error instanceof NotAllowedError) return false;
    throw error;
  }
}

/** Asks for the first item of each list. */
function listsOf(
  api: KubernetesApi,
  namespace?: string,
): Record<string, () => Promise<unknown>> {
  const within = namespace
    ? `/namespaces/${encodeURIComponent(namespace)}`
    : '';
  return Object.fromEntries(
    Object.entries(LISTS).map(([list, root]) => [
      namespace ? `${list} in ${namespace}` : list,
      () => api.list(`${root}${within}/${list}`, { limit: '1' }).next(),
    ]),
  );
}
