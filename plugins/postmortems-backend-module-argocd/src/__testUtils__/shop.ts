import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { ArgoCdSource } from '../ArgoCdSource';
import { readArgoCdConfig } from '../config/config';
import type { FakeApplication } from './FakeArgoCd';

export const OLD = 'a'.repeat(39).concat('1');
export const NEW = 'b'.repeat(39).concat('2');

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
  'argocd/app-name': 'checkout',
});

export function sync(revision: string, startedAt: string, deployedAt: string) {
  return {
    id: 1,
    revision,
    deployStartedAt: startedAt,
    deployedAt,
    initiatedBy: { username: 'ada' },
    source: { repoURL: 'https://git.example.com/shop.git' },
  };
}

/** An application of a made-up shop: a new revision, and back to the one before. */
export function application(status: object = {}): FakeApplication {
  return {
    metadata: {
      name: 'checkout',
      namespace: 'argocd',
      labels: { team: 'shop' },
    },
    spec: {
      project: 'shop',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'prod',
      },
    },
    status: {
      health: { status: 'Healthy' },
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: '2026-03-02T14:20:00Z',
        finishedAt: '2026-03-02T14:20:31Z',
        operation: { initiatedBy: { username: 'ada' } },
        syncResult: { revision: OLD, resources: [] },
      },
      history: [
        sync(OLD, '2026-03-01T09:00:00Z', '2026-03-01T09:00:30Z'),
        sync(NEW, '2026-03-02T14:00:00Z', '2026-03-02T14:00:40Z'),
        sync(OLD, '2026-03-02T14:20:00Z', '2026-03-02T14:20:30Z'),
      ],
      ...status,
    },
  };
}

/** The source as a configuration makes it. */
export function sourceOf(
  blocks: JsonObject | JsonObject[],
  entities: Entity[] = [shopComponent],
): ArgoCdSource {
  const config = mockServices.rootConfig({
    data: {
      postmortems: {
        provenanceRouting: {
          deploymentSources: [blocks]
            .flat()
            .map(block => ({ platform: 'argocd', ...block })),
        },
      },
    },
  });
  return new ArgoCdSource({
    blocks: readArgoCdConfig(config),
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
  });
}

/** What the documented template makes of an application. */
export function notificationOf(app: FakeApplication): string {
  const { metadata, spec, status } = app as unknown as {
    metadata: { name: string; namespace: string };
    spec: { project: string; destination: Record<string, string> };
    status: Record<string, Record<string, unknown>> & {
      history: Record<string, unknown>[];
    };
  };
  const { health, operationState: operation } = status;
  return JSON.stringify({
    app: metadata.name,
    appNamespace: metadata.namespace,
    project: spec.project,
    cluster: spec.destination.name ?? spec.destination.server,
    namespace: spec.destination.namespace,
    health: health?.status ?? null,
    healthMessage: health?.message ?? null,
    healthSince: health?.lastTransitionTime ?? null,
    phase: operation?.phase ?? null,
    message: operation?.message ?? null,
    startedAt: operation?.startedAt ?? null,
    finishedAt: operation?.finishedAt ?? null,
    initiatedBy:
      (operation?.operation as { initiatedBy?: object })?.initiatedBy ?? null,
    ...(operation?.syncResult as object),
    dryRun: syncOf(operation).dryRun ?? null,
    resources: syncOf(operation).resources ?? null,
    history: (status.history ?? []).map(({ id, source, ...entry }) => entry),
  });
}

function syncOf(operation: Record<string, unknown> | undefined): {
  dryRun?: boolean;
  resources?: object[];
} {
  return (operation?.operation as { sync?: object })?.sync ?? {};
}
