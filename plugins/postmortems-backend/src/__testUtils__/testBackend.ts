import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  type BackendFeature,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import { postmortemsPermissions } from '@postmortems/backstage-plugin-postmortems-common';
import {
  postmortemsEvidenceSourceExtensionPoint,
  postmortemsIssueTrackerExtensionPoint,
  type EvidenceSource,
  type IssueTracker,
} from '@postmortems/backstage-plugin-postmortems-node';
import type { Knex } from 'knex';
import request from 'supertest';
import postmortemsPlugin from '..';

const component = (name: string, owner: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: [
    { type: 'ownedBy', targetRef: `group:default/${owner}` },
    { type: 'partOf', targetRef: 'system:default/ordering' },
  ],
});

/** A system of two components with two owners. */
const testEntities: Entity[] = [
  component('checkout', 'sre-team'),
  component('storefront', 'web-team'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name: 'ordering', namespace: 'default' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/sre-team' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'mei', namespace: 'default' },
    spec: { profile: { displayName: 'Mei Tan' } },
    relations: [{ type: 'memberOf', targetRef: 'group:default/sre-team' }],
  },
  ...['sre-team', 'web-team'].map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    relations: [],
  })),
];

/** Header of a user of the test backend. */
export const asUser = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

/** Configuration with which {@link asMachine} may do everything. */
export const machineMayAll: JsonObject = {
  postmortems: {
    machines: [
      {
        subject: 'external:test-service',
        allow: postmortemsPermissions
          .filter(({ attributes }) => attributes.action !== 'read')
          .map(({ name }) => name),
      },
    ],
  },
};

/** Header of a machine, of the one in {@link machineMayAll} if not of another. */
export const asMachine = (subject?: string) =>
  mockCredentials.service.header(
    subject === undefined
      ? undefined
      : {
          onBehalfOf: mockCredentials.service(subject),
          targetPluginId: 'postmortems',
        },
  );

/** A policy that allows everything. */
const ALLOWED: Parameters<typeof mockServices.permissions.mock>[0] = {
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
};

/**
 * The plugin in a backend of its own, with its HTTP server. Users own what
 * their `groups` own.
 */
export async function startPostmortems(
  options: {
    databases?: TestDatabases;
    databaseId?: Parameters<TestDatabases['init']>[0];
    /** In the place of one of the test databases. */
    knex?: Knex;
    /** More features, such as services in the place of others. */
    features?: BackendFeature[];
    config?: JsonObject;
    groups?: Record<string, string[]>;
    sources?: EvidenceSource[];
    trackers?: IssueTracker[];
    permissions?: Parameters<typeof mockServices.permissions.mock>[0];
    auditor?: Parameters<typeof mockServices.auditor.mock>[0];
    events?: Parameters<typeof mockServices.events.mock>[0];
    logger?: ReturnType<typeof mockServices.logger.mock>;
  } = {},
) {
  const { databases, databaseId, config, groups = {}, sources = [] } = options;
  // A policy that allows everything, where one is configured
  const permissions =
    options.permissions ?? (config?.permission ? ALLOWED : undefined);
  const knex =
    options.knex ??
    (databases && databaseId && (await databases.init(databaseId)));
  const backend = await startTestBackend({
    features: [
      postmortemsPlugin,
      ...(options.features ?? []),
      mockServices.rootConfig.factory({ data: config ?? {} }),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      catalogServiceMock.factory({ entities: testEntities }),
      mockServices.userInfo.mock({
        getUserInfo: async credentials => {
          const { userEntityRef } = (
            credentials as unknown as { principal: { userEntityRef: string } }
          ).principal;
          return {
            userEntityRef,
            ownershipEntityRefs: [
              userEntityRef,
              ...(groups[userEntityRef.replace('user:default/', '')] ?? []),
            ],
          };
        },
      }).factory,
      ...(knex
        ? [mockServices.database.mock({ getClient: async () => knex }).factory]
        : []),
      ...(permissions
        ? [mockServices.permissions.mock(permissions).factory]
        : []),
      ...(options.events
        ? [mockServices.events.mock(options.events).factory]
        : []),
      ...(options.logger ? [options.logger.factory] : []),
      ...(options.auditor
        ? [mockServices.auditor.mock(options.auditor).factory]
        : []),
      createBackendModule({
        pluginId: 'postmortems',
        moduleId: 'test-sources',
        register(reg) {
          reg.registerInit({
            deps: {
              point: postmortemsEvidenceSourceExtensionPoint,
              issues: postmortemsIssueTrackerExtensionPoint,
            },
            async init({ point, issues }) {
              for (const source of sources) point.addEvidenceSource(source);
              for (const one of options.trackers ?? [])
                issues.addIssueTracker(one);
            },
          });
        },
      }),
    ],
  });
  const { server } = backend;
  return {
    api: client(server),
    /** Calls an action as the actions service does, for a user. */
    invoke: async (name: string, input: object, user = 'ada') => {
      const { status, body } = await request(server)
        .post(
          `/api/postmortems/.backstage/actions/v1/actions/postmortems:${name}/invoke`,
        )
        .set(
          'authorization',
          mockCredentials.service.header({
            onBehalfOf: mockCredentials.user(`user:default/${user}`),
            targetPluginId: 'postmortems',
          }),
        )
        .send(input);
      return { status, body, output: body.output };
    },
    server,
    knex,
    stop: () => backend.stop(),
  };
}

function client(server: Parameters<typeof request>[0]) {
  const call = (
    method: 'get' | 'post' | 'patch' | 'put',
    path: string,
    authorization: string | undefined,
    body?: unknown,
  ) => {
    const test = request(server)[method](`/api/postmortems/v1${path}`);
    if (authorization !== '')
      test.set('authorization', authorization ?? asMachine());
    return body === undefined ? test : test.send(body as object);
  };
  return {
    get: (path: string, authorization?: string) =>
      call('get', path, authorization),
    post: (path: string, body: unknown, authorization?: string) =>
      call('post', path, authorization, body),
    put: (path: string, body: unknown, authorization?: string) =>
      call('put', path, authorization, body),
    patch: (path: string, body: unknown, authorization?: string) =>
      call('patch', path, authorization, body),
  };
}
