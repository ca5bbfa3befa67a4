import type { AuthService } from '@backstage/backend-plugin-api';
import type { EntityFilterQuery } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { Remembered } from './Remembered';

/**
 * Finds the catalog user behind an account of another system: by an annotation
 * with the id of the account, else by the e-mail address that the other system
 * has verified. Names never decide, and two users with one address are nobody.
 *
 * @public
 */
export class CatalogUsers {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #found = new Remembered<string | undefined>();

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /**
   * @param account - `annotations` are names of annotations that may hold `id`, e.g.
   *   `slack.com/user_id`
   * @returns the entity ref; `undefined` for strangers
   */
  async find(account: {
    id?: string;
    annotations?: readonly string[];
    email?: string;
  }): Promise<string | undefined> {
    const { id, annotations = [], email } = account;
    if (id) {
      for (const annotation of annotations) {
        const ref = await this.#one({
          [`metadata.annotations.${annotation}`]: id,
        });
        if (ref) return ref;
      }
    }
    return email ? this.#one({ 'spec.profile.email': email }) : undefined;
  }

  #one(filter: Record<string, string>): Promise<string | undefined> {
    return this.#found.get(JSON.stringify(filter), async () => {
      const { items } = await this.#catalog.getEntities(
        {
          filter: { kind: 'user', ...filter } as EntityFilterQuery,
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
          limit: 2,
        },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      return items.length === 1 ? stringifyEntityRef(items[0]) : undefined;
    });
  }
}
