import { CacheManager } from '@backstage/backend-defaults/cache';
import type { CacheService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { OwnershipCache } from './OwnershipCache';

const createCache = () =>
  CacheManager.fromConfig(
    mockServices.rootConfig({
      data: { backend: { cache: { store: 'memory' } } },
    }),
  ).forPlugin('postmortems');

/** Owners that were asked for, and an answer to each. */
const createOwnership = (cache?: CacheService) => {
  const load = jest.fn(async (owners: string[]) =>
    owners.map(owner => owner.replace('group', 'component')),
  );
  return { load, ownership: new OwnershipCache({ cache, load }) };
};

const sre = ['group:default/sre'];
const both = ['group:default/sre', 'group:default/web'];

describe('OwnershipCache', () => {
  afterEach(() => jest.restoreAllMocks());

  it('queries the same owners once a minute, in any order and case', async () => {
    const { load, ownership } = createOwnership(createCache());

    const owned = ['component:default/sre', 'component:default/web'];
    expect(await ownership.get(both)).toEqual(owned);
    expect(await ownership.get([...both].reverse())).toEqual(owned);
    expect(await ownership.get(['Group:Default/Web', ...both])).toEqual(owned);
    expect(load).toHaveBeenCalledTimes(1);

    expect(await ownership.get(sre)).toEqual(['component:default/sre']);
    expect(load).toHaveBeenCalledTimes(2);

    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
    expect(await ownership.get(sre)).toEqual(['component:default/sre']);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('shares results with other replicas', async () => {
    const cache = createCache();
    const one = createOwnership(cache);
    const other = createOwnership(cache);

    await one.ownership.get(sre);
    expect(await other.ownership.get(sre)).toEqual(['component:default/sre']);
    expect(other.load).not.toHaveBeenCalled();
  });

  it('shares pending calls, and forgets failed ones', async () => {
    const { load, ownership } = createOwnership();
    load.mockRejectedValueOnce(new Error('The catalog is away'));

    const together = () =>
      Promise.allSettled(Array.from({ length: 5 }, () => ownership.get(sre)));
    expect(new Set((await together()).map(({ status }) => status))).toEqual(
      new Set(['rejected']),
    );
    expect(load).toHaveBeenCalledTimes(1);

    expect(await together()).toEqual(
      Array(5).fill({ status: 'fulfilled', value: ['component:default/sre'] }),
    );
    expect(load).toHaveBeenCalledTimes(2);

    // Without a cache nothing outlasts the call
    await ownership.get(sre);
    expect(load).toHaveBeenCalledTimes(3);
  });
});
