import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { postmortemsPermissions } from '@postmortems/backstage-plugin-postmortems-common';
import request from 'supertest';
import { startSearch } from './searchBackend';

const MACHINE = 'Bearer a-token-of-a-machine';
const GUEST = 'user:default/guest';

/**
 * Features for search with Backstage's own authentication and permissions,
 * which need a policy.
 */
export async function startRealBackend(options: {
  features: BackendFeature[];
  events?: BackendFeature;
}) {
  const { features, events } = options;
  const backend = await startSearch({
    events,
    features: [
      authServiceFactory,
      httpAuthServiceFactory,
      userInfoServiceFactory,
      permissionsServiceFactory,
      authPlugin,
      guestModule,
      permissionPlugin,
      catalogServiceMock.factory({ entities: [] }),
      ...features,
    ],
    config: {
      app: { baseUrl: 'http://localhost:3000' },
      backend: {
        baseUrl: 'http://localhost:7007',
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: {
                token: MACHINE.replace('Bearer ', ''),
                subject: 'test',
              },
            },
          ],
        },
      },
      auth: {
        providers: {
          guest: {
            userEntityRef: GUEST,
            dangerouslyAllowOutsideDevelopment: true,
          },
        },
      },
      permission: { enabled: true },
      postmortems: {
        machines: [
          {
            subject: 'test',
            allow: postmortemsPermissions
              .filter(({ attributes }) => attributes.action !== 'read')
              .map(({ name }) => name),
          },
        ],
      },
    },
  });
  const { body } = await request(backend.server)
    .post('/api/auth/guest/refresh')
    .set('x-requested-with', 'XMLHttpRequest');
  const guest = `Bearer ${body.backstageIdentity.token}`;
  const call = async (
    method: 'get' | 'post' | 'patch' | 'put',
    path: string,
    sent?: object,
    authorization = MACHINE,
  ) => {
    const answer = await request(backend.server)
      [method](`/api/postmortems/v1${path}`)
      .set('authorization', authorization)
      .send(sent);
    return { status: answer.status, body: answer.body };
  };
  return {
    ...backend,
    guest,
    call,
    search: (term: string) => backend.search(term, guest),
  };
}

export const incident = {
  key: 'INC-1',
  title: 'Zanzibarian failure',
  severity: 'sev2',
  services: ['component:default/checkout'],
  startedAt: '2026-03-02T14:02:00Z',
};
