import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogAnswers } from './CatalogAnswers';
import { ServiceCatalog } from './ServiceCatalog';

const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/sre' }],
};
const sre: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'sre', namespace: 'default' },
};
const REF = 'component:default/checkout';
const ada = mockCredentials.user('user:default/ada');
const never = () => new Promise<never>(() => {});

/** A catalog that can be made to hang, or to fail. */
function catalogThat() {
  const inner = catalogServiceMock({ entities: [checkout, sre] });
  const state: { hangs: boolean; error?: Error; asked: number } = {
    hangs: false,
    asked: 0,
  };
  const catalog = {
    getEntitiesByRefs: async (...args: unknown[]) => {
      state.asked += 1;
      if (state.error) throw state.error;
      if (state.hangs) return never();
      return (inner.getEntitiesByRefs as Function)(...args);
    },
    async *streamEntities(...args: unknown[]) {
      state.asked += 1;
      if (state.error) throw state.error;
      if (state.hangs) await never();
      yield* (inner.streamEntities as Function)(...args);
    },
  } as unknown as CatalogService;
  return { catalog, state };
}

function serviceCatalog(
  options: ConstructorParameters<typeof CatalogAnswers>[0] = {},
) {
  const { catalog, state } = catalogThat();
  const answers = new CatalogAnswers({ deadlineSeconds: 0.1, ...options });
  return {
    state,
    services: ServiceCatalog.create({
      catalog,
      answers,
      auth: mockServices.auth(),
    }),
  };
}

describe('while the catalog does not answer', () => {
  afterEach(() => jest.useRealTimers());

  it.each([
    ['hangs', { hangs: true }],
    ['fails', { error: new Error('connect ECONNREFUSED') }],
  ])('its last answer is used and says when it was: it %s', async (_, how) => {
    const { services, state } = serviceCatalog();
    const before = new Date().toISOString();
    const fresh = await services.describe({ refs: [REF], credentials: ada });
    expect(fresh).toEqual([
      { entityRef: REF, name: 'checkout', ownerRef: 'group:default/sre' },
    ]);
    expect(await services.ownerOf({ refs: [REF] })).toBe('group:default/sre');

    Object.assign(state, how);
    const stale = await services.describe({ refs: [REF], credentials: ada });
    expect(stale).toEqual([{ ...fresh[0], asOf: expect.any(String) }]);
    expect(stale[0].asOf! >= before).toBe(true);
    expect(await services.ownerOf({ refs: [REF] })).toBe('group:default/sre');
    const owned = { owners: ['group:default/sre'] };
    expect((await services.groupsOf(owned)).value.size).toBe(1);
  });

  it('is asked again after ten seconds, and waited for once', async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout'] });
    const { services, state } = serviceCatalog();
    const describeIt = () =>
      services.describe({ refs: [REF], credentials: ada });
    await describeIt();
    state.hangs = true;
    await describeIt();
    await describeIt();
    await describeIt();
    expect(state.asked).toBe(2);

    state.hangs = false;
    jest.setSystemTime(Date.now() + 11_000);
    expect((await describeIt())[0]).not.toHaveProperty('asOf');
    expect(state.asked).toBe(3);
  });

  it('nothing is answered that another caller asked, or that is too old', async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout'] });
    const { services, state } = serviceCatalog({ staleHours: 2 });
    const askAs = (user: string) =>
      services.describe({
        refs: [REF],
        credentials: mockCredentials.user(user),
      });
    await askAs('user:default/ada');
    state.hangs = true;

    const message = 'The catalog does not answer; try again later';
    await expect(askAs('user:default/bob')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message,
    });
    expect(await askAs('user:default/ada')).toHaveLength(1);
    jest.setSystemTime(Date.now() + 2 * 3_600_000 + 1);
    await expect(askAs('user:default/ada')).rejects.toThrow(message);
  });

  it('what it refuses stays refused', async () => {
    const { services, state } = serviceCatalog();
    await services.describe({ refs: [REF], credentials: ada });
    state.error = Object.assign(new Error('no'), { name: 'NotAllowedError' });
    await expect(
      services.describe({ refs: [REF], credentials: ada }),
    ).rejects.toThrow('no');
  });
});

describe('answers that are kept', () => {
  it('take a bounded room, from which the least used go first', async () => {
    const answers = new CatalogAnswers({
      deadlineSeconds: 0.1,
      maxCharacters: 30,
    });
    const keep = (question: string, answer: string) =>
      answers.to(question, async () => answer);
    const recall = (question: string) =>
      answers.to<string>(question, async () => {
        throw new Error('gone');
      });
    await keep('a', 'a'.repeat(10));
    await keep('b', 'b'.repeat(10));
    await keep('a', 'a'.repeat(10));
    await keep('c', 'c'.repeat(10));
    await keep('too long', 'd'.repeat(100));

    expect((await recall('a')).value).toBe('a'.repeat(10));
    expect((await recall('c')).value).toBe('c'.repeat(10));
    await expect(recall('b')).rejects.toThrow('does not answer');
    await expect(recall('too long')).rejects.toThrow('does not answer');
  });
});
