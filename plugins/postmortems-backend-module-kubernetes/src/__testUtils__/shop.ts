import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { readKubernetesConfig } from '../config/config';
import { KubernetesSource } from '../KubernetesSource';

const ID_LABEL = 'backstage.io/kubernetes-id';

export function component(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
  };
}

export const shopComponent = component('shop-checkout', {
  'backstage.io/kubernetes-id': 'checkout',
  'backstage.io/kubernetes-namespace': 'shop',
});

const at = (time: string) => `2026-03-02T${time}Z`;

export function deployment(conditions: object[] = [], name = 'checkout') {
  return {
    metadata: {
      name,
      namespace: 'shop',
      uid: `dep-${name}`,
      creationTimestamp: at('01:00:00'),
      labels: { [ID_LABEL]: name },
    },
    spec: { selector: { matchLabels: { app: name } } },
    status: { conditions },
  };
}

export function replicaSet(options: {
  hash: string;
  revision: string;
  time: string;
  image: string;
  annotations?: Record<string, string>;
  restartedAt?: string;
}) {
  const { hash, revision, time, image, annotations, restartedAt } = options;
  return {
    metadata: {
      name: `checkout-${hash}`,
      namespace: 'shop',
      uid: `rs-${hash}`,
      creationTimestamp: at(time),
      labels: { app: 'checkout', [ID_LABEL]: 'checkout' },
      annotations: {
        'deployment.kubernetes.io/revision': revision,
        ...annotations,
      },
      ownerReferences: [
        { kind: 'Deployment', name: 'checkout', uid: 'dep-checkout' },
      ],
    },
    spec: {
      replicas: 2,
      template: {
        metadata: restartedAt
          ? {
              annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt },
            }
          : {},
        spec: {
          containers: [
            { name: 'app', image },
            { name: 'proxy', image: 'envoy:1.30' },
          ],
        },
      },
    },
  };
}

export function event(
  uid: string,
  time: string,
  over: Record<string, unknown> & { object?: [string, string] } = {},
) {
  const { object = ['Pod', 'checkout-7d9f8c6b5-x2x9z'], ...fields } = over;
  return {
    metadata: { name: `e.${uid}`, namespace: 'shop', uid },
    involvedObject: { kind: object[0], name: object[1], namespace: 'shop' },
    reason: 'BackOff',
    message: 'Back-off restarting failed container app',
    type: 'Warning',
    count: 1,
    firstTimestamp: at(time),
    lastTimestamp: at(time),
    ...fields,
  };
}

/** Objects of a made-up shop: a new version, which fails, and back to the old one. */
export function shopObjects() {
  return {
    deployments: [
      deployment([
        {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetAvailable',
          lastUpdateTime: at('14:25:00'),
          lastTransitionTime: at('01:00:00'),
        },
      ]),
    ],
    replicasets: [
      replicaSet({
        hash: '5c7d8e9f1',
        revision: '3',
        time: '01:00:00',
        image: 'registry.example.com:5000/shop/checkout:2.4.0',
        annotations: { 'deployment.kubernetes.io/revision-history': '1' },
      }),
      replicaSet({
        hash: '7d9f8c6b5',
        revision: '2',
        time: '14:00:00',
        image: 'registry.example.com:5000/shop/checkout:2.4.1',
        annotations: { 'kubernetes.io/change-cause': 'Faster checkout' },
      }),
    ],
    events: [
      event('ev1', '14:01:30', {
        count: 12,
        lastTimestamp: at('14:20:00'),
      }),
      ...['Scheduled', 'Pulled', 'Started'].map((reason, index) =>
        event(`start${index}`, `14:00:0${index}`, {
          reason,
          type: 'Normal',
          message: `${reason} container`,
        }),
      ),
      event('other', '14:02:00', { object: ['Pod', 'basket-5f6d7c8b9-x7k2p'] }),
    ],
  };
}

/** The source as a configuration makes it. */
export function sourceOf(
  block: JsonObject,
  entities: Entity[] = [shopComponent],
): KubernetesSource {
  const config = mockServices.rootConfig({
    data: {
      postmortems: {
        provenanceRouting: {
          deploymentSources: [{ platform: 'kubernetes', ...block }],
        },
      },
    },
  });
  return new KubernetesSource({
    blocks: readKubernetesConfig(config),
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
  });
}
