import { affectedServices } from './affectedServices';

function entity(
  kind: string,
  relations: { type: string; targetRef: string }[],
) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'shop', namespace: 'default' },
    relations,
  };
}

const parts = [
  { type: 'hasPart', targetRef: 'component:default/checkout' },
  { type: 'hasPart', targetRef: 'api:default/orders' },
  { type: 'dependsOn', targetRef: 'component:default/foreign' },
];

describe('affectedServices', () => {
  it('is the component itself, whatever it has or needs', () => {
    expect(affectedServices(entity('Component', parts))).toEqual([
      'component:default/shop',
    ]);
  });

  it('is the services of a system, or the whole system', () => {
    expect(affectedServices(entity('System', parts))).toEqual([
      'component:default/checkout',
      'system:default/shop',
    ]);
  });

  it('is what a group owns, each once, and not the group', () => {
    const owned = { type: 'ownerOf', targetRef: 'component:default/checkout' };
    expect(affectedServices(entity('Group', [owned, owned]))).toEqual([
      'component:default/checkout',
    ]);
  });
});
