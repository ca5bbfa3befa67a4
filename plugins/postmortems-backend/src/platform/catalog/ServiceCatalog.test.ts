import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ServiceCatalog } from './ServiceCatalog';
import { catalogEntity } from './__testUtils__/catalogEntity';

const entities = [
  catalogEntity('domain:shop', { ownedBy: ['group:engineering'] }),
  catalogEntity('domain:web', { partOf: ['domain:shop'] }),
  catalogEntity('system:ordering', {
    partOf: ['domain:shop'],
    ownedBy: ['group:orders'],
  }),
  catalogEntity('system:pages', { partOf: ['domain:web'] }),
  catalogEntity(
    'component:checkout',
    {
      partOf: ['system:ordering'],
      ownedBy: ['user:ada', 'group:sre'],
      dependsOn: ['component:payments'],
    },
    { 'postmortems.dev/monitoring-name': 'checkout-api, co' },
  ),
  catalogEntity('component:stock', { partOf: ['system:ordering'] }),
  catalogEntity('component:storefront', { partOf: ['system:pages'] }),
  catalogEntity('component:payments', { ownedBy: ['group:money'] }),
  catalogEntity('group:engineering', {
    parentOf: ['group:sre', 'group:money'],
  }),
  catalogEntity(
    'group:sre',
    { childOf: ['group:engineering'] },
    { 'postmortems.dev/time-zone': 'Europe/Berlin' },
  ),
  // A circle, which a catalog cannot rule out
  catalogEntity('group:money', { parentOf: ['group:engineering'] }),
  catalogEntity('user:ada', { memberOf: ['group:sre'] }),
];

const createCatalog = (served: Entity[]) => {
  const service = catalogServiceMock({ entities: served });
  return {
    catalog: ServiceCatalog.create({
      catalog: service,
      auth: mockServices.auth(),
    }),
    questions: jest.spyOn(service, 'streamEntities'),
  };
};

const { catalog } = createCatalog(entities);
const credentials = mockCredentials.user();
const rollUp = async (...entityRefs: string[]) =>
  (await catalog.rollUp({ entityRefs, credentials })).sort();

