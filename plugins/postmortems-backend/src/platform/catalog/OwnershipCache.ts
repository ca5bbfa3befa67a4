import type { CacheService } from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { lowerCased } from './relations';

const TTL = { minutes: 1 };

const refsSchema = z.array(z.string());

/**
 * What owners own, cached for a minute. Concurrent requests, as those of a
 * page, share one query; the cache service shares it with the other replicas.
 */
export class OwnershipCache {
  readonly #cache: CacheService | undefined;
  readonly #load: (owners: string[]) => Promise<string[]>;
  readonly #loading = new Map<string, Promise<string[]>>();

  /**
   * @param options - `load` queries the catalog
   */
  constructor(options: {
    cache: CacheService | undefined;
    load: (owners: string[]) => Promise<string[]>;
  }) {
    this.#cache = options.cache;
    this.#load = options.load;
  }

  /** Refs of what any of the owners own. */
  async get(ownerRefs: readonly string[]): Promise<string[]> {
    const owners = [...new Set(ownerRefs.map(lowerCased))].sort();
    const key = `owned-by:${owners.join(' ')}`;
    const shared = this.#loading.get(key);
    if (shared) return shared;
    const loading = this.#through(key, owners).finally(() =>
      this.#loading.delete(key),
    );
    this.#loading.set(key, loading);
    return loading;
  }

  async #through(key: string, owners: string[]): Promise<string[]> {
    const cached = refsSchema.safeParse(await this.#cache?.get(key));
    if (cached.success) return cached.data;
    const refs = await this.#load(owners);
    await this.#cache?.set(key, refs, { ttl: TTL });
    return refs;
  }
}
