import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import fc from 'fast-check';
import { CatalogReader } from './CatalogReader';
import { OwnerResolver } from './OwnerResolver';
import { catalogEntity } from './__testUtils__/catalogEntity';

const createResolver = (entities: Entity[]) =>
  new OwnerResolver({
    reader: new CatalogReader({
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth(),
    }),
  });

const service = (name: string, ownedBy: string[], partOf: string[] = []) =>
  catalogEntity(`component:${name}`, { ownedBy, partOf });

const organisation = [
  catalogEntity('group:engineering', { parentOf: ['group:sre'] }),
  catalogEntity('group:sre', { childOf: ['group:engineering'] }),
  catalogEntity('group:web'),
  // A department that was merged into another one, and is no entity any more
  catalogEntity('group:platform', { parentOf: ['group:merged'] }),
  catalogEntity('group:a-customer', { parentOf: ['component:of-nobody'] }),
  catalogEntity('user:ada', { memberOf: ['group:web', 'group:sre'] }),
  catalogEntity('user:bea', { memberOf: ['group:merged'] }),
  catalogEntity('user:cyd', { memberOf: ['group:gone', 'group:web'] }),
  catalogEntity('user:eve'),
  catalogEntity('domain:shop', { ownedBy: ['group:engineering'] }),
  catalogEntity('system:ordering', {
    ownedBy: ['group:gone'],
    partOf: ['domain:shop'],
  }),
  catalogEntity('system:pages', { ownedBy: ['group:web'] }),
  catalogEntity('system:loose', { ownedBy: ['user:ada'] }),
];

const services = [
  service('of-group', ['group:sre'], ['system:pages']),
  service('of-container', ['group:engineering']),
  service('of-group-and-user', ['user:ada', 'group:web']),
  service('of-gone-and-group', ['group:gone', 'group:web']),
  service('of-merged', ['group:merged'], ['system:pages']),
  service('of-merged-and-user', ['group:merged', 'user:ada']),
  service('of-user', ['user:ada'], ['system:pages']),
  service('of-user-of-merged', ['user:bea'], ['system:pages']),
  service('of-user-of-gone', ['user:cyd'], ['system:ordering']),
  service('of-loner-in-system', ['user:eve'], ['system:pages']),
  service('of-loner', ['user:eve']),
  service('of-stranger', ['user:unknown']),
  service('of-gone-in-system', ['group:gone'], ['system:pages']),
  service('of-gone-in-domain', ['group:gone'], ['system:ordering']),
  service('of-gone', ['group:gone']),
  service('of-nobody-in-system', [], ['system:loose']),
  service('of-nobody', []),
];

describe('OwnerResolver.ownerOf', () => {
  const owners = createResolver([...organisation, ...services]);
  const ownerOf = (...names: string[]) =>
    owners.ownerOf({ refs: names.map(name => `component:default/${name}`) });

  it.each([
    ['of-group', 'group:default/sre'],
    ['of-container', 'group:default/engineering'],
    ['of-group-and-user', 'group:default/web'],
    ['of-gone-and-group', 'group:default/web'],
    ['of-merged', 'group:default/platform'],
    ['of-merged-and-user', 'group:default/platform'],
    ['of-user', 'group:default/sre'],
    ['of-user-of-merged', 'group:default/platform'],
    ['of-user-of-gone', 'group:default/web'],
    ['of-loner-in-system', 'group:default/web'],
    ['of-loner', 'user:default/eve'],
    ['of-stranger', 'user:default/unknown'],
    ['of-gone-in-system', 'group:default/web'],
    ['of-gone-in-domain', 'group:default/engineering'],
    ['of-gone', undefined],
    ['of-nobody-in-system', 'group:default/sre'],
    ['of-nobody', undefined],
    ['that-is-unknown', undefined],
  ])('resolves the owner of a service %s', async (name, owner) => {
    expect(await ownerOf(name)).toBe(owner);
  });

  it('tries services in order, and prefers any group to a user', async () => {
    expect(await ownerOf()).toBeUndefined();
    expect(await ownerOf('of-group', 'of-container')).toBe('group:default/sre');
    expect(await ownerOf('of-container', 'of-group')).toBe(
      'group:default/engineering',
    );
    expect(await ownerOf('of-nobody', 'of-group')).toBe('group:default/sre');
    expect(await ownerOf('of-loner', 'of-gone', 'of-group')).toBe(
      'group:default/sre',
    );
    expect(await ownerOf('of-gone', 'of-stranger', 'of-loner')).toBe(
      'user:default/unknown',
    );
    expect(await owners.ownerOf({ refs: ['Component:Default/Of-Group'] })).toBe(
      'group:default/sre',
    );
  });
});

describe('OwnerResolver.groupsOf', () => {
  const owners = createResolver(organisation);

  it('counts users for the first of their groups, and everybody else for themselves', async () => {
    expect(
      await owners.groupsOf({
        owners: [
          'group:default/web',
          'group:default/gone',
          'user:default/ada',
          'User:Default/Bea',
          'user:default/eve',
          'user:default/unknown',
        ],
      }),
    ).toEqual({
      value: new Map([
        ['group:default/web', 'group:default/web'],
        ['group:default/gone', 'group:default/gone'],
        ['user:default/ada', 'group:default/sre'],
        ['User:Default/Bea', 'group:default/merged'],
        ['user:default/eve', 'user:default/eve'],
        ['user:default/unknown', 'user:default/unknown'],
      ]),
    });
    expect(await owners.groupsOf({ owners: [] })).toEqual({ value: new Map() });
  });

  it('lists the users who are counted for a group', async () => {
    const countedFor = (group: string) => owners.ownersCountedFor({ group });

    expect(await countedFor('Group:Default/SRE')).toEqual([
      'group:default/sre',
      'user:default/ada',
    ]);
    // Ada and Cyd are in it too, but have groups that come before
    expect(await countedFor('group:default/web')).toEqual([
      'group:default/web',
    ]);
    expect(await countedFor('group:default/unknown')).toEqual([
      'group:default/unknown',
    ]);
    expect(await countedFor('user:default/ada')).toEqual(['user:default/ada']);
  });

  it('counts each owner exactly once, whatever the memberships', async () => {
    const groupRef = fc
      .constantFrom('a', 'B', 'c', 'd')
      .map(name => `group:${name}`);
    const memberships = fc.dictionary(
      fc.constantFrom('user:u', 'user:V', 'user:w', 'user:x'),
      fc.uniqueArray(groupRef),
    );
    await fc.assert(
      fc.asyncProperty(
        memberships,
        fc.uniqueArray(groupRef),
        async (of, there) => {
          const resolver = createResolver([
            ...there.map(group => catalogEntity(group)),
            ...Object.entries(of).map(([user, memberOf]) =>
              catalogEntity(user, { memberOf }),
            ),
          ]);
          const all = ['a', 'b', 'c', 'd']
            .map(name => `group:default/${name}`)
            .concat(['u', 'v', 'w', 'x'].map(name => `user:default/${name}`));
          const { value: groups } = await resolver.groupsOf({ owners: all });
          const counted = new Map<string, string[]>();
          for (const group of new Set(groups.values())) {
            counted.set(group, await resolver.ownersCountedFor({ group }));
          }

          expect([...counted.values()].flat().sort()).toEqual([...all].sort());
          for (const owner of all) {
            expect(counted.get(groups.get(owner)!)).toContain(owner);
          }
        },
      ),
    );
  });
});