describe('ServiceCatalog', () => {
  it('reads the time zone that a group is annotated with', async () => {
    const zones = [
      'group:default/sre',
      'group:default/money',
      'group:default/x',
    ];
    expect(
      await Promise.all(
        zones.map(async ownerRef => catalog.timeZoneOf({ ownerRef })),
      ),
    ).toEqual(['Europe/Berlin', undefined, undefined]);
  });

  it('includes resources and APIs among affected entities', async () => {
    const { catalog: stored } = createCatalog([
      catalogEntity('system:ordering', { ownedBy: ['group:orders'] }),
      catalogEntity('resource:orders-db', {
        partOf: ['system:ordering'],
        ownedBy: ['group:sre'],
      }),
      catalogEntity('api:orders', { partOf: ['system:ordering'] }),
    ]);
    const affected = ['api:default/orders', 'resource:default/orders-db'];
    for (const ref of ['system:default/ordering', 'group:default/orders']) {
      const refs = await stored.rollUp({ entityRefs: [ref], credentials });
      expect(refs).toEqual(expect.arrayContaining(affected));
    }
    expect(await stored.ownedBy({ ownerRefs: ['group:default/sre'] })).toEqual([
      'resource:default/orders-db',
    ]);
  });

  it('rolls up the parts of an entity', async () => {
    expect(await rollUp('component:default/checkout')).toEqual([
      'component:default/checkout',
    ]);
    expect(await rollUp('system:default/ordering')).toEqual([
      'component:default/checkout',
      'component:default/stock',
      'system:default/ordering',
    ]);
    expect(await rollUp('domain:default/shop')).toEqual([
      'component:default/checkout',
      'component:default/stock',
      'component:default/storefront',
      'domain:default/shop',
      'domain:default/web',
      'system:default/ordering',
      'system:default/pages',
    ]);
    expect(await rollUp('group:default/money')).toEqual([
      'component:default/checkout',
      'component:default/payments',
      'component:default/stock',
      'component:default/storefront',
      'domain:default/shop',
      'domain:default/web',
      'group:default/money',
      'system:default/ordering',
      'system:default/pages',
    ]);
    expect(await rollUp('user:default/ada')).toEqual([
      'component:default/checkout',
      'user:default/ada',
    ]);
    expect(await rollUp('component:default/unknown')).toEqual([
      'component:default/unknown',
    ]);
  });

  it('rolls up several entities in one walk', async () => {
    expect(
      await rollUp('system:default/pages', 'System:Default/Ordering'),
    ).toEqual([
      'component:default/checkout',
      'component:default/stock',
      'component:default/storefront',
      'system:default/ordering',
      'system:default/pages',
    ]);
    expect(await rollUp('group:default/sre', 'group:default/orders')).toEqual([
      'component:default/checkout',
      'component:default/stock',
      'group:default/orders',
      'group:default/sre',
      'system:default/ordering',
    ]);
    expect(await rollUp()).toEqual([]);

    const systems = Array.from({ length: 200 }, (_, i) => `system:s${i}`);
    const many = createCatalog(
      systems.flatMap((system, i) => [
        catalogEntity(system, { partOf: [`domain:d${i}`] }),
        // Parts of the first system of a pair are in a system of the second,
        // and the other way round
        catalogEntity(`system:inner${i}`, { partOf: [systems[i ^ 1]] }),
        catalogEntity(`component:c${i}`, { partOf: [`system:inner${i}`] }),
      ]),
    );
    const refs = systems.map(ref => ref.replace(':', ':default/'));
    expect(
      await many.catalog.rollUp({ entityRefs: refs, credentials }),
    ).toHaveLength(600);
    // For the parts of the systems, of the systems inside, and of the
    // components, which have none
    expect(many.questions).toHaveBeenCalledTimes(3);
  });

  it('terminates when systems are part of each other', async () => {
    const circle = createCatalog([
      catalogEntity('system:a', { partOf: ['system:b'] }),
      catalogEntity('system:b', { partOf: ['system:a'] }),
    ]).catalog;

    expect(
      await circle.rollUp({ entityRefs: ['system:default/a'], credentials }),
    ).toEqual(['system:default/a', 'system:default/b']);
    expect(await circle.ownerOf({ refs: ['system:default/a'] })).toBe(
      undefined,
    );
  });

  it('finds services of a tier by the whole value of the annotation', async () => {
    const tiers = createCatalog(
      ['tier-1', 'tier-1,kind', 'tier-10'].map((tier, i) =>
        catalogEntity(`component:c${i}`, {}, { 'postmortems.dev/tier': tier }),
      ),
    ).catalog;

    expect(await tiers.ofTier({ tier: 'tier-1', credentials })).toEqual([
      'component:default/c0',
    ]);
    expect(await tiers.ofTier({ tier: 'tier-1,kind', credentials })).toEqual([
      'component:default/c1',
    ]);
  });

  it('returns every name of a service and its neighbours', async () => {
    const known = await catalog.knownServices({
      refs: ['component:default/checkout'],
    });

    expect(
      Object.fromEntries(known.map(({ ref, names }) => [ref, names])),
    ).toEqual({
      'component:default/checkout': [
        'checkout',
        'checkout-api',
        'co',
        'component:default/checkout',
      ],
      'component:default/payments': ['payments', 'component:default/payments'],
      'component:default/stock': ['stock', 'component:default/stock'],
    });
  });

  it('returns what services depend on, as deep as is asked, and ends in a circle', async () => {
    const { catalog: chain } = createCatalog([
      catalogEntity('component:a', { dependsOn: ['component:b'] }),
      catalogEntity('component:b', { dependsOn: ['component:c'] }),
      catalogEntity('component:c', { dependsOn: ['component:a'] }),
    ]);
    const refs = ['component:default/a'];
    const toB = ['component:default/a', ['component:default/b']] as const;
    const toC = ['component:default/b', ['component:default/c']] as const;
    const back = ['component:default/c', ['component:default/a']] as const;

    expect([...(await chain.dependenciesOf({ refs, maxDepth: 1 }))]).toEqual([
      toB,
    ]);
    expect([...(await chain.dependenciesOf({ refs, maxDepth: 9 }))]).toEqual([
      toB,
      toC,
      back,
    ]);
  });

  it('returns nothing for owners without entities', async () => {
    expect(await catalog.ownedBy({ ownerRefs: ['user:default/eve'] })).toEqual(
      [],
    );
  });
});
