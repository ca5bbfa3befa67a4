import type { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { findServiceScope } from './affectedServices';
import { searchCatalog } from '../../shared/catalog/catalogSearch';

/**
 * An entity with relations as `[type, targetRef]`; relations to what is above
 * it, as the catalog gives them.
 */
function entity(
  kind: string,
  name: string,
  ...relations: [string, string][]
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const partOf = (ref: string): [string, string] => ['partOf', ref];
const ownedBy = (ref: string): [string, string] => ['ownedBy', ref];
const childOf = (ref: string): [string, string] => ['childOf', ref];

const shop = entity('Domain', 'shop', ownedBy('group:default/engineering'));
const ordering = entity(
  'System',
  'ordering',
  partOf('domain:default/shop'),
  ownedBy('group:default/ordering-team'),
);
const engineering = entity('Group', 'engineering');
const orderingTeam = entity(
  'Group',
  'ordering-team',
  childOf('group:default/engineering'),
);

const organisation = [
  shop,
  entity('Domain', 'basement', partOf('domain:default/shop')),
  ordering,
  entity('System', 'search', partOf('domain:default/basement')),
  entity('System', 'mail', ownedBy('group:default/mail-team')),
  engineering,
  orderingTeam,
  entity('Group', 'mail-team'),
  entity('Component', 'stock', partOf('system:default/ordering')),
  entity('Component', 'basket', partOf('system:default/ordering')),
  entity('Component', 'finder', partOf('system:default/search')),
  entity('Component', 'printer', ownedBy('group:default/ordering-team')),
  entity('Component', 'mailer', partOf('system:default/mail')),
  entity('API', 'orders', partOf('system:default/ordering')),
];

async function found(on: Entity, term = '', entities = organisation) {
  const catalog = catalogApiMock({ entities });
  const ask = jest.spyOn(catalog, 'queryEntities');
  const scope = await findServiceScope(catalog, on);
  const { options, more } = await searchCatalog(catalog, scope, term);
  return {
    names: options.map(({ name }) => name),
    more,
    requests: ask.mock.calls.length,
  };
}

describe('affectedServices', () => {
  it.each([
    ['a system', ordering, ['basket', 'stock']],
    ['a domain, at any depth', shop, ['basket', 'finder', 'stock']],
    [
      'a group, with what its systems have',
      orderingTeam,
      ['basket', 'printer', 'stock'],
    ],
    [
      'a group above others',
      engineering,
      ['basket', 'finder', 'printer', 'stock'],
    ],
    [
      'a component, whose incident may have spread',
      organisation[8],
      ['basket', 'finder', 'mailer', 'printer', 'stock'],
    ],
  ])('returns only components: those of %s', async (_, on, names) => {
    expect((await found(on)).names).toEqual(names);
  });

  it('finds services by a part of their name or title, ignoring case', async () => {
    const entities = [
      ...organisation,
      {
        ...entity('Component', 'svc-17', partOf('system:default/ordering')),
        metadata: { name: 'svc-17', title: 'Stock keeper' },
      },
    ];
    expect((await found(ordering, 'STOCK', entities)).names).toEqual([
      'stock',
      'Stock keeper',
    ]);
    expect((await found(ordering, 'mail', entities)).names).toEqual([]);
  });

  it('returns none for an entity without components', async () => {
    expect((await found(entity('System', 'empty'))).names).toEqual([]);
  });

  it('terminates when groups are members of each other', async () => {
    const a = entity('Group', 'a', childOf('group:default/b'));
    const b = entity('Group', 'b', childOf('group:default/a'));
    const api = entity('Component', 'api', ownedBy('group:default/b'));
    expect((await found(a, '', [a, b, api])).names).toEqual(['api']);
  });

  it('takes few requests for many services and reports that there are more', async () => {
    const systems = Array.from({ length: 300 }, (_, index) =>
      entity('System', `system-${index}`, partOf('domain:default/shop')),
    );
    const components = Array.from({ length: 5000 }, (_, index) =>
      entity(
        'Component',
        `service-${index}`,
        partOf(`system:default/system-${index % 300}`),
      ),
    );
    const entities = [shop, ...systems, ...components];
    const all = await found(shop, '', entities);
    expect(all.names).toHaveLength(25);
    expect(all.more).toBe(true);
    expect(all.requests).toBeLessThanOrEqual(4);
    expect((await found(shop, 'service-4321', entities)).names).toEqual([
      'service-4321',
    ]);
  });

  it('searches all components when there are too many systems to filter by', async () => {
    const systems = Array.from({ length: 1200 }, (_, index) =>
      entity('System', `system-${index}`, partOf('domain:default/shop')),
    );
    const { names } = await found(shop, 'mailer', [
      ...organisation,
      ...systems,
    ]);
    expect(names).toEqual(['mailer']);
  });
});
