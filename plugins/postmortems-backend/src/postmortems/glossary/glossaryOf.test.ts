import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  EvidenceNode,
  JsonObject,
  Postmortem,
} from '@postmortems/backstage-plugin-postmortems-common';
import { ServiceCatalog } from '../../platform/catalog';
import { catalogEntity } from '../../platform/catalog/__testUtils__/catalogEntity';
import { glossaryOf } from './glossaryOf';

const described = (
  ref: string,
  description: string,
  relations: Parameters<typeof catalogEntity>[1] = {},
) => {
  const entity = catalogEntity(ref, relations);
  return { ...entity, metadata: { ...entity.metadata, description } };
};

const entities = [
  described('component:checkout', 'Takes orders', {
    ownedBy: ['group:sre'],
    dependsOn: ['component:cart', 'component:cart-db', 'component:till'],
  }),
  described('component:cart', 'Keeps baskets'),
  described('component:cart-db', 'Stores baskets'),
  // Of this one there is nothing to say
  catalogEntity('component:till', {}),
];

const node = (payload: JsonObject) => ({ payload } as unknown as EvidenceNode);

function read(text: string, evidence: EvidenceNode[] = []) {
  return glossaryOf({
    postmortem: {
      title: 'Orders failed',
      sections: [{ blocks: [{ claims: [{ text }] }] }],
    } as unknown as Postmortem,
    services: ['component:default/checkout'],
    evidence,
    serviceCatalog: ServiceCatalog.create({
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth(),
    }),
    credentials: mockCredentials.user(),
  });
}

describe('glossaryOf', () => {
  it('explains affected services, and those that the text names as a whole', async () => {
    expect(await read('cart-db and till were slow.')).toEqual([
      {
        kind: 'service',
        name: 'checkout',
        description: 'Takes orders',
        entityRef: 'component:default/checkout',
        ownerRef: 'group:default/sre',
        source: 'catalog',
      },
      {
        kind: 'service',
        name: 'cart-db',
        description: 'Stores baskets',
        entityRef: 'component:default/cart-db',
        source: 'catalog',
      },
    ]);
  });

  it('explains metrics by their own description, else by that of their alert', async () => {
    const terms = await read('It was slow.', [
      node({ kind: 'metric', metric: 'p99', points: [], alerts: ['Slow'] }),
      node({
        kind: 'metric',
        metric: 'error_rate',
        description: 'Share of requests that fail',
        points: [],
      }),
      node({ kind: 'metric', metric: 'cpu', points: [] }),
      node({
        kind: 'alert',
        alertName: 'Slow',
        status: 'firing',
        description: 'Checkout answers slowly',
      }),
    ]);

    expect(terms.filter(({ kind }) => kind === 'metric')).toEqual([
      {
        kind: 'metric',
        name: 'p99',
        description: 'Checkout answers slowly',
        source: 'evidence',
      },
      {
        kind: 'metric',
        name: 'error_rate',
        description: 'Share of requests that fail',
        source: 'evidence',
      },
    ]);
  });
});
