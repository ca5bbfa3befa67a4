import type { Entity } from '@backstage/catalog-model';
import { ServiceResolver } from './ServiceResolver';
import { catalogOf } from '../__testUtils__/catalogOf';
import { prometheusConfig } from '../__testUtils__/prometheusConfig';

function component(
  name: string,
  annotations: Record<string, string> = {},
  namespace = 'default',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace, annotations },
  };
}

function resolver(fallbackEntityRef?: string) {
  return new ServiceResolver({
    catalog: catalogOf([
      component('basket', {}, 'other'),
      component('basket'),
      component('orders', {
        'postmortems.dev/monitoring-name': 'order-api, order-worker',
      }),
      component('stock', { 'backstage.io/kubernetes-id': 'stock-v2' }),
      component('prometheus'),
      { ...component('team'), kind: 'Group' },
    ]),
    ...prometheusConfig({}),
    fallbackEntityRef,
  });
}

describe('ServiceResolver', () => {
  it.each([
    ['its name', { service: 'basket' }, 'component:default/basket', 'basket'],
    [
      'one of its monitoring names',
      { service: 'order-worker' },
      'component:default/orders',
      'order-worker',
    ],
    [
      'its Kubernetes id',
      { app: 'stock-v2' },
      'component:default/stock',
      'stock-v2',
    ],
    [
      'the first label that the catalog knows',
      { service: 'nobody', job: 'basket' },
      'component:default/basket',
      'basket',
    ],
    [
      'its deployment, whatever scraped it',
      {
        service: 'kube-state-metrics',
        job: 'kube-state-metrics',
        deployment: 'basket',
        container: 'istio-proxy',
      },
      'component:default/basket',
      'basket',
    ],
    [
      'its Kubernetes id as kube-state-metrics writes it',
      {
        label_backstage_io_kubernetes_id: 'stock-v2',
        deployment: 'basket',
        job: 'kps-kube-state-metrics',
      },
      'component:default/stock',
      'stock-v2',
    ],
    [
      'the pod of its deployment',
      { job: 'kubelet', pod: 'order-worker-6d9f7c9b5-x2x7p' },
      'component:default/orders',
      'order-worker',
    ],
    [
      'the pod of its stateful set',
      { job: 'kubelet', pod: 'stock-v2-0' },
      'component:default/stock',
      'stock-v2',
    ],
    [
      'what scrapes, when the alert is about it',
      { job: 'prometheus', service: 'kps-prometheus', pod: 'prometheus-kps-0' },
      'component:default/prometheus',
      'prometheus',
    ],
  ])('finds a component by %s', async (_, labels, ref, name) => {
    await expect(
      resolver().resolveAll([{ labels: labels as Record<string, string> }]),
    ).resolves.toEqual([{ ref, name }]);
  });

  it.each([
    [{ service: 'Nobody / Knows!' }, 'component:default/nobody-knows'],
    [{ service: 'team' }, 'component:default/team'],
    [{ service: '../../etc' }, 'component:default/etc'],
    [{ service: '!!!' }, 'component:default/unknown'],
    [{ severity: 'critical' }, 'component:default/unknown'],
    [
      { service: 'kps-kube-state-metrics', job: 'node_exporter' },
      'component:default/unknown',
    ],
    [
      { job: 'monitoring/kube-state-metrics', deployment: 'ghost' },
      'component:default/ghost',
    ],
  ])('makes a ref from %j', async (labels, ref) => {
    await expect(
      resolver().resolveAll([
        { labels: labels as unknown as Record<string, string> },
      ]),
    ).resolves.toMatchObject([{ ref, isGuess: true }]);
  });

  it('prefers the configured fallback', async () => {
    await expect(
      resolver('component:default/platform').resolveAll([
        { labels: { job: 'node' } },
      ]),
    ).resolves.toMatchObject([
      { ref: 'component:default/platform', name: 'node' },
    ]);
  });

  it('lists the monitoring names of an entity', async () => {
    const names = async (ref: string) =>
      (await resolver().listMonitoringNames(ref)).map(({ name }) => name);
    await expect(names('component:default/orders')).resolves.toEqual([
      'order-api',
      'order-worker',
    ]);
    await expect(names('component:default/stock')).resolves.toEqual([
      'stock-v2',
    ]);
    await expect(names('component:default/basket')).resolves.toEqual([
      'basket',
    ]);
    await expect(names('component:default/gone')).resolves.toEqual(['gone']);
  });
});
