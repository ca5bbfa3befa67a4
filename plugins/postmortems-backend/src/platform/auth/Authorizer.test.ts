import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  incidentCreatePermission,
  incidentReadPermission,
  incidentUpdatePermission,
} from '@postmortems/backstage-plugin-postmortems-common';
import { Authorizer } from './Authorizer';
import { haveSameReadAccess } from './Caller';
import { MachineRights } from './MachineRights';

function start(options: { denied?: string; conditional?: string } = {}) {
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === options.denied
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async requests =>
      requests.map(({ permission }) => {
        if (permission.name === options.denied) {
          return { result: AuthorizeResult.DENY };
        }
        return permission.name === options.conditional
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'postmortems',
              resourceType: 'postmortems-incident',
              conditions: {
                rule: 'IS_PUBLIC',
                resourceType: 'postmortems-incident',
                params: {},
              },
            }
          : { result: AuthorizeResult.ALLOW };
      }),
  });
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async () => ({
      userEntityRef: 'user:default/ada',
      ownershipEntityRefs: ['user:default/ada', 'group:default/sre'],
    }),
  });
  const catalog = { ownedBy: jest.fn(async () => ['component:default/shop']) };
  const authorizer = new Authorizer({
    auth: mockServices.auth(),
    permissions,
    registry: mockServices.permissionsRegistry.mock({
      getPermissionRuleset: () => ({
        getRuleByName: () =>
          ({
            toQuery: () => ({ field: 'visibility', values: ['public'] }),
          } as never),
      }),
    }),
    userInfo,
    catalog,
    machines: MachineRights.fromConfig(mockServices.rootConfig()),
  });
  return { authorizer, permissions, userInfo, catalog };
}

const ada = mockCredentials.user('user:default/ada');
const visible = {
  anyOf: [
    { field: 'visibility', values: ['public'] },
    { field: 'createdBy', values: ['user:default/ada'] },
    {
      field: 'participant',
      values: ['user:default/ada', 'group:default/sre'],
    },
    { field: 'service', values: ['component:default/shop'] },
  ],
};

describe('Authorizer', () => {
  it('decides on all permissions of a request in one query', async () => {
    const { authorizer, permissions, userInfo, catalog } = start({
      conditional: incidentUpdatePermission.name,
    });
    const [opener, updater, reader] = await authorizer.authorize(ada, [
      incidentCreatePermission,
      incidentUpdatePermission,
      incidentReadPermission,
    ]);

    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
    expect(userInfo.getUserInfo).toHaveBeenCalledTimes(1);
    expect(catalog.ownedBy).toHaveBeenCalledTimes(1);
    expect(opener).toMatchObject({
      actor: 'user:default/ada',
      criteria: visible,
    });
    expect(updater.criteria).toEqual({
      allOf: [{ field: 'visibility', values: ['public'] }, visible],
    });
    expect(haveSameReadAccess(opener, reader)).toBe(true);
    expect(haveSameReadAccess(updater, reader)).toBe(false);
  });

  it('throws NotAllowedError that names the missing permission', async () => {
    for (const denied of [incidentCreatePermission, incidentReadPermission]) {
      const { authorizer } = start({ denied: denied.name });
      await expect(
        authorizer.authorize(ada, [
          incidentUpdatePermission,
          incidentReadPermission,
          incidentCreatePermission,
        ]),
      ).rejects.toThrow(`You lack the permission ${denied.name}`);
    }
  });

  it('applies only the policy to machines, and rejects callers without an identity', async () => {
    const { authorizer, userInfo } = start();
    const [machine] = await authorizer.authorize(mockCredentials.service(), [
      incidentReadPermission,
    ]);
    expect(machine).toMatchObject({
      actor: 'external:test-service',
      criteria: undefined,
    });
    expect(userInfo.getUserInfo).not.toHaveBeenCalled();
    await expect(
      authorizer.authorize(mockCredentials.none(), [incidentReadPermission]),
    ).rejects.toThrow('Only users and machines');
  });
});
