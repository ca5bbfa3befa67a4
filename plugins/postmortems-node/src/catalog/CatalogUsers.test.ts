import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogUsers } from './CatalogUsers';

function user(
  name: string,
  email: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', annotations },
    spec: { profile: { email, displayName: 'Ada' } },
  };
}

const users = new CatalogUsers({
  auth: mockServices.auth(),
  catalog: catalogServiceMock({
    entities: [
      user('ada', 'ada@example.com', { 'slack.com/user_id': 'U1' }),
      user('bob', 'bob@example.com'),
      user('team-a', 'shared@example.com'),
      user('team-b', 'shared@example.com'),
    ],
  }),
});
const annotations = ['slack.com/user_id'];

describe('CatalogUsers', () => {
  it.each([
    ['the annotation', { id: 'U1', annotations }, 'user:default/ada'],
    ['the address', { email: 'bob@example.com' }, 'user:default/bob'],
    [
      'the annotation before the address',
      { id: 'U1', annotations, email: 'bob@example.com' },
      'user:default/ada',
    ],
  ])('finds a user by %s', async (_, account, ref) => {
    expect(await users.find(account)).toBe(ref);
  });

  it.each([
    ['an unknown account', { id: 'U9', annotations }],
    ['an address that two users share', { email: 'shared@example.com' }],
    ['nothing at all', {}],
  ])('takes %s for a stranger', async (_, account) => {
    expect(await users.find(account)).toBeUndefined();
  });
});
