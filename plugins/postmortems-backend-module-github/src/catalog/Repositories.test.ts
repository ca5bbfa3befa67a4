import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { component } from '../__testUtils__/shop';
import { componentsMeant, Repositories } from './Repositories';

function repositoriesOf(entities: object[], hosts = ['github.com']) {
  return new Repositories({
    hosts,
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: entities as never }),
  });
}

describe('Repositories', () => {
  it('finds a repository in any case, with all that is in it', async () => {
    const repositories = repositoriesOf([
      component('checkout', 'Shop/mono'),
      component('cart', 'shop/Mono'),
      component('blog', 'shop/blog'),
      component('odd', 'not a slug'),
    ]);
    const found = await repositories.find('github.com', 'SHOP/mono');
    expect(found?.components.map(({ name }) => name)).toEqual([
      'cart',
      'checkout',
    ]);
    await expect(
      repositories.ofEntities(['component:default/blog']),
    ).resolves.toMatchObject([{ slug: 'shop/blog' }]);
    await expect(
      repositories.find('github.com', 'not a slug'),
    ).resolves.toBeUndefined();
  });

  it('takes the host of the source among those that are configured', async () => {
    const own = component('checkout');
    Object.assign(own.metadata.annotations, {
      'backstage.io/source-location':
        'url:https://github.example.com/shop/checkout/',
    });
    const repositories = repositoriesOf(
      [own, component('cart')],
      ['github.com', 'github.example.com'],
    );
    await expect(
      repositories.ofEntities(['component:default/checkout']),
    ).resolves.toMatchObject([{ host: 'github.example.com' }]);
    await expect(
      repositories.ofEntities(['component:default/cart']),
    ).resolves.toMatchObject([{ host: 'github.com' }]);
  });
});

describe('componentsMeant', () => {
  const components = ['checkout', 'checkout-api', 'cart'].map(name => ({
    name,
    ref: `component:default/${name}`,
  }));
  const meant = (...texts: string[]) =>
    componentsMeant({ components }, texts).map(({ name }) => name);

  it.each([
    [['checkout-production'], ['checkout']],
    [['prod-checkout-api'], ['checkout-api']],
    [['production', 'cart/v2.4.1'], ['cart']],
    [['.github/workflows/deploy-Cart.yml'], ['cart']],
    [
      ['production', 'main'],
      ['checkout', 'checkout-api', 'cart'],
    ],
    [['cartoons'], ['checkout', 'checkout-api', 'cart']],
  ])('of %j are %j', (texts, names) => {
    expect(meant(...texts)).toEqual(names);
  });
});
