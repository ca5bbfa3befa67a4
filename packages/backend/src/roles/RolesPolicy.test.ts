import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { postmortemsPermissions } from '@postmortems/backstage-plugin-postmortems-common';
import { RolesPolicy } from './RolesPolicy';

/** What a member of these groups may do, without the plugin's prefix. */
async function allowedFor(...ownershipEntityRefs: string[]) {
  const info = { userEntityRef: 'user:default/ada', ownershipEntityRefs };
  const policy = new RolesPolicy({
    userInfo: mockServices.userInfo.mock({ getUserInfo: async () => info }),
  });
  const user = { credentials: mockCredentials.user(), info };
  const decided = await Promise.all(
    postmortemsPermissions.map(async permission => ({
      name: permission.name.replace('postmortems.', ''),
      ...(await policy.handle({ permission }, user)),
    })),
  );
  return decided.flatMap(({ name, result }) =>
    result === 'ALLOW' ? name : [],
  );
}

describe('RolesPolicy', () => {
  it('has engineers write, and reviewers approve and publish', async () => {
    expect(await allowedFor('group:default/sre-team')).toEqual([
      'incident.read',
      'incident.create',
      'incident.update',
      'incident.visibility',
      'postmortem.create',
      'postmortem.update',
    ]);
    expect(await allowedFor('group:default/reviewers')).toEqual([
      'incident.read',
      'postmortem.approve',
      'postmortem.publish',
    ]);
  });

  it('allows administrators everything, and nothing to nobody', async () => {
    expect(await allowedFor('group:default/administrators')).toHaveLength(
      postmortemsPermissions.length,
    );
    const policy = new RolesPolicy({ userInfo: mockServices.userInfo.mock() });
    const [permission] = postmortemsPermissions;
    expect(await policy.handle({ permission })).toEqual({ result: 'DENY' });
  });
});
