import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  entityRefSchema,
  type RequestErasure,
} from '@postmortems/backstage-plugin-postmortems-common';

/** Adds what the catalog knows of a person: display name and e-mail address. */
export class PersonFinder {
  readonly #auth: AuthService;
  readonly #catalog: Pick<CatalogService, 'getEntityByRef'>;

  constructor(options: {
    auth: AuthService;
    catalog: Pick<CatalogService, 'getEntityByRef'>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
  }

  async complete(request: RequestErasure): Promise<RequestErasure> {
    if (request.subject === 'incident') return request;
    const names = new Set(request.names);
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (const name of request.names) {
      const ref = entityRefSchema.safeParse(name).data;
      if (!ref?.startsWith('user:')) continue;
      const user = await this.#catalog.getEntityByRef(ref, { credentials });
      const profile = user?.spec?.profile;
      const { displayName, email } = Object(profile);
      for (const one of [displayName, email, user?.metadata.title]) {
        if (typeof one === 'string' && one.trim()) names.add(one.trim());
      }
    }
    return { ...request, names: [...names] };
  }
}
