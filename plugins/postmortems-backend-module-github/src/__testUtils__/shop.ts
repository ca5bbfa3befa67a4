import { mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import {
  type Incident,
  type SubmitEvidenceNode,
  submitEvidenceNodeSchema,
} from '@postmortems/backstage-plugin-postmortems-common';
import { PartialEvidenceError } from '@postmortems/backstage-plugin-postmortems-node';
import { readGithubConfig } from '../config/config';
import { GithubSource } from '../GithubSource';
import type { FakeGithub } from './FakeGithub';
import {
  deployment,
  pullRequest,
  release,
  status,
  workflowRun,
} from './things';

export const SECRET = 'webhook-s3cret';
export const CHECKOUT = 'component:default/checkout';

/** Commits of a made-up shop. */
export const OLD = 'aaaaaaa1111111111111111111111111111111aa';
export const BAD = 'bbbbbbb2222222222222222222222222222222bb';

export const shopIncident: Incident = {
  key: 'INC-7',
  title: 'Orders fail',
  severity: 'sev2',
  status: 'resolved',
  services: [CHECKOUT],
  startedAt: '2026-03-02T14:02:00.000Z',
  resolvedAt: '2026-03-02T14:40:00.000Z',
  visibility: 'public',
  participants: [],
  createdBy: 'user:default/ada',
  createdAt: '2026-03-02T14:05:00.000Z',
  updatedAt: '2026-03-02T14:05:00.000Z',
};

export function component(name: string, slug = 'shop/checkout') {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'github.com/project-slug': slug },
    },
  };
}

const ada = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: {
    name: 'ada',
    namespace: 'default',
    annotations: { 'github.com/user-login': 'ada-l' },
  },
};

export const shopEntities = [component('checkout'), ada];

/** A release breaks checkout; going back to the commit before repairs it. */
export function fillShop(github: FakeGithub): void {
  github.deployments = [
    deployment({ id: 1, sha: OLD, at: '2026-03-01T09:00:00Z' }),
    deployment({ id: 2, sha: BAD, at: '2026-03-02T14:00:00Z' }),
    deployment({ id: 3, sha: OLD, at: '2026-03-02T14:30:00Z' }),
    deployment({
      id: 4,
      sha: BAD,
      at: '2026-03-02T14:10:00Z',
      environment: 'pr-12',
      more: { transient_environment: true },
    }),
  ];
  const done = (id: number, from: string, to: string, state = 'success') =>
    github.statuses.set(id, [
      status({ id: id * 10, state: 'in_progress', at: from }),
      status({ id: id * 10 + 1, state, at: to }),
    ]);
  done(1, '2026-03-01T09:00:10Z', '2026-03-01T09:05:00Z');
  done(2, '2026-03-02T14:00:20Z', '2026-03-02T14:04:00Z');
  done(3, '2026-03-02T14:30:05Z', '2026-03-02T14:30:35Z');
  github.releases = [
    release({ id: 8, tag: 'v2.4.1', at: '2026-03-02T13:50:00Z' }),
    release({ id: 7, tag: 'v2.4.0', at: '2026-02-20T10:00:00Z' }),
  ];
  github.pullRequests = [
    pullRequest({
      number: 12,
      title: 'Retry payments',
      mergedAt: '2026-03-02T13:40:00Z',
    }),
    pullRequest({
      number: 13,
      title: 'Never merged',
      mergedAt: null,
      updatedAt: '2026-03-02T14:05:00Z',
    }),
    pullRequest({
      number: 14,
      title: 'Into a feature',
      mergedAt: '2026-03-02T13:45:00Z',
      base: 'feature',
    }),
  ];
  github.runs = [
    workflowRun({
      id: 36,
      name: 'CI',
      at: '2026-03-02T13:41:00Z',
      conclusion: 'failure',
    }),
    workflowRun({
      id: 37,
      name: 'CI',
      at: '2026-03-02T13:42:00Z',
      conclusion: 'success',
      event: 'pull_request',
    }),
    workflowRun({
      id: 38,
      name: 'CI',
      at: '2026-03-02T13:43:00Z',
      conclusion: 'success',
      branch: 'feature',
    }),
  ];
}

/** The source as a configuration makes it. */
export function sourceOf(
  github: Pick<FakeGithub, 'apiUrl'>,
  options: { block?: JsonObject; entities?: object[] } = {},
): GithubSource {
  const block: JsonObject = {
    platform: 'github',
    webhook: { secrets: ['another', SECRET] },
    ...options.block,
  };
  const config = mockServices.rootConfig({
    data: {
      integrations: {
        github: [
          { host: 'github.com', apiBaseUrl: github.apiUrl, token: 'ghs_valid' },
        ],
      },
      postmortems: { provenanceRouting: { deploymentSources: [block] } },
    },
  });
  return new GithubSource({
    configs: readGithubConfig(config),
    integrations: ScmIntegrations.fromConfig(config),
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    catalog: catalogServiceMock({
      entities: (options.entities ?? shopEntities) as never,
    }),
  });
}

/** What a collection brings, and what it says that is missing. */
export async function collectFrom(
  source: GithubSource,
  options: {
    incident?: Partial<Incident>;
    changesFrom?: Date;
    signal?: AbortSignal;
  } = {},
): Promise<{ nodes: SubmitEvidenceNode[]; failure?: string }> {
  const incident = { ...shopIncident, ...options.incident };
  let nodes: SubmitEvidenceNode[] = [];
  let failure: string | undefined;
  try {
    nodes = await source.collect({
      incident,
      window: {
        from: new Date(Date.parse(incident.startedAt) - 7_200_000),
        to: new Date(Date.parse(incident.resolvedAt!) + 3_600_000),
        ...(options.changesFrom && { changesFrom: options.changesFrom }),
      },
      signal: options.signal ?? new AbortController().signal,
      restrict: async () => {},
      addEvidence: async () => {},
    });
  } catch (error) {
    failure = (error as Error).message;
    nodes = error instanceof PartialEvidenceError ? error.nodes : [];
  }
  for (const node of nodes) submitEvidenceNodeSchema.parse(node);
  return { nodes, failure };
}

/** `kind time what`, of each node, for comparisons at a glance. */
export function inShort(nodes: readonly SubmitEvidenceNode[]): string[] {
  return nodes
    .map(({ timestamp, payload }) =>
      [
        String(timestamp).slice(11, 19),
        payload.kind,
        payload.message ??
          [payload.previousVersion, payload.version, payload.status].join(' '),
      ].join(' '),
    )
    .sort();
}
