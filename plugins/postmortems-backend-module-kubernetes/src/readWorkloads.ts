import type { KubernetesApi } from './api/KubernetesApi';
import type { KubernetesObjects } from './api/objects';
import type { Place } from './catalog/Placement';

const LISTS = [
  ['deployments', 'Deployment'],
  ['statefulsets', 'StatefulSet'],
  ['daemonsets', 'DaemonSet'],
] as const;

/** The workloads of a component; `attempt` decides what a list that fails means. */
export async function readWorkloads(options: {
  place: Place;
  api: Pick<KubernetesApi, 'list'>;
  objects: KubernetesObjects;
  attempt: (what: string, part: () => Promise<void>) => Promise<void>;
}): Promise<void> {
  const { place, api, objects, attempt } = options;
  const { labelSelector, namespace } = place;
  const within = namespace
    ? `/namespaces/${encodeURIComponent(namespace)}`
    : '';
  for (const [list, kind] of LISTS) {
    await attempt(list, async () => {
      const path = `/apis/apps/v1${within}/${list}`;
      for await (const item of api.list(path, { labelSelector })) {
        objects.add(kind, item);
      }
    });
  }
}
