import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  type Incident,
  type SubmitEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { PartialEvidenceError } from '@postmortems/backstage-plugin-postmortems-node';
import type { JsonObject } from '@backstage/types';
import { readDatadogConfig } from '../config/config';
import { DatadogSource } from '../DatadogSource';
import type { FakeDatadog } from './FakeDatadog';
import { shopIncident } from './shop';

/** The source as a configuration makes it, with a catalog that has `checkout`. */
export function sourceOf(
  block: JsonObject,
  annotations: Record<string, string> = {},
): DatadogSource {
  const config = mockServices.rootConfig({
    data: {
      postmortems: {
        provenanceRouting: {
          telemetrySources: [{ platform: 'datadog', ...block }],
        },
      },
    },
  });
  return new DatadogSource({
    blocks: readDatadogConfig(config),
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'checkout', namespace: 'default', annotations },
        },
      ],
    }),
  });
}

/** What a collection brings, and what it says that is missing. */
export async function collectFrom(
  server: Pick<FakeDatadog, 'apiUrl'>,
  options: {
    block?: JsonObject;
    incident?: Partial<Incident>;
    annotations?: Record<string, string>;
    signal?: AbortSignal;
    onRestrict?: (reason: string) => void;
  } = {},
): Promise<{ nodes: SubmitEvidenceNode[]; failure?: string }> {
  const incident = { ...shopIncident, ...options.incident };
  const source = sourceOf(
    {
      apiUrl: server.apiUrl,
      appUrl: 'https://app.example.com',
      apiKey: 'api-key',
      appKey: 'app-key',
      ...options.block,
    },
    options.annotations,
  );
  let nodes: SubmitEvidenceNode[] = [];
  let failure: string | undefined;
  try {
    nodes = await source.collect({
      incident,
      window: {
        from: new Date(Date.parse(incident.startedAt) - 7_200_000),
        to: new Date(
          Math.min(
            Date.now(),
            Date.parse(incident.resolvedAt ?? new Date().toISOString()) +
              3_600_000,
          ),
        ),
      },
      signal: options.signal ?? new AbortController().signal,
      restrict: async reason => options.onRestrict?.(reason),
      addEvidence: async () => {},
    });
  } catch (error) {
    failure = (error as Error).message;
    nodes = error instanceof PartialEvidenceError ? error.nodes : [];
  }
  for (const node of nodes) submitEvidenceNodeSchema.parse(node);
  return { nodes, failure };
}

/** The payloads of one kind. */
export function payloadsOf(nodes: SubmitEvidenceNode[], kind: string) {
  return nodes
    .map(({ payload }) => payload as Record<string, unknown>)
    .filter(payload => payload.kind === kind);
}
