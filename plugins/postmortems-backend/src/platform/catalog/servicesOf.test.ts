import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ServiceCatalog } from './ServiceCatalog';
import { catalogEntity } from './__testUtils__/catalogEntity';

const tier1 = { 'postmortems.dev/tier': 'tier-1' };

const catalog = ServiceCatalog.create({
  catalog: catalogServiceMock({
    entities: [
      catalogEntity(
        'component:a1',
        { ownedBy: ['group:a'], partOf: ['system:c'] },
        tier1,
      ),
      catalogEntity('component:a2', {
        ownedBy: ['group:a'],
        partOf: ['system:d'],
      }),
      catalogEntity('component:b1', {
        ownedBy: ['group:b'],
        partOf: ['system:c'],
      }),
      catalogEntity(
        'component:b2',
        { ownedBy: ['group:b'], partOf: ['system:d'] },
        tier1,
      ),
      catalogEntity('component:x1', {
        ownedBy: ['group:x'],
        partOf: ['system:c'],
      }),
      ...['a', 'b', 'x'].map(name => catalogEntity(`group:${name}`)),
      catalogEntity(
        'component:cart',
        { partOf: ['system:e'] },
        {
          'postmortems.dev/former-refs':
            'component:default/Basket, component:legacy/trolley',
        },
      ),
      catalogEntity('system:e'),
      catalogEntity('system:c', { partOf: ['domain:shop'] }),
      catalogEntity('system:d'),
    ],
  }),
  auth: mockServices.auth(),
});
const credentials = mockCredentials.user();

const componentsOf = async (entities?: string[], tier?: string) =>
  (
    await catalog.servicesOf({
      entityRefs: entities?.map(ref => ref.replace(':', ':default/')),
      tier,
      credentials,
    })
  )
    ?.filter(ref => ref.startsWith('component'))
    .map(ref => ref.replace('component:default/', ''))
    .sort();

describe('servicesOf', () => {
  it('takes entities of one kind as alternatives', async () => {
    expect(await componentsOf(['group:a', 'group:b'])).toEqual([
      'a1',
      'a2',
      'b1',
      'b2',
    ]);
    expect(await componentsOf(['component:a1', 'component:new'])).toEqual([
      'a1',
      'new',
    ]);
  });

  it('intersects kinds and the tier', async () => {
    expect(await componentsOf(['group:a', 'group:b', 'system:c'])).toEqual([
      'a1',
      'b1',
    ]);
    expect(await componentsOf(['system:c', 'Group:a'])).toEqual(['a1']);
    expect(await componentsOf(['domain:shop', 'system:d'])).toEqual([]);
    expect(
      await componentsOf([
        'group:a',
        'system:c',
        'component:a1',
        'domain:shop',
      ]),
    ).toEqual(['a1']);
    expect(await componentsOf(['group:a', 'group:b'], 'tier-1')).toEqual([
      'a1',
      'b2',
    ]);
    expect(await componentsOf(['group:a', 'system:c'], 'tier-1')).toEqual([
      'a1',
    ]);
    expect(await componentsOf(undefined, 'tier-1')).toEqual(['a1', 'b2']);
  });

  it('returns an empty list when no service is left, and undefined without a filter', async () => {
    expect(
      await catalog.servicesOf({
        entityRefs: ['group:default/a', 'component:default/x1'],
        credentials,
      }),
    ).toEqual([]);
    expect(await componentsOf(['group:a'], 'tier-9')).toEqual([]);
    expect(await componentsOf(undefined, 'tier-9')).toEqual([]);
    expect(await componentsOf([], 'tier-1')).toEqual([]);
    expect(await componentsOf([])).toEqual([]);
    expect(await componentsOf()).toBeUndefined();
  });

  it('follows services to the refs that they had before', async () => {
    const before = ['basket', 'cart', 'component:legacy/trolley'];
    expect(await componentsOf(['component:cart'])).toEqual(before);
    expect(await componentsOf(['system:e'])).toEqual(before);
  });

  it('says what the catalog does not have', async () => {
    await expect(
      catalog.unknownOf({
        refs: ['component:default/a1', 'component:default/basket'],
      }),
    ).resolves.toEqual(['component:default/basket']);
  });
});
