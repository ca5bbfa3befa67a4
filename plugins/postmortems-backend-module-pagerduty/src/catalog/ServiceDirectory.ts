import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { CatalogServices } from '@postmortems/backstage-plugin-postmortems-node';
import { type Reference, serviceSchema } from '../api/objects';
import type { PagerDutyApi } from '../api/PagerDutyApi';

// Those of Backstage's plugin for PagerDuty
const SERVICE_ANNOTATION = 'pagerduty.com/service-id';
const KEY_ANNOTATION = 'pagerduty.com/integration-key';
const ACCOUNT_ANNOTATION = 'pagerduty.com/account';

/** A service by its entity ref and its id in PagerDuty. */
export type PagedService = { ref: string; id: string };

/** Which entity of the catalog is which service of PagerDuty. */
export class ServiceDirectory {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #services: CatalogServices;

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#services = new CatalogServices(options);
  }

  /** Services of entities, by the id or else the integration key in their annotations. */
  async servicesOf(
    refs: readonly string[],
    { api, account }: { api: PagerDutyApi; account?: string },
  ): Promise<PagedService[]> {
    const found: PagedService[] = [];
    for (const ref of refs) {
      const entity = await this.#catalog.getEntityByRef(ref, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      });
      const annotations = entity?.metadata.annotations ?? {};
      const other = annotations[ACCOUNT_ANNOTATION];
      if (account && other && other !== account) continue;
      const ids = split(annotations[SERVICE_ANNOTATION]);
      if (ids.length === 0) {
        for (const key of split(annotations[KEY_ANNOTATION])) {
          ids.push(...(await withIntegration(key, api)));
        }
      }
      found.push(...ids.map(id => ({ ref, id })));
    }
    return found;
  }

  /**
   * The entity that a service is: by the annotation with its id, one of its
   * integration keys, or its name.
   *
   * @param api - asked for the integration keys. Where it does not answer they are not
   *   known: no incident waits for it
   */
  async find(
    service: Reference,
    api: PagerDutyApi | undefined,
  ): Promise<string | undefined> {
    const byId = await this.#services.findByAnnotation(
      SERVICE_ANNOTATION,
      service.id,
    );
    if (byId) return byId;
    for (const key of api ? await integrationKeys(service.id, api) : []) {
      const byKey = await this.#services.findByAnnotation(KEY_ANNOTATION, key);
      if (byKey) return byKey;
    }
    const name = service.summary?.trim();
    if (!name) return undefined;
    return (
      (await this.#services.find(name)) ??
      (await this.#services.find(toName(name)))
    );
  }
}

/** A name of PagerDuty as a name of the catalog: `Check out` is `check-out`. */
export function toName(name: string): string {
  return name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 63)
    .replace(/[^a-z0-9]+$/, '');
}

async function withIntegration(
  key: string,
  api: PagerDutyApi,
): Promise<string[]> {
  const ids: string[] = [];
  const query = { query: key, 'include[]': 'integrations' };
  for await (const item of api.list('/services', 'services', query)) {
    const service = serviceSchema.safeParse(item).data;
    const keys = service?.integrations?.map(one => one.integration_key);
    // The search also looks at names
    if (service && keys?.includes(key)) ids.push(service.id);
  }
  return ids;
}

async function integrationKeys(
  id: string,
  api: PagerDutyApi,
): Promise<string[]> {
  try {
    const { service } = await api.get(`/services/${id}`, {
      'include[]': 'integrations',
    });
    const { integrations = [] } = serviceSchema.parse(service);
    return integrations.flatMap(one => one.integration_key ?? []);
  } catch {
    return [];
  }
}

function split(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean);
}
