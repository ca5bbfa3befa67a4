import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { DefaultServiceCatalog } from './DefaultServiceCatalog';

const entity = (
  ref: string,
  relations: Record<string, string[]> = {},
  annotations: Record<string, string> = {},
): Entity => {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toLocaleUpperCase('en-US') + kind.slice(1),
    metadata: { name, namespace: 'default', annotations },
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(target => ({
        type,
        targetRef: target.replace(':', ':default/'),
      })),
    ),
  };
};

const entities = [
  entity('domain:shop', { ownedBy: ['group:engineering'] }),
  entity('domain:web', { partOf: ['domain:shop'] }),
  entity('system:ordering', {
    partOf: ['domain:shop'],
    ownedBy: ['group:orders'],
  }),
  entity('system:pages', { partOf: ['domain:web'] }),
  entity(
    'component:checkout',
    {
      partOf: ['system:ordering'],
      ownedBy: ['user:ada', 'group:sre'],
      dependsOn: ['component:payments'],
    },
    { 'postmortems.dev/monitoring-name': 'checkout-api, co' },
  ),
  entity('component:stock', { partOf: ['system:ordering'] }),
  entity('component:storefront', { partOf: ['system:pages'] }),
  entity('component:payments', { ownedBy: ['group:money'] }),
  entity('group:engineering', { parentOf: ['group:sre', 'group:money'] }),
  entity('group:sre', { childOf: ['group:engineering'] }),
  // A circle, which a catalog cannot rule out
  entity('group:money', { parentOf: ['group:engineering'] }),
  entity('user:ada', { memberOf: ['group:sre'] }),
];

const catalog = DefaultServiceCatalog.create({
  catalog: catalogServiceMock({ entities }),
  auth: mockServices.auth(),
});
const rollUp = async (entityRef: string) =>
  (
    await catalog.rollUp({ entityRef, credentials: mockCredentials.user() })
  ).sort();

describe('service catalog', () => {
  it('rolls up what belongs to an entity', async () => {
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

  it('finds the owning group of a service, or of what it is part of', async () => {
    const ownerOf = (name: string) =>
      catalog.ownerOf({ ref: `component:default/${name}` });

    expect(await ownerOf('checkout')).toBe('group:default/sre');
    expect(await ownerOf('stock')).toBe('group:default/orders');
    expect(await ownerOf('storefront')).toBe('group:default/engineering');
    expect(await ownerOf('unknown')).toBeUndefined();
  });

  it('knows every name of a service and of those around it', async () => {
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

  it('answers with nothing for owners of nothing', async () => {
    expect(await catalog.ownedBy({ ownerRefs: ['user:default/eve'] })).toEqual(
      [],
    );
  });
});
