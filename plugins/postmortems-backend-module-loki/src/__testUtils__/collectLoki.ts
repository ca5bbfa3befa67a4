import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type Incident,
  logPayloadSchema,
  type SubmitEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import {
  CatalogServices,
  PartialEvidenceError,
} from '@postmortems/backstage-plugin-postmortems-node';
import { readLokiConfig } from '../config/config';
import { LokiSource } from '../LokiSource';
import type { FakeLoki } from './FakeLoki';

/** Blocks of Loki in a configuration. */
export function lokiConfig(...blocks: object[]) {
  const telemetrySources = blocks.map(block => ({
    platform: 'loki',
    ...block,
  }));
  return readLokiConfig(
    mockServices.rootConfig({
      data: { postmortems: { provenanceRouting: { telemetrySources } } },
    }),
  );
}

/** The source of a block, with a catalog that has two components. */
export function lokiSource(server: FakeLoki, block: object = {}): LokiSource {
  return new LokiSource({
    blocks: lokiConfig({
      baseUrl: server.baseUrl,
      auth: { token: server.token },
      ...block,
    }),
    services: new CatalogServices({
      auth: mockServices.auth(),
      catalog: catalogServiceMock({
        entities: ['checkout', 'mail'].map(name => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name, namespace: 'default' },
        })),
      }),
    }),
  });
}

/** What a collection brings, and what it says that is missing. */
export async function collectLoki(
  server: FakeLoki,
  options: { block?: object; incident?: Partial<Incident> } = {},
): Promise<{ nodes: SubmitEvidenceNode[]; failure: string }> {
  const incident = {
    key: 'INC-1',
    services: ['component:default/checkout'],
    startedAt: '2026-03-02T14:00:00.000Z',
    resolvedAt: '2026-03-02T14:30:00.000Z',
    ...options.incident,
  } as Incident;
  const source = lokiSource(server, options.block);
  let nodes: SubmitEvidenceNode[] = [];
  let failure = '';
  try {
    nodes = await source.collect({
      incident,
      window: {
        from: new Date('2026-03-02T12:00:00.000Z'),
        to: new Date(
          Math.min(Date.now(), Date.parse(incident.startedAt) + 7_200_000),
        ),
      },
      signal: AbortSignal.timeout(30_000),
      restrict: async () => {},
      addEvidence: async () => {},
    });
  } catch (error) {
    failure = (error as Error).message;
    nodes = error instanceof PartialEvidenceError ? error.nodes : [];
  }
  for (const node of nodes) {
    submitEvidenceNodeSchema.parse(node);
    logPayloadSchema.parse(node.payload);
  }
  return { nodes, failure };
}
